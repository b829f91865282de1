import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ArchiveMonth } from '#components/browse/archive/ArchiveMonth.tsx'
import { ArchiveYears } from '#components/browse/archive/ArchiveYears.tsx'
import { MonthLinks } from '#components/browse/archive/MonthLinks.tsx'
import { YearList } from '#components/browse/archive/YearList.tsx'
import type { YearEntry } from '#lib/content/types.ts'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

const releases = [
  publicRelease({ slug: 'late', title: 'Late', date: at('2015-12-31 23:59:59'), category: 'policy', number: '2015-9' }),
  publicRelease({ slug: 'early', title: 'Early', date: at('2015-12-01 00:00:00') }),
]
const year: YearEntry = {
  year: 2015,
  count: 3,
  months: [
    { month: 12, releases },
    { month: 2, releases: [publicRelease({ slug: 'february' })] },
  ],
}

test.each([
  ['en', 'Months of 2015', 'Dec 2 releases, December 2015', 'Feb 1 release, February 2015', /^3 releases$/],
  ['zh', '2015年各月', '12月 2 篇，2015年12月', '2月 1 篇，2015年2月', /^3 篇$/],
] as const)(
  'a year links to itself and to the months that have releases (%s)',
  (locale, name, december, february, all) => {
    render(<ArchiveYears locale={locale} years={[year]} />)
    const heading = screen.getByRole('heading', { level: 2, name: '2015' })
    expect(within(heading).getByRole('link').getAttribute('href')).toBe(`/${locale}/archive/2015`)
    const months = within(screen.getByRole('list', { name }))
    expect(months.getAllByRole('link')).toHaveLength(2)
    expect(months.getByRole('link', { name: december }).getAttribute('href')).toBe(`/${locale}/archive/2015/12`)
    expect(months.getByRole('link', { name: february }).getAttribute('href')).toBe(`/${locale}/archive/2015/02`)
    expect(screen.getByText((_, element) => element?.tagName === 'P' && all.test(element.textContent))).toBeDefined()
  },
)

test('the months stand in the order of the calendar, and the one shown is marked', () => {
  render(<MonthLinks locale="en" entry={year} current={12} />)
  const links = screen.getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/en/archive/2015/02', '/en/archive/2015/12'])
  expect(screen.getByRole('link', { current: 'page' })).toBe(links[1])
})

test('a month lists its releases with day in the site’s zone, category and number', () => {
  render(<ArchiveMonth locale="en" site={site()} year={2015} entry={{ month: 12, releases }} />)
  expect(screen.getByRole('heading', { level: 2, name: 'December 2015' })).toBeDefined()
  const [first, second] = screen.getAllByRole('listitem')
  expect(first?.querySelector('time')?.textContent).toBe('31')
  expect(first?.querySelector('time')?.dateTime).toBe('2015-12-31T23:59:59+08:00')
  expect(first?.textContent).toContain('Policy')
  expect(first?.textContent).toContain('No. 2015-9')
  expect(second?.querySelector('a')?.getAttribute('href')).toBe('/en/news/early')
  cleanup()
  render(<ArchiveMonth locale="zh" site={site()} year={2015} entry={{ month: 12, releases }} titled={false} />)
  expect(screen.queryByRole('heading')).toBeNull()
  expect(screen.getAllByRole('listitem')[0]?.querySelector('time')?.textContent).toBe('31日')
})

test.each([
  ['en', 'Withdrawn 24 December 2015'],
  ['zh', '2015年12月24日撤回'],
] as const)('a month tells what was withdrawn, beside its headline (%s)', (locale, words) => {
  const withdrawn = { date: at('2015-12-24 10:00:00'), kind: 'withdrawn' } as const
  const entry = { month: 12, releases: [publicRelease({ locale, state: 'withdrawn', withdrawn }), ...releases] }
  render(<ArchiveMonth locale={locale} site={site()} year={2015} entry={entry} />)
  const [first, second] = screen.getAllByRole('listitem')
  expect(first?.textContent).toContain(words)
  expect(second?.textContent).not.toMatch(/Withdrawn|撤回/)
})

test('the way into the archive names its years and their counts', () => {
  render(<YearList locale="en" years={[year]} />)
  const nav = within(screen.getByRole('navigation', { name: 'Archive by year' }))
  expect(nav.getByRole('link', { name: '2015 3' }).getAttribute('href')).toBe('/en/archive/2015')
})
