import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ContactList } from '#components/browse/ContactList.tsx'
import { FeedsList } from '#components/browse/FeedsList.tsx'
import { MostRead } from '#components/browse/MostRead.tsx'
import { NotFoundPage } from '#components/browse/NotFoundPage.tsx'
import { Ranking } from '#components/browse/Ranking.tsx'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

const seminar = publicRelease({ slug: 'seminar', title: 'Seminar in Weifang', date: at('2015-12-16 08:54:43') })

test.each([
  ['en', 'This page is not in the record', 'Archive by year'],
  ['zh', '未收录此页', '按年归档'],
] as const)(
  'a missing page searches for the words of its address and shows the latest (%s)',
  (locale, title, archive) => {
    const { container } = render(
      <NotFoundPage
        locale={locale}
        site={site({ footer: { telephone: '+86-531-89013333' } })}
        words="rotterdam fire"
        latest={[seminar]}
        elsewhere={[]}
      />,
    )
    expect(screen.getByRole('heading', { level: 1, name: title })).toBeDefined()
    const box = screen.getByRole('searchbox')
    expect(box).toHaveProperty('value', 'rotterdam fire')
    expect(container.querySelector('form')?.getAttribute('action')).toBe(`/${locale}/search`)
    expect(screen.getByRole('link', { name: 'Seminar in Weifang' }).getAttribute('href')).toBe(
      `/${locale}/news/seminar`,
    )
    expect(screen.getByRole('link', { name: archive }).getAttribute('href')).toBe(`/${locale}/archive`)
    expect(screen.getByRole('link', { name: '+86-531-89013333' }).getAttribute('href')).toBe('tel:+86-531-89013333')
  },
)

test('a release without this language is offered in the one it has, in that language', () => {
  const chinese = publicRelease({ slug: 'seminar', locale: 'zh', title: '座谈会在潍坊召开' })
  render(<NotFoundPage locale="en" site={site()} words="seminar" latest={[]} elsewhere={[chinese]} />)
  const link = screen.getByRole('link', { name: '座谈会在潍坊召开' })
  expect(link.getAttribute('href')).toBe('/zh/news/seminar')
  expect(link.lang).toBe('zh-CN')
  expect(screen.getByText(/This release can be read in Chinese/)).toBeDefined()
})

test('the most read show their visits in words, and nothing at all without any', () => {
  const { container, rerender } = render(<MostRead locale="en" entries={[{ release: seminar, visits: 1284 }]} />)
  const section = within(screen.getByRole('region', { name: 'Most read, 30 days' }))
  expect(section.getByText('1,284 visits')).toBeDefined()
  rerender(<MostRead locale="zh" entries={[{ release: seminar, visits: 1284 }]} />)
  expect(screen.getByText('浏览 1,284 次')).toBeDefined()
  rerender(<MostRead locale="en" entries={[]} />)
  expect(container.innerHTML).toBe('')
})

test('the ranking has each period at an address of its own, and says when it has no figures', () => {
  render(<Ranking locale="en" site={site()} period="7d" entries={[{ release: seminar, visits: 1 }]} />)
  const periods = within(screen.getByRole('navigation', { name: 'Period' }))
  expect(periods.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '/en/most-read?period=today',
    '/en/most-read?period=7d',
    '/en/most-read',
    '/en/most-read?period=all',
  ])
  expect(periods.getByRole('link', { current: 'page' }).textContent).toBe('7 days')
  expect(screen.getByText('1 visit')).toBeDefined()
  cleanup()
  render(<Ranking locale="en" site={site()} period="7d" entries={[]} />)
  expect(screen.getByText(/Nobody has read/)).toBeDefined()
  cleanup()
  render(<Ranking locale="en" site={site()} period="7d" />)
  expect(screen.getByText(/cannot be read at the moment/)).toBeDefined()
})

test('feeds are listed by language and category, with the address that readers copy', () => {
  render(<FeedsList locale="en" languages={['en', 'zh']} site={site()} siteUrl="https://news.example.com" />)
  const [english, chinese] = screen.getAllByRole('table')
  if (english === undefined || chinese === undefined) throw new Error('There are not two tables.')
  expect(within(english).getByRole('rowheader', { name: /^All releases/ }).textContent).toContain(
    'https://news.example.com/en/rss.xml',
  )
  const policy = within(within(chinese).getByRole('row', { name: /^Policy/ }))
  expect(policy.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '/zh/category/policy/rss.xml',
    '/zh/category/policy/atom.xml',
    '/zh/category/policy/feed.json',
  ])
})

test('contacts can be called and written to', () => {
  const contacts = [
    { name: { en: 'Press office', zh: '新闻办公室' }, phone: '+86 531 5550 1100', email: 'press@example.com' },
  ]
  render(<ContactList locale="zh" site={site({ contacts, footer: { telephone: '+86-531-89013333' } })} />)
  expect(screen.getByText('新闻办公室')).toBeDefined()
  expect(screen.getByRole('link', { name: '+86 531 5550 1100' }).getAttribute('href')).toBe('tel:+8653155501100')
  expect(screen.getByRole('link', { name: 'press@example.com' }).getAttribute('href')).toBe('mailto:press@example.com')
  expect(screen.getByRole('link', { name: '+86-531-89013333' })).toBeDefined()
})

test('a number that a contact already has is not said twice', () => {
  const contacts = [{ name: { en: 'Site enquiries', zh: '网站联系' }, phone: '+86-531-89013333' }]
  render(<ContactList locale="en" site={site({ contacts, footer: { telephone: '+86-531-89013333' } })} />)
  expect(screen.getAllByRole('link', { name: '+86-531-89013333' })).toHaveLength(1)
})
