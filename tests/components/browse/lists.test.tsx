import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { EmptyList } from '#components/browse/list/EmptyList.tsx'
import { FilterStrip } from '#components/browse/list/FilterStrip.tsx'
import { Ledger } from '#components/browse/list/Ledger.tsx'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { Pagination } from '#components/browse/list/Pagination.tsx'
import { pageSlots } from '#components/browse/list/pages.ts'
import { urls } from '#lib/urls.ts'
import { category, publicRelease, site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

test.each([
  [1, 1, '1'],
  [1, 3, '1 2 3'],
  [1, 21, '1 2 3 … 21'],
  [3, 21, '1 2 3 4 … 21'],
  [4, 21, '1 2 3 4 5 … 21'],
  [5, 21, '1 … 4 5 6 … 21'],
  [18, 21, '1 … 17 18 19 20 21'],
  [21, 21, '1 … 19 20 21'],
])('page %i of %i shows %s', (page, last, row) => {
  expect(
    pageSlots(page, last)
      .map((slot) => (slot === 'gap' ? '…' : slot))
      .join(' '),
  ).toBe(row)
})

test('a row of pages holds each page once, in order, and leaves out at least two at a gap', () => {
  for (let last = 1; last <= 12; last++) {
    for (let page = 1; page <= last; page++) {
      const slots = pageSlots(page, last)
      const pages = slots.filter((slot) => slot !== 'gap')
      expect(pages).toEqual([...new Set(pages)].sort((a, b) => a - b))
      expect(pages).toContain(page)
      slots.forEach((slot, index) => {
        if (slot === 'gap') expect(Number(slots[index + 1]) - Number(slots[index - 1])).toBeGreaterThan(2)
      })
    }
  }
})

test.each([
  ['en', 'Pages', 'Newer', 'Older', 'Page 3'],
  ['zh', '分页', '更新', '更早', '第 3 页'],
] as const)(
  'a middle page links to both sides and to numbers, and names itself (%s)',
  (locale, name, newer, older, third) => {
    render(<Pagination locale={locale} page={2} pages={21} hrefOf={(page) => urls.list(locale, page)} />)
    const nav = within(screen.getByRole('navigation', { name }))
    expect(nav.getByRole('link', { name: newer }).getAttribute('href')).toBe(`/${locale}/news`)
    expect(nav.getByRole('link', { name: older }).getAttribute('href')).toBe(`/${locale}/news/page/3`)
    expect(nav.getByRole('link', { name: third }).getAttribute('href')).toBe(`/${locale}/news/page/3`)
    expect(nav.getByText('2').getAttribute('aria-current')).toBe('page')
  },
)

test('the ends have one way on, and a single page has no pages', () => {
  const { container, rerender } = render(<Pagination locale="en" page={1} pages={2} hrefOf={String} />)
  expect(screen.queryByRole('link', { name: 'Newer' })).toBeNull()
  rerender(<Pagination locale="en" page={2} pages={2} hrefOf={String} />)
  expect(screen.queryByRole('link', { name: 'Older' })).toBeNull()
  rerender(<Pagination locale="en" page={1} pages={1} hrefOf={String} />)
  expect(container.innerHTML).toBe('')
})

test('the strip shows categories with releases and their counts, marks the current one, and three years', () => {
  render(
    <FilterStrip
      locale="en"
      categories={[category('policy'), category('industry'), category('awards')]}
      counts={
        new Map([
          ['policy', 1284],
          ['awards', 2],
        ])
      }
      current="policy"
      years={[2026, 2025, 2024, 2023]}
    />,
  )
  const categories = within(screen.getByRole('navigation', { name: 'Categories' }))
  expect(categories.getAllByRole('link').map((link) => link.textContent)).toEqual([
    'All news',
    'Policy 1,284',
    'Awards 2',
  ])
  expect(categories.getByRole('link', { current: true }).getAttribute('href')).toBe('/en/category/policy')
  const years = within(screen.getByRole('navigation', { name: 'Years' }))
  expect(years.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '/en/archive/2026',
    '/en/archive/2025',
    '/en/archive/2024',
  ])
})

test('a list of a tag marks no category', () => {
  render(<FilterStrip locale="zh" categories={[category('policy')]} counts={new Map([['policy', 1]])} years={[]} />)
  expect(screen.queryByRole('link', { current: true })).toBeNull()
  expect(screen.queryByRole('navigation', { name: '年份' })).toBeNull()
})

test('a list names itself, its count and its feed', () => {
  render(
    <ListHeading
      title="Policy"
      description="Releases on policy."
      count="27 releases"
      feed={{ href: '/en/category/policy/rss.xml', label: 'RSS feed' }}
    />,
  )
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Policy')
  expect(screen.getByText('27 releases')).toBeDefined()
  expect(screen.getByRole('link', { name: 'RSS feed' }).getAttribute('href')).toBe('/en/category/policy/rss.xml')
})

test('a ledger keeps the order, and shows a dash where figures are not known', () => {
  const releases = ['second', 'first'].map((slug) => publicRelease({ slug, title: `Title ${slug}` }))
  render(
    <Ledger locale="en" site={site()} releases={releases} figures={new Map([['second', { today: 0, total: 1284 }]])} />,
  )
  const rows = screen.getAllByRole('article')
  expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([
    'Title second',
    'Title first',
  ])
  expect(rows[0]?.textContent).toContain('0/1,284')
  expect(rows[1]?.textContent).toContain('–')
})

test.each([
  ['en', 'Nothing has been published here yet.', 'Read the releases in Chinese', '/zh/news'],
  ['zh', '这里还没有发布新闻。', '阅读英文新闻', '/en/news'],
] as const)('an empty list says so and leads to a language that has releases (%s)', (locale, words, link, href) => {
  render(<EmptyList locale={locale} other={{ locale: locale === 'en' ? 'zh' : 'en', href }} />)
  expect(screen.getByText(words)).toBeDefined()
  expect(screen.getByRole('link', { name: link }).getAttribute('href')).toBe(href)
})
