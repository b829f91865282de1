import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { LeadStory } from '#components/news/LeadStory.tsx'
import { LedgerRow } from '#components/news/LedgerRow.tsx'
import { RecordLine } from '#components/news/RecordLine.tsx'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

const source = { name: 'Department of Commerce of Shandong Province' }
const figures = { today: 0, total: 111 }

test('the record line gives date to the second, source and visits in this order', () => {
  const release = publicRelease({ source })
  const { container } = render(<RecordLine release={release} site={site()} locale="en" figures={figures} />)
  expect(container.textContent).toBe(
    'Date: 2015-12-16 08:54:43 · Source: Department of Commerce of Shandong Province · Today/Total visits: 0/111',
  )
  expect(container.querySelector('time')?.dateTime).toBe('2015-12-16T08:54:43+08:00')
})

test('the record line in Chinese', () => {
  const release = publicRelease({ locale: 'zh', source: { name: '山东省商务厅' } })
  const { container } = render(
    <RecordLine release={release} site={site()} locale="zh" figures={{ today: 12, total: 1284 }} />,
  )
  expect(container.textContent).toBe('日期：2015-12-16 08:54:43 · 来源：山东省商务厅 · 今日/总访问量：12/1,284')
})

test('the record line of a page says in which zone its date is', () => {
  const line = (locale: 'en' | 'zh', timeZone: string) =>
    render(<RecordLine release={publicRelease()} site={site({ timeZone })} locale={locale} withZone />).container
      .textContent
  expect(line('en', 'Asia/Shanghai')).toBe('Date: 2015-12-16 08:54:43 · Today/Total visits: – · Times in UTC+8')
  expect(line('zh', 'Asia/Kathmandu')).toMatch(/ · 时区 UTC\+5:45$/)
  expect(line('en', 'America/St_Johns')).toMatch(/ · Times in UTC−3:30$/)
  expect(line('en', 'UTC')).toMatch(/ · Times in UTC$/)
})

test('a release number joins the record line and a source with an address is a link', () => {
  const release = publicRelease({ number: '2026-118', source: { ...source, url: 'https://example.com/' } })
  const { container } = render(<RecordLine release={release} site={site()} locale="en" figures={figures} />)
  expect(container.textContent).toContain('08:54:43 · No. 2026-118 · Source: ')
  expect(screen.getByRole('link', { name: source.name }).getAttribute('href')).toBe('https://example.com/')
})

test('visits that are not known are a dash, and a release without a source has no empty label', () => {
  const { container } = render(<RecordLine release={publicRelease()} site={site()} locale="en" />)
  expect(container.textContent).toBe('Date: 2015-12-16 08:54:43 · Today/Total visits: –')
})

test('only a line that counts marks its figures for counting', () => {
  const release = publicRelease({ slug: 'weifang' })
  const { container, rerender } = render(<RecordLine release={release} site={site()} locale="en" figures={figures} />)
  const shown = () => container.querySelector('[data-visits="weifang"]')
  expect(shown()?.textContent).toBe('0/111')
  expect(shown()?.hasAttribute('data-count')).toBe(false)
  rerender(<RecordLine release={release} site={site()} locale="en" figures={figures} count />)
  expect(shown()?.hasAttribute('data-count')).toBe(true)
})

test('a row has one link, its headline, and says category, source and visits', () => {
  const release = publicRelease({ slug: 'weifang', title: 'Seminar in Weifang', category: 'policy', source })
  const { container } = render(<LedgerRow release={release} site={site()} locale="en" figures={figures} />)
  expect(screen.getAllByRole('link')).toEqual([screen.getByRole('link', { name: 'Seminar in Weifang' })])
  expect(screen.getByRole('link').getAttribute('href')).toBe('/en/news/weifang')
  expect(screen.getByRole('heading', { level: 2, name: 'Seminar in Weifang' })).toBeTruthy()
  expect(container.textContent).toContain(`Policy · ${source.name} · Today/Total visits 0/111`)
  expect(container.querySelector('time')?.textContent).toBe('16 December 2015')
  expect(container.querySelector('img')).toBeNull()
})

test('a Chinese row has a Chinese date and keeps the whole headline as the name of its link', () => {
  const release = publicRelease({ locale: 'zh', title: '全省商务信息化工作座谈会在潍坊召开' })
  const { container } = render(<LedgerRow release={release} site={site()} locale="zh" headingLevel={3} />)
  // jsdom gives no display to span, so Testing Library puts a space before each; browsers do not.
  const name = (computed: string) => computed.replaceAll(' ', '') === release.title
  expect(screen.getByRole('link', { name })).toBeTruthy()
  expect(screen.getByRole('heading', { level: 3 })).toBeTruthy()
  expect(container.querySelector('time')?.textContent).toBe('2015年12月16日')
})

test('a row says in words that a release was corrected or withdrawn, and on which day', () => {
  const corrected = publicRelease({
    state: 'corrected',
    effectiveChanges: [
      { date: at('2016-02-01'), kind: 'update', note: 'Programme added.' },
      { date: at('2016-01-05'), kind: 'correction', note: 'The total is 41.' },
    ],
  })
  render(<LedgerRow release={corrected} site={site()} locale="en" />)
  expect(screen.getByText('Corrected 5 January 2016')).toBeTruthy()
  cleanup()
  const withdrawn = publicRelease({ state: 'withdrawn', withdrawn: { date: at('2016-01-07'), kind: 'withdrawn' } })
  render(<LedgerRow release={withdrawn} site={site()} locale="zh" />)
  expect(screen.getByText('2016年1月7日撤回')).toBeTruthy()
})

test('a row’s picture is decoration beside its headline, and a missing summary leaves nothing behind', () => {
  const image = { src: 'hall.jpg', alt: 'The hall', width: 1600, height: 1000 }
  const { container } = render(
    <LedgerRow release={publicRelease({ image, summary: '' })} site={site()} locale="en" figures={figures} />,
  )
  expect(container.querySelector('img')?.alt).toBe('')
  expect([...container.querySelectorAll('p')].filter((paragraph) => paragraph.textContent === '')).toEqual([])
})

test('the lead has category, headline, standfirst, full record line and a described picture with caption', () => {
  const image = { src: 'hall.jpg', alt: 'The hall from the yard', caption: 'The hall.', width: 1600, height: 1000 }
  const release = publicRelease({ title: 'Line opens', category: 'industry', source, image })
  const { container } = render(
    <LeadStory release={release} site={site()} locale="en" figures={figures} headingLevel={2} />,
  )
  expect(screen.getByRole('heading', { level: 2, name: 'Line opens' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Industry' }).getAttribute('href')).toBe('/en/category/industry')
  expect(screen.getByText(release.summary)).toBeTruthy()
  expect(container.textContent).toContain('Date: 2015-12-16 08:54:43 · Source: ')
  const figure = within(screen.getByRole('figure'))
  expect(figure.getByRole('img', { name: 'The hall from the yard' }).getAttribute('fetchpriority')).toBe('high')
  expect(figure.getByText('The hall.')).toBeTruthy()
})

test('a very long headline of the lead is set a size smaller, in each language by its own measure', () => {
  const lead = (locale: 'en' | 'zh', title: string) => {
    render(<LeadStory release={publicRelease({ locale, title })} site={site()} locale={locale} headingLevel={2} />)
    const long = screen.getByRole('heading', { level: 2 }).hasAttribute('data-long')
    cleanup()
    return long
  }
  expect([lead('en', 'x'.repeat(80)), lead('en', 'x'.repeat(81))]).toEqual([false, true])
  expect([lead('zh', '新'.repeat(28)), lead('zh', '新'.repeat(29))]).toEqual([false, true])
})

test('in development a row says what its release waits for', () => {
  const rows = (['draft', 'scheduled', 'embargoed'] as const).map((waiting) => publicRelease({ waiting }))
  const words = (locale: 'en' | 'zh') =>
    rows.map((release) => {
      const { container } = render(<LedgerRow release={release} site={site()} locale={locale} />)
      return container.querySelector('[class*=flag]')?.textContent
    })
  expect(words('en')).toEqual([
    'Draft',
    'Scheduled for 16 December 2015, 08:54 (UTC+8)',
    'Under embargo until 16 December 2015, 08:54 (UTC+8)',
  ])
  expect(words('zh')).toEqual(['草稿', '定于2015年12月16日 08:54（UTC+8）发布', '2015年12月16日 08:54（UTC+8）前禁发'])
})
