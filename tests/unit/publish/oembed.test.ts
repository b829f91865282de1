import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { answerOEmbed } from '#lib/serve/answer-oembed.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'

const siteUrl = 'https://news.example.com'
const all = edition({
  releases: [
    release({
      slug: 'plant',
      title: 'A & B <open>',
      source: { name: 'Department of Commerce', url: 'https://commerce.example.com' },
      aliases: ['/en/news/old-plant', '/NewsDetail.asp?id=118'],
    }),
    release({ slug: 'replaced', withdrawn: { date: at('2026-01-01'), kind: 'replaced', replacement: 'plant' } }),
    release({ slug: 'gone', withdrawn: { date: at('2026-01-01'), kind: 'error' } }),
    release({ slug: 'later', date: at('2027-01-01') }),
    release({ slug: 'draft', draft: true }),
  ],
})
const ask = (url: string, more = '') => answerOEmbed(all, siteUrl, `url=${encodeURIComponent(url)}${more}`)
const said = (url: string, more?: string) => {
  const answer = ask(url, more)
  return answer === undefined ? undefined : JSON.parse(answer.body)
}

test('a shared release is a link with its card', () => {
  expect(ask(`${siteUrl}/en/news/plant`)).toMatchObject({
    type: 'application/json',
    headers: { 'x-robots-tag': 'noindex' },
  })
  expect(said(`${siteUrl}/en/news/plant`)).toEqual({
    version: '1.0',
    type: 'link',
    title: 'A & B <open>',
    author_name: 'Department of Commerce',
    author_url: 'https://commerce.example.com',
    provider_name: 'Shandong Corporate News',
    provider_url: `${siteUrl}/en`,
    cache_age: 3600,
    url: `${siteUrl}/en/news/plant`,
    thumbnail_url: `${siteUrl}/en/news/plant/card.png`,
    thumbnail_width: 1200,
    thumbnail_height: 630,
  })
})

test.each([
  '/en/news/plant?utm_source=mail',
  '/en/news/plant/#part',
  '/EN/News/plant',
  '/en/news/old-plant',
  '/NewsDetail.asp?id=118',
  '/NewsDetail.asp?id=118&from=list',
  '/en/news/replaced',
])('%s is the release that it leads to', (path) => {
  expect(said(siteUrl + path)?.url).toBe(`${siteUrl}/en/news/plant`)
})

test.each([
  `${siteUrl}/en/news/unknown`,
  `${siteUrl}/en/news/later`,
  `${siteUrl}/en/news/draft`,
  `${siteUrl}/en/news/gone`,
  `${siteUrl}/zh/news/plant`,
  `${siteUrl}/en/news`,
  `${siteUrl}`,
  'https://elsewhere.example.com/en/news/plant',
  'http://news.example.com/en/news/plant',
  '/en/news/plant',
  'no address',
  '',
])('%s is nothing', (url) => {
  expect(ask(url)).toBeUndefined()
})

test('the card is left out where it does not fit', () => {
  const url = `${siteUrl}/en/news/plant`
  expect(said(url, '&maxwidth=1200&maxheight=630')).toHaveProperty('thumbnail_url')
  expect(said(url, '&maxwidth=1199')).not.toHaveProperty('thumbnail_url')
  expect(said(url, '&maxheight=629')).not.toHaveProperty('thumbnail_width')
  expect(said(url, '&maxwidth=wide')).toHaveProperty('thumbnail_url')
})

test('XML says the same as JSON, and other formats are not spoken', () => {
  const url = `${siteUrl}/en/news/plant`
  const answer = ask(url, '&format=xml')
  const { document } = new JSDOM(answer?.body, { contentType: 'text/xml' }).window
  const fields = [...document.documentElement.children].map(({ tagName, textContent }) => [tagName, textContent])
  expect(answer?.type).toBe('text/xml')
  expect(fields).toEqual(Object.entries(said(url)).map(([name, value]) => [name, String(value)]))
  expect(ask(url, '&format=yaml')).toMatchObject({ status: 501 })
})
