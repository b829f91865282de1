import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { buildEdition } from '#lib/content/edition.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { renderLlmsTxt } from '#lib/publish/llms-txt.ts'
import { renderRobots } from '#lib/publish/robots.ts'
import { renderNewsSitemap, renderSitemapIndex, renderSitemapPart } from '#lib/publish/sitemap.ts'
import { at, release, site } from '#tests/support/content/releases.ts'

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
/** A part as text; `undefined` when there is none. */
function partOf(locale: Locale, year: number, part = 1, of = edition): string | undefined {
  return renderSitemapPart(of, siteUrl, { locale, year, part }, now)
}
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

test('a part of which nobody knows when it changed has no date', () => {
  const empty = buildEdition(buildCatalogue(site(), []), now)
  const index = renderSitemapIndex(empty, siteUrl, now)
  expect([texts(index, 'loc').length, texts(index, 'lastmod')]).toEqual([3, []])
})

test('a part lists what is public in its year, and no repost', () => {
  const part = partOf('en', 2015) ?? ''
  expect(texts(part, 'loc')).toEqual([`${siteUrl}/en/news/both`, `${siteUrl}/en/news/corrected`])
  expect(texts(part, 'lastmod')).toEqual(['2015-12-16T08:54:43+08:00', '2016-02-03T10:00:00+08:00'])
  expect(partOf('en', 2014)).toBeUndefined()
})

test('a release names its lead picture and the pictures in its text, each once', () => {
  const image = { src: 'hall 1.jpg', alt: 'Hall', width: 10, height: 5 }
  const pictures = ['hall 1.jpg', 'plan.png']
  const several = [release({ slug: 'a', image, pictures }), release({ slug: 'b', pictures }), release({ slug: 'c' })]
  const pictured = buildEdition(buildCatalogue(site(), several), now)
  const namesOf = (text = '') =>
    [...parse(text).querySelectorAll('url')].map((url) =>
      [...url.getElementsByTagName('image:loc')].map(({ textContent }) => textContent.slice(siteUrl.length)),
    )
  expect(namesOf(partOf('en', 2015, 1, pictured))).toEqual([
    ['/media/a/hall%201.jpg', '/media/a/plan.png'],
    ['/media/b/hall%201.jpg', '/media/b/plan.png'],
    [],
  ])
})

test('a list changed when any of its releases did, the newest or an older one', () => {
  const changes = (locale: Locale) =>
    Object.fromEntries(
      [...parse(partOf(locale, 2026) ?? '').querySelectorAll('url')].map((url) => [
        url.querySelector('loc')?.textContent?.slice(siteUrl.length),
        url.querySelector('lastmod')?.textContent,
      ]),
    )
  expect(changes('zh')).toMatchObject({
    '/zh': '2026-11-20T09:00:00+08:00',
    '/zh/archive/2015': '2015-12-16T08:54:43+08:00',
  })
  expect(changes('en')).toMatchObject({
    '/en/news': '2016-02-03T10:00:00+08:00',
    '/en/archive/2015/12': '2015-12-16T08:54:43+08:00',
  })
})

test('the current year also lists home, lists, sections, tags and each month of the archive', () => {
  const tagged = buildEdition(
    buildCatalogue(site(), [release({ slug: 'a', category: 'policy', tags: ['信息化'] })]),
    now,
  )
  expect(texts(partOf('en', 2026, 1, tagged) ?? '', 'loc').map((url) => url?.slice(siteUrl.length))).toEqual([
    '/en',
    '/en/news',
    '/en/archive',
    '/en/most-read',
    '/en/archive/2015',
    '/en/archive/2015/12',
    '/en/tag/%E4%BF%A1%E6%81%AF%E5%8C%96',
    '/en/category/policy',
  ])
})

test('a year too large for one part has several, and the index names each', () => {
  const many = Array.from({ length: 20_001 }, (_, place) => release({ slug: `r-${place}` }))
  const large = buildEdition(buildCatalogue(site(), many), now)
  const parts = texts(renderSitemapIndex(large, siteUrl, now), 'loc').filter((url) => url?.includes('en-2015'))
  expect(parts).toEqual([`${siteUrl}/sitemaps/en-2015.xml`, `${siteUrl}/sitemaps/en-2015-2.xml`])
  const listed = [1, 2, 3].map((part) => partOf('en', 2015, part, large)?.match(/<loc>/g)?.length)
  expect(listed).toEqual([20_000, 1, undefined])
})

test('so many tags that they do not fit into one part, and so many pictures, keep every part within its limits', () => {
  const tagged = Array.from({ length: 400 }, (_, place) =>
    release({ slug: `t-${place}`, tags: Array.from({ length: 50 }, (_, tag) => `tag ${place} ${tag}`) }),
  )
  const pictures = Array.from({ length: 1200 }, (_, place) => `view ${place}.jpg`)
  const many = Array.from({ length: 30 }, (_, place) =>
    release({ slug: `r-${place}`, date: at('2026-01-02'), pictures }),
  )
  const large = buildEdition(buildCatalogue(site(), [...many, ...tagged]), now)
  const parts = texts(renderSitemapIndex(large, siteUrl, now), 'loc').filter((url) => url?.includes('en-2026'))
  expect(parts).toEqual([`${siteUrl}/sitemaps/en-2026.xml`, `${siteUrl}/sitemaps/en-2026-2.xml`])
  const [first = '', second = ''] = [1, 2].map((part) => partOf('en', 2026, part, large) ?? '')
  const count = (text: string, element: string) => text.split(`<${element}>`).length - 1
  expect([first, second].map((text) => count(text, 'url'))).toEqual([20_000, 59])
  expect([count(second, 'image:image'), count(second.split('<url>').at(-2) ?? '', 'image:image')]).toEqual([25_000, 0])
  expect(count(second.split('<url>').find((url) => url.includes('/r-0<')) ?? '', 'image:image')).toBeLessThanOrEqual(
    1000,
  )
})

test('later pages of lists are listed too, each for its own language alone', () => {
  const many = Array.from({ length: 41 }, (_, place) =>
    release({ slug: `r-${place}`, date: at('2026-01-02'), category: place < 21 ? 'policy' : 'events', tags: ['port'] }),
  )
  const large = buildEdition(buildCatalogue(site(), many), now)
  const urls = [...parse(partOf('en', 2026, 1, large) ?? '').querySelectorAll('url')]
  const later = urls.filter((url) => /\/page\/\d+$/.test(url.querySelector('loc')?.textContent ?? ''))
  expect(later.map((url) => url.querySelector('loc')?.textContent?.slice(siteUrl.length))).toEqual([
    '/en/news/page/2',
    '/en/news/page/3',
    '/en/tag/port/page/2',
    '/en/tag/port/page/3',
    '/en/category/policy/page/2',
  ])
  expect(later.flatMap((url) => [...url.getElementsByTagName('xhtml:link')])).toEqual([])
  expect(partOf('zh', 2026, 1, large)).not.toContain('/page/')
})

test('both languages of a page name both and the default, one-language pages none', () => {
  const part = parse(partOf('zh', 2015) ?? '')
  const links = [...part.getElementsByTagName('xhtml:link')].map((link) => [
    link.getAttribute('hreflang'),
    link.getAttribute('href'),
  ])
  expect(links).toEqual([
    ['en', `${siteUrl}/en/news/both`],
    ['zh-CN', `${siteUrl}/zh/news/both`],
    ['x-default', `${siteUrl}/en/news/both`],
  ])
  const fresh = partOf('zh', 2026) ?? ''
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
    ...[2015, 2026].flatMap((year) => (['en', 'zh'] as const).map((locale) => partOf(locale, year))),
  ].join('\n')
  expect(documents).toContain('/zh/news/both')
  for (const secret of ['scheduled', 'draft', 'Not yet', 'Never', '2027']) expect(documents).not.toContain(secret)
})

test('the news sitemap holds two days, and lets a release go without any change of content', () => {
  expect(texts(renderNewsSitemap(edition, siteUrl, now), 'loc')).toEqual([`${siteUrl}/zh/news/fresh`])
  const news = parse(renderNewsSitemap(edition, siteUrl, now))
  expect(news.getElementsByTagName('news:language')[0]?.textContent).toBe('zh-cn')
  expect(news.getElementsByTagName('news:title')[0]?.textContent).toBe('新稿 & 今天')
  const repost = release({ slug: 'repost', date: now - 1000, canonical: 'https://elsewhere.example/x' })
  const noticed = release({ slug: 'noticed', date: now - 1000, withdrawn: { date: now - 500, kind: 'withdrawn' } })
  const reposts = buildEdition(buildCatalogue(site(), [repost, noticed]), now)
  expect(texts(renderNewsSitemap(reposts, siteUrl, now), 'loc')).toEqual([])
  const toldAt = (time: string) => texts(renderNewsSitemap(edition, siteUrl, at(time)), 'loc').length
  expect([toldAt('2026-11-22 09:00:00'), toldAt('2026-11-22 09:00:01')]).toEqual([1, 0])
})

test('the news of both languages stand newest first', () => {
  const on = (slug: string, hour: number, locale: Locale = 'en') =>
    release({ slug, locale, date: now - hour * 3_600_000 })
  const mixed = buildEdition(buildCatalogue(site(), [on('a', 3), on('b', 1), on('c', 2, 'zh')]), now)
  const slugs = texts(renderNewsSitemap(mixed, siteUrl, now), 'loc').map((url) => url?.split('/').at(-1))
  expect(slugs).toEqual(['b', 'c', 'a'])
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
