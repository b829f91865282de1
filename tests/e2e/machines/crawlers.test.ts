import { JSDOM } from 'jsdom'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { namesOf, readThings, type Thing } from '#tests/support/formats/structured-data.ts'
import { CrawledSite, fullRelease } from '#tests/support/site/crawled-site.ts'
import { startWholeSite } from '#tests/support/site/whole-site.ts'
import { until } from '#tests/support/until.ts'
import { closedPages, indexedPages, releasePages } from '../templates.ts'

let site: CrawledSite
beforeAll(async () => {
  site = new CrawledSite(await startWholeSite())
})
afterAll(() => site.site.stop())

const hidden = ['draft-release', 'future-release', 'future-photo', 'expired-release', 'removed-release']

const agents =
  `Googlebot/2.1;Googlebot-Image/1.0;Googlebot-News;bingbot/2.0;Baiduspider/2.0;Baiduspider-render/2.0;360Spider
Sogou web spider/4.0;YisouSpider;Bytespider;PetalBot;YandexBot/3.0;DuckDuckBot/1.1;Applebot/0.1;Amazonbot/0.1
GPTBot/1.2;OAI-SearchBot/1.0;ChatGPT-User/1.0;ClaudeBot/1.0;Claude-User/1.0;PerplexityBot/1.0;CCBot/2.0
meta-externalagent/1.1;facebookexternalhit/1.1;Twitterbot/1.0;LinkedInBot/1.0;WhatsApp/2.23;TelegramBot;Slackbot 1.0
Discordbot/2.0;Mastodon/4.2;Feedly/1.0;MicroMessenger/8.0;Mozilla/5.0 Chrome/140.0 Safari/537.36`.split(/[;\n]/)

const files = ['en', 'zh']
  .flatMap((locale) => [
    ...['rss.xml', 'atom.xml', 'feed.json', 'news/everything.md', 'opensearch.xml', 'manifest.webmanifest'].map(
      (file) => `/${locale}/${file}`,
    ),
    `/sitemaps/${locale}-2024.xml`,
  ])
  .concat('/robots.txt', '/sitemap.xml', '/sitemap-news.xml', '/llms.txt', '/', '/en/news/page/1')

test('every page and file is the same, with the same status, for every crawler and for a browser', async () => {
  expect(agents.length).toBeGreaterThan(30)
  const different: string[] = []
  for (const path of [...indexedPages, ...closedPages.map(([closed]) => closed), ...files]) {
    const answers = agents.map(async (agent) => {
      const answer = await site.get(path, { 'user-agent': agent })
      return [answer.status, answer.headers.get('vary'), answer.headers.get('location'), await answer.text()].join(' ')
    })
    if (new Set(await Promise.all(answers)).size > 1) different.push(path)
  }
  expect(different).toEqual([])
})

test.each(releasePages)(
  '%s has its whole text in main and its facts in the head, before anything runs',
  async (path) => {
    const html = await site.read(path)
    const { document } = new JSDOM(html).window
    expect(html.length).toBeLessThan(150_000)
    expect(html).not.toMatch(/<div hidden|<template/)
    for (const selector of ['h1', 'time[datetime]', '.prose p']) {
      expect(document.querySelector(`main ${selector}`)?.textContent, selector).toMatch(/./)
    }
    const [first] = document.querySelectorAll('article time')
    expect(first?.closest('header')).not.toBeNull()
    expect(first?.getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
    expect(document.body.querySelector('link[rel=alternate], meta[property]')).toBeNull()
  },
)

test.each(indexedPages)('the head of %s names the page, its languages, feeds and share image', async (path) => {
  const document = await site.documentOf(path)
  const meta = (name: string) =>
    [...document.querySelectorAll(`meta[property="${name}"], meta[name="${name}"]`)].map(
      (tag) => tag.getAttribute('content') ?? '',
    )
  const canonicals = [...document.querySelectorAll('link[rel=canonical]')].map((link) => link.getAttribute('href'))
  expect(canonicals).toEqual([site.origin + path])
  expect(meta('og:url')).toEqual([site.origin + path])
  expect(meta('og:type')).toEqual([releasePages.includes(path) ? 'article' : 'website'])
  expect(meta('robots')).toEqual(['max-image-preview:large, max-snippet:-1, max-video-preview:-1'])
  expect(meta('twitter:card')).toEqual(['summary_large_image'])
  expect(meta('description')).toEqual([expect.stringMatching(/./)])
  expect(document.title).toMatch(/./)
  const [own, other] = path.startsWith('/zh') ? ['zh_CN', 'en_US'] : ['en_US', 'zh_CN']
  const isTranslated = document.querySelector('link[rel=alternate][hreflang]') !== null
  expect([meta('og:locale'), meta('og:locale:alternate')]).toEqual([[own], isTranslated ? [other] : []])
  expect(meta('theme-color')).toHaveLength(2)
  for (const name of ['og:title', 'og:site_name', 'og:locale', 'og:image:alt', 'twitter:image', 'twitter:image:alt']) {
    expect(meta(name)[0] ?? '', name).not.toBe('')
  }
  expect(
    document.querySelectorAll('meta[name^="og:"], meta[name^="article:"], meta[name="twitter:image:src"]'),
  ).toHaveLength(0)
  expect([meta('og:image:width')[0], meta('og:image:height')[0], meta('og:image:type')[0]]).toEqual([
    '1200',
    '630',
    'image/png',
  ])
  const shared = await site.get(meta('og:image')[0] ?? '')
  const bytes = Buffer.from(await shared.arrayBuffer())
  const { width, height, format } = await sharp(bytes).metadata()
  expect([shared.status, width, height, format]).toEqual([200, 1200, 630, 'png'])
  expect(bytes.length).toBeLessThan(300_000)
  const home = `${site.origin}${path.slice(0, 3)}/`
  for (const type of ['application/rss+xml', 'application/atom+xml', 'application/feed+json']) {
    const feeds = [...document.querySelectorAll<HTMLLinkElement>(`head link[rel=alternate][type="${type}"]`)]
    expect(feeds.length, type).toBeGreaterThan(0)
    for (const feed of feeds) {
      expect(feed.href.startsWith(home)).toBe(true)
      expect(feed.title).not.toBe('')
      const answer = await site.get(feed.href)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    }
  }
})

test('titles are unique, and every page in two languages is named by the other in the same way', async () => {
  const titles = new Map<string, string>()
  const sets = new Map<string, string>()
  for (const path of indexedPages) {
    const document = await site.documentOf(path)
    titles.set(path, document.title)
    const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=alternate][hreflang]')]
    const set = links.map((link) => `${link.hreflang} ${link.href}`)
    const isAlone = /\/page\/|with-photo|withdrawn/.test(path)
    expect(set.length, path).toBe(isAlone ? 0 : 3)
    if (isAlone) continue
    expect(set.map((link) => link.split(' ')[0])).toEqual(['en', 'zh-CN', 'x-default'])
    for (const link of set) expect(sets.get(link.split(' ')[1] ?? '') ?? set.join()).toBe(set.join())
    sets.set(site.origin + path, set.join())
    expect(set.join()).toContain(`${site.origin}${path}`)
  }
  expect(new Set(titles.values()).size).toBe(titles.size)
  expect(sets.size).toBeGreaterThan(20)
})

test('every page and file says the language that it is in, or none', async () => {
  for (const path of [...indexedPages, ...closedPages.map(([closed]) => closed), ...files]) {
    const answer = await site.get(path)
    const said = answer.headers.get('content-language')
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true
    const own = /\/zh\b/.test(path) ? 'zh-CN' : 'en'
    expect([path, said ?? (isPage ? 'none' : own)]).toEqual([path, own])
  }
})

test('what is missing, gone, empty or searched for is no page for search engines, and every other stands in the sitemaps', async () => {
  const index = await site.read('/sitemap.xml')
  const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => new URL(url).pathname)
  const sitemaps = (await Promise.all(parts.map(site.read))).join('')
  const left = indexedPages.filter((path) => !sitemaps.includes(`<loc>${site.origin}${path}</loc>`))
  expect(left).toEqual([])
  for (const [path, status] of closedPages) {
    const answer = await site.get(path)
    expect([path, answer.status]).toEqual([path, status])
    const { document } = new JSDOM(await answer.text()).window
    const selector =
      'link[rel=canonical], link[hreflang], meta[property="og:image"], meta[property="og:locale:alternate"]'
    expect(
      [...document.querySelectorAll(selector)].map(({ outerHTML }) => outerHTML),
      path,
    ).toEqual([])
    const robots = [...document.querySelectorAll('meta[name=robots]')].map((tag) => tag.getAttribute('content'))
    expect(robots.join(), path).toMatch(/^noindex/)
    if (status !== 200) expect(document.querySelector('script[type="application/ld+json"]'), path).toBeNull()
    expect(document.querySelectorAll('h1'), path).toHaveLength(1)
    expect(sitemaps, path).not.toContain(`<loc>${site.origin}${path}</loc>`)
    expect(sitemaps, path).not.toContain(`href="${site.origin}${path}"`)
  }
})

test('every page names the search of its language for browsers, and that search finds', async () => {
  const documents = new Map<string, Document>()
  for (const path of [...indexedPages, ...closedPages.map(([closed]) => closed)]) {
    const links = [...(await site.documentOf(path)).querySelectorAll('head > link[rel=search]')]
    expect(
      links.map((link) => [link.getAttribute('href'), link.getAttribute('type')]),
      path,
    ).toEqual([[`${path.slice(0, 3)}/opensearch.xml`, 'application/opensearchdescription+xml']])
  }
  for (const [locale, language, words, found] of [
    ['en', 'en', 'informationization seminar', fullRelease],
    ['zh', 'zh-CN', '更正并置顶', '/zh/news/corrected-and-pinned'],
  ] as const) {
    const answer = await site.get(`/${locale}/opensearch.xml`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/opensearchdescription+xml; charset=utf-8',
    ])
    const { document } = new JSDOM(await answer.text(), { contentType: 'application/xml' }).window
    documents.set(locale, document)
    expect(document.querySelector('Language')?.textContent).toBe(language)
    expect([...(document.querySelector('ShortName')?.textContent ?? '')].length).toBeLessThanOrEqual(16)
    const template = document.querySelector('Url[type="text/html"]')?.getAttribute('template') ?? ''
    expect(template.startsWith(`${site.origin}/${locale}/`)).toBe(true)
    await until(`search finds ${words}`, async () => {
      const page = await site.get(template.replace('{searchTerms}', encodeURIComponent(words)))
      const { document: results } = new JSDOM(await page.text()).window
      return results.querySelector(`main a[href^="${found}"]`) ?? undefined
    })
  }
  const standard = await site.xmlOf('/opensearch.xml')
  expect(standard.documentElement.outerHTML).toBe(documents.get('en')?.documentElement.outerHTML)
})

test('structured data uses names of schema.org alone', async () => {
  const things: Thing[] = []
  for (const path of indexedPages) {
    const own = readThings(await site.documentOf(path))
    const articles = own.filter((thing) => thing['@type'] === 'NewsArticle')
    expect(articles.map(({ url }) => url)).toEqual(releasePages.includes(path) ? [site.origin + path] : [])
    things.push(...own)
  }
  const { types, unknown } = namesOf(things)
  expect(unknown).toEqual([])
  expect([...types]).toEqual(
    expect.arrayContaining(['NewsArticle', 'BreadcrumbList', 'Organization', 'WebSite', 'CollectionPage']),
  )
  expect(namesOf([{ '@type': 'NewsArtikel', headLine: 'a' }]).unknown).toEqual(['headLine', 'NewsArtikel'])
})

/** Pages of releases and below sections. */
const withBreadcrumb = [
  ...releasePages,
  ...indexedPages.filter((path) => /\/category\/|\/tag\/|\/archive\//.test(path)),
]
const lists = indexedPages.filter((path) => /\/category\/|\/tag\/|\/news(?:$|\/page\/)/.test(path))

test('structured data repeats the breadcrumb and the order of the list that are seen', async () => {
  for (const path of indexedPages) {
    const document = await site.documentOf(path)
    const things = readThings(document)
    const list = things.find((thing) => thing['@type'] === 'BreadcrumbList')?.['itemListElement'] ?? []
    const items = list as { readonly name: string; readonly position: number; readonly item?: string }[]
    const steps = document.querySelectorAll('nav:is([aria-label="You are here"], [aria-label=当前位置]) li')
    const seen = [...steps].map((step) => step.textContent.replace(/[›/»\s]+$/, '').trim())
    expect(seen, path).toEqual(items.map(({ name }) => name))
    expect(items.map(({ position }) => position)).toEqual(seen.map((_, index) => index + 1))
    for (const { item } of items.slice(0, -1)) expect((await site.get(item ?? '')).status, path).toBe(200)
    if (withBreadcrumb.includes(path)) expect(seen.length, path).toBeGreaterThan(1)
    const page = things.find((thing) => thing['@type'] === 'CollectionPage') as
      | { readonly mainEntity: { readonly itemListElement: readonly { readonly url: string }[] } }
      | undefined
    const told = page?.mainEntity.itemListElement.map(({ url }) => url) ?? []
    if (lists.includes(path)) expect(told.length, path).toBeGreaterThan(0)
    const links = [...document.querySelectorAll<HTMLAnchorElement>('main li a[href*="/news/"]')]
    const order = [...new Set(links.map(({ href }) => href))].filter((href) => !/\/news\/page\//.test(href))
    expect(order.slice(0, told.length), path).toEqual(told)
  }
})

test('pictures of structured data are there, with the size it states, in three shapes', async () => {
  for (const path of [
    '/en/news/with-photo',
    '/zh/news/of-today',
    '/en/news/story-third',
    '/en/news/withdrawn-release',
  ]) {
    const article = readThings(await site.documentOf(path)).find((thing) => thing['@type'] === 'NewsArticle')
    const images = (article?.['image'] ?? []) as {
      readonly url: string
      readonly width: string
      readonly height: string
    }[]
    const ratios = new Set<string>()
    for (const image of images) {
      const answer = await site.get(image.url)
      expect(answer.status).toBe(200)
      const { width = 0, height = 1 } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
      expect([String(width), String(height)]).toEqual([image.width, image.height])
      expect(width).toBeGreaterThanOrEqual(1200)
      ratios.add((width / height).toFixed(2))
    }
    expect([...ratios]).toEqual(expect.arrayContaining(['1.00', '1.33', '1.78']))
  }
})

test('what is not public is nowhere: no page, twin, card, picture, list, feed, sitemap or search', async () => {
  for (const slug of hidden) {
    const status = ['expired-release', 'removed-release'].includes(slug) ? 410 : 404
    for (const tail of ['', '.md', '.json', '/card.png', '/card-1x1.png']) {
      expect((await site.get(`/en/news/${slug}${tail}`)).status, slug + tail).toBe(status)
    }
    expect((await site.get(`/media/${slug}/hall.jpg`)).status).toBe(404)
    expect((await site.get(`/media/${slug}/hall.jpg?w=640`)).status).toBe(404)
  }
  const surfaces = [
    '/en',
    '/en/news',
    '/en/archive/2024/6',
    '/en/rss.xml',
    '/en/atom.xml',
    '/en/feed.json',
    '/llms.txt',
  ]
  for (const path of [...surfaces, '/sitemaps/en-2024.xml', '/sitemap-news.xml', '/en/search?q=release']) {
    const text = await site.read(path)
    for (const slug of hidden) expect(text.includes(slug), `${path}: ${slug}`).toBe(false)
  }
  const card = await site.get('/en/news/replaced-release/card.png')
  expect(card.headers.get('location')).toBe('/en/news/moved-release/card.png')
})
