import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { SearchSummary } from '#components/browse/search/SearchSummary.tsx'
import { WaysOn } from '#components/browse/search/WaysOn.tsx'
import { Marks } from '#components/ui/Marks.tsx'
import { site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

const none = { total: 0, found: 0, isCut: false, complete: true }

test.each([
  [
    'en',
    'No release contains all of “gird orders”.Did you mean grid orders (1,017)?Try fewer words or another spelling, look in the archive, or ask us.',
  ],
  [
    'zh',
    '没有稿件同时含有“gird orders”。您要找的是不是 grid orders（1,017 篇）？请减少词语或换一种写法，也可以查看归档或与我们联系。',
  ],
] as const)('nothing found says so, with another spelling and its hits (%s)', (locale, words) => {
  const result = { ...none, suggestion: { text: 'grid orders', count: 1017 } }
  render(<SearchSummary locale={locale} text="gird orders" result={result} />)
  expect(screen.getByRole('status').textContent).toBe(words)
  expect(screen.getByRole('link', { name: 'grid orders' }).getAttribute('href')).toBe(
    `/${locale}/search?q=grid%20orders`,
  )
})

test.each([
  ['en', 'Look in all releases (6)'],
  ['zh', '在全部稿件中查找（6 篇）'],
] as const)('where filters left nothing, the search without them is one link away (%s)', (locale, name) => {
  render(<SearchSummary locale={locale} text="grid" result={{ ...none, found: 6 }} />)
  expect(screen.getByRole('link', { name }).getAttribute('href')).toBe(`/${locale}/search?q=grid`)
})

test.each([
  ['en', { isCut: true, complete: true }, /^17 releases match “grid”\.Not all of this search was looked for/],
  ['zh', { isCut: true, complete: true }, /^找到 17 篇含有“grid”的稿件。搜索内容过长/],
  ['en', { isCut: false, complete: false }, /still being made/],
  ['en', { isCut: false, complete: true }, /^17 releases match “grid”\.$/],
] as const)('what was not looked at is said (%s)', (locale, how, words) => {
  render(<SearchSummary locale={locale} text="grid" result={{ total: 17, found: 17, ...how }} />)
  expect(screen.getByRole('status').textContent).toMatch(words)
})

test.each([
  ['en', /^Search is being prepared\. Please try again in a few minutes[^.]+\.$/],
  ['zh', /^搜索正在准备中，请过几分钟再试。[^。]+。$/],
] as const)('while there is no index nothing is said to be missing (%s)', (locale, words) => {
  render(<SearchSummary locale={locale} text="grid" result={{ ...none, complete: false }} />)
  expect(screen.getByRole('status').textContent).toMatch(words)
})

test('who does not find something is given the number of the press office, else that of the site', () => {
  const contacts = [
    { name: { en: 'By post', zh: '来信' }, email: 'press@example.com' },
    { name: { en: 'Press office', zh: '新闻办公室' }, phone: '+86 531 5550 1100' },
  ]
  const footer = { telephone: '+86-531-89013333', approvedBy: { en: 'The department', zh: '本厅' } }
  render(<WaysOn locale="zh" site={site({ contacts, footer })} />)
  expect(screen.getByText(/新闻办公室/).textContent).toBe('新闻办公室 电话：+86 531 5550 1100')
  expect(screen.getByRole('link', { name: '+86 531 5550 1100' }).getAttribute('href')).toBe('tel:+8653155501100')
  cleanup()
  render(<WaysOn locale="en" site={site({ contacts: [], footer })} />)
  expect(screen.getByText(/The department/).textContent).toBe('The department Tel: +86-531-89013333')
  cleanup()
  render(<WaysOn locale="en" site={site({ contacts: [], footer: {} })} />)
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/en/archive', '/en/contact'])
})

test('what was looked for is marked, and the text around it stays as it is', () => {
  const parts = [
    { text: 'The ', hit: false },
    { text: 'grid', hit: true },
    { text: ' and the ', hit: false },
    { text: 'grid', hit: true },
  ]
  const { container } = render(<Marks parts={parts} />)
  expect(container.innerHTML).toBe('The <mark>grid</mark> and the <mark>grid</mark>')
})
