import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { SideColumn } from '#components/browse/list/SideColumn.tsx'
import { SitePageArticle } from '#components/browse/SitePageArticle.tsx'
import { SearchFilters } from '#components/browse/search/SearchFilters.tsx'
import type { SitePage } from '#lib/content/types.ts'
import { at } from '#tests/support/content/releases.ts'

afterEach(cleanup)

const body = {
  html: '<h2>Where</h2><p>In Weifang.</p>',
  text: '',
  markdown: '',
  headings: [],
  images: [],
  readingMinutes: 1,
}
const pageIn = (locale: 'en' | 'zh', more: Partial<SitePage> = {}): SitePage => {
  return { name: 'about', locale, file: 'about', digest: '', title: 'About us', summary: 'Who we are.', ...more }
}

test.each([
  ['en', 'Last changed 16 December 2015'],
  ['zh', '最后修改：2015年12月16日'],
] as const)(
  'a page of the site has its title, its standfirst, its text and the day of its last change, in this order (%s)',
  (locale, words) => {
    const page = pageIn(locale, { updated: at('2015-12-16 08:54:43') })
    render(
      <SitePageArticle page={page} body={body} timeZone="Asia/Shanghai">
        <p>Added</p>
      </SitePageArticle>,
    )
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('About us')
    expect(screen.getByRole('article').textContent).toBe(`About usWho we are.WhereIn Weifang.Added${words}`)
  },
)

test('a page without a standfirst and a date leaves no place for them', () => {
  render(<SitePageArticle page={pageIn('en', { summary: '' })} body={body} timeZone="Asia/Shanghai" />)
  expect(screen.getByRole('article').textContent).toBe('About usWhereIn Weifang.')
})

test('what stands beside a list is read after it', () => {
  const { container } = render(<SideColumn side={<p>Most read</p>}>The list</SideColumn>)
  expect(container.textContent).toBe('The listMost read')
})

test('filters of a search are lists of links under their names, with counts as readers write them, the chosen one marked', () => {
  const choices = [
    { label: 'All', href: '/en/search?q=a', chosen: true },
    { label: '2015', href: '/en/search?q=a&year=2015', chosen: false, count: 1017 },
  ]
  render(<SearchFilters locale="en" filters={[{ label: 'Year', choices }]} />)
  expect(screen.getByRole('term').textContent).toBe('Year')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  const [all, year] = screen.getAllByRole('link')
  expect([all?.getAttribute('aria-current'), year?.getAttribute('aria-current')]).toEqual(['true', null])
  expect([year?.textContent, year?.getAttribute('href')]).toEqual(['2015 1,017', '/en/search?q=a&year=2015'])
})
