import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import { renderLlmsTxt } from '#lib/publish/llms-txt.ts'
import { renderRobots } from '#lib/publish/robots.ts'
import { renderNewsSitemap, renderSitemapIndex, renderSitemapPart } from '#lib/publish/sitemap.ts'
import { at, release, site } from '#tests/support/releases.ts'

const siteUrl = 'https://news.example.com'
const now = at('2026-11-21 12:00:00')
const releases = [
  release({ slug: 'both', date: at('2015-12-16 08:54:43'), category: 'policy' }),
  release({ slug: 'both', locale: 'zh', title: '两种语言', date: at('2015-12-16 08:54:43'), category: 'policy' }),
  release({
    slug: 'corrected',
    date: at('2015-03-01'),
    changes: [
      { date: at('2016-02-03 10:00:00'), kind: 'correction', note: 'x' },
      { date: at('2027-01-01'), kind: 'update', note: 'later' },
    ],
  }),
  release({ slug: 'fresh', locale: 'zh', title: '新稿 & 今天', date: at('2026-11-20 09:00:00') }),
  release({ slug: 'scheduled', title: 'Not yet', date: at('2026-11-21 12:00:01') }),
  release({ slug: 'draft', title: 'Never', draft: true }),
  release({ slug: 'repost', date: at('2015-05-05'), canonical: 'https://elsewhere.example/x' }),
]
const edition = buildEdition(buildCatalogue(site(), releases), now)
const parse = (text: string) => new JSDOM(text, { contentType: 'application/xml' }).window.document
const texts = (text: string, selector: string) =>
  [...parse(text).querySelectorAll(selector)].map((element) => element.textContent)

test('the index names a part for each year of each language, and the news', () => {
  expect(texts(renderSitemapIndex(edition, siteUrl, now), 'loc')).toEqual([
    `${siteUrl}/sitemaps/en-2026.xml`,
    `${siteUrl}/sitemaps/en-2015.xml`,
    `${siteUrl}/sitemaps/zh-2026.xml`,
    `${siteUrl}/sitemaps/zh-2015.xml`,
    `${siteUrl}/sitemap-news.xml`,
  ])
})

test('a part lists what is public in its year, and no repost', () => {
  const part = renderSitemapPart(edition, siteUrl, { locale: 'en', year: 2015 }, now) ?? ''
  expect(texts(part, 'loc')).toEqual([`${siteUrl}/en/news/both`, `${siteUrl}/en/news/corrected`])
  expect(texts(part, 'lastmod')).toEqual(['2015-12-16T08:54:43+08:00', '2016-02-03T10:00:00+08:00'])
  expect(renderSitemapPart(edition, siteUrl, { locale: 'en', year: 2014 }, now)).toBeUndefined()
})

test('both languages of a page name both and the default, one-language pages none', () => {
  const part = parse(renderSitemapPart(edition, siteUrl, { locale: 'zh', year: 2015 }, now) ?? '')
  const links = [...part.getElementsByTagName('xhtml:link')].map((link) => [
    link.getAttribute('hreflang'),
    link.getAttribute('href'),
  ])
  expect(links).toEqual([
    ['en', `${siteUrl}/en/news/both`],
    ['zh-CN', `${siteUrl}/zh/news/both`],
    ['x-default', `${siteUrl}/en/news/both`],
  ])
  const fresh = renderSitemapPart(edition, siteUrl, { locale: 'zh', year: 2026 }, now) ?? ''
  const entry = [...parse(fresh).querySelectorAll('url')].find((url) =>
    url.querySelector('loc')?.textContent?.endsWith('/fresh'),
  )
  expect(entry?.getElementsByTagName('xhtml:link').length).toBe(0)
})

test('nothing unpublished stands in any document', () => {
  const documents = [
    renderSitemapIndex(edition, siteUrl, now),
    renderNewsSitemap(edition, siteUrl, now),
    renderLlmsTxt(edition, siteUrl),
    ...[2015, 2026].flatMap((year) =>
      (['en', 'zh'] as const).map((locale) => renderSitemapPart(edition, siteUrl, { locale, year }, now)),
    ),
  ].join('\n')
  expect(documents).toContain('/zh/news/both')
  for (const secret of ['scheduled', 'draft', 'Not yet', 'Never', '2027']) expect(documents).not.toContain(secret)
})

test('the news sitemap holds two days, and lets a release go without any change of content', () => {
  expect(texts(renderNewsSitemap(edition, siteUrl, now), 'loc')).toEqual([`${siteUrl}/zh/news/fresh`])
  const news = parse(renderNewsSitemap(edition, siteUrl, now))
  expect(news.getElementsByTagName('news:language')[0]?.textContent).toBe('zh-cn')
  expect(news.getElementsByTagName('news:title')[0]?.textContent).toBe('新稿 & 今天')
  expect(texts(renderNewsSitemap(edition, siteUrl, at('2026-11-22 09:00:01')), 'loc')).toEqual([])
})

test('robots are told the sitemap, and each named group the rules it does not inherit', () => {
  const text = renderRobots(site({ aiAgents: { search: 'allow', training: 'deny' } }), siteUrl, false)
  const groups = text.split('\n\n')
  expect(groups[0]).toContain('User-agent: *\nDisallow: /api/')
  expect(groups[1]).toMatch(/User-agent: OAI-SearchBot\n[\s\S]*Disallow: \/api\//)
  expect(groups[2]).toMatch(/User-agent: GPTBot\n[\s\S]*Disallow: \/$/)
  expect(groups.at(-1)).toBe(`Sitemap: ${siteUrl}/sitemap.xml\n`)
  expect(text).not.toContain('_next')
})

test('a staging site is closed to all robots', () => {
  expect(renderRobots(site(), siteUrl, true)).toBe('User-agent: *\nDisallow: /\n')
})
