import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CrawledSite, fullRelease } from '#tests/support/crawled-site.ts'
import { localeTemplates } from './templates.ts'

let site: CrawledSite
beforeAll(async () => {
  site = await CrawledSite.start()
})
afterAll(() => site.site.stop())

const released = [fullRelease, '/zh/news/of-today', '/en/news/with-photo', '/en/news/withdrawn-release']
const hidden = ['draft-release', 'future-release', 'future-photo', 'expired-release', 'removed-release']

const agents =
  `Googlebot/2.1;Googlebot-Image/1.0;Googlebot-News;bingbot/2.0;Baiduspider/2.0;Baiduspider-render/2.0;360Spider
Sogou web spider/4.0;YisouSpider;Bytespider;PetalBot;YandexBot/3.0;DuckDuckBot/1.1;Applebot/0.1;Amazonbot/0.1
GPTBot/1.2;OAI-SearchBot/1.0;ChatGPT-User/1.0;ClaudeBot/1.0;Claude-User/1.0;PerplexityBot/1.0;CCBot/2.0
meta-externalagent/1.1;facebookexternalhit/1.1;Twitterbot/1.0;LinkedInBot/1.0;WhatsApp/2.23;TelegramBot;Slackbot 1.0
Discordbot/2.0;Mastodon/4.2;Feedly/1.0;MicroMessenger/8.0;Mozilla/5.0 Chrome/140.0 Safari/537.36`.split(/[;\n]/)

test.each([fullRelease, '/zh', '/en/news/nothing', '/en/news/removed-release', '/en/rss.xml', '/robots.txt'])(
  '%s is the same for every crawler and for a browser',
  async (path) => {
    expect(agents.length).toBeGreaterThan(30)
    const answers = new Set<string>()
    for (const agent of agents) {
      const answer = await site.get(path, { 'user-agent': agent })
      answers.add(`${answer.status} ${answer.headers.get('vary')} ${await answer.text()}`)
    }
    expect(answers.size).toBe(1)
  },
)

test.each(released)('%s has its whole text in main and its facts in the head, before anything runs', async (path) => {
  const html = await site.read(path)
  const { document } = new JSDOM(html).window
  expect(html.length).toBeLessThan(150_000)
  expect(html).not.toMatch(/<div hidden|<template/)
  for (const selector of ['h1', 'time[datetime]', '.prose p']) {
    expect(document.querySelector(`main ${selector}`)?.textContent, selector).not.toBe('')
    expect(document.querySelector(`main ${selector}`), selector).not.toBeNull()
  }
  const [first] = document.querySelectorAll('article time')
  expect(first?.closest('header')).not.toBeNull()
  expect(first?.getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
  expect(document.body.querySelector('link[rel=alternate], meta[property]')).toBeNull()
})

test.each(localeTemplates)('the head of %s names the page, its languages, feeds and share image', async (path) => {
  const document = await site.documentOf(path)
  const meta = (name: string) =>
    [...document.querySelectorAll(`meta[property="${name}"], meta[name="${name}"]`)].map(
      (tag) => tag.getAttribute('content') ?? '',
    )
  const canonicals = [...document.querySelectorAll('link[rel=canonical]')].map((link) => link.getAttribute('href'))
  expect(canonicals).toEqual([site.origin + path])
  expect(meta('og:url')).toEqual([site.origin + path])
  expect(meta('og:type')).toEqual([/\/news\/\D/.test(path) ? 'article' : 'website'])
  expect(meta('robots')).toEqual(['max-image-preview:large, max-snippet:-1, max-video-preview:-1'])
  expect(meta('twitter:card')).toEqual(['summary_large_image'])
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
  const own = `${site.origin}${path.slice(0, 3)}/`
  for (const type of ['application/rss+xml', 'application/atom+xml', 'application/feed+json']) {
    const feeds = [...document.querySelectorAll<HTMLLinkElement>(`head link[rel=alternate][type="${type}"]`)]
    expect(feeds.length, type).toBeGreaterThan(0)
    for (const feed of feeds) {
      expect(feed.href.startsWith(own)).toBe(true)
      expect(feed.title).not.toBe('')
      const answer = await site.get(feed.href)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    }
  }
})

test('titles are unique, and every page in two languages is named by the other in the same way', async () => {
  const titles = new Map<string, string>()
  const sets = new Map<string, string>()
  for (const path of [...localeTemplates, ...released]) {
    const document = await site.documentOf(path)
    titles.set(path, document.title)
    const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=alternate][hreflang]')]
    const set = links.map((link) => `${link.hreflang} ${link.href}`)
    if (set.length === 0) continue
    expect(set.map((link) => link.split(' ')[0])).toEqual(['en', 'zh-CN', 'x-default'])
    for (const link of set) expect(sets.get(link.split(' ')[1] ?? '') ?? set.join()).toBe(set.join())
    sets.set(site.origin + path, set.join())
    expect(set.join()).toContain(`${site.origin}${path}`)
  }
  expect(new Set(titles.values()).size).toBe(titles.size)
  expect(sets.size).toBeGreaterThan(20)
})

test('what is missing or gone has no address, no translation, no structured data and no share image', async () => {
  for (const path of ['/en/news/nothing', '/zh/nothing', '/en/news/removed-release', '/zh/search']) {
    const document = await site.documentOf(path)
    const selector = 'link[rel=canonical], link[hreflang], meta[property="og:image"]'
    expect(document.querySelectorAll(`head > :is(${selector})`), path).toHaveLength(0)
    expect(document.querySelector('meta[name=robots]')?.getAttribute('content'), path).toContain('noindex')
    if (!path.endsWith('search')) expect(document.querySelector('script[type="application/ld+json"]'), path).toBeNull()
  }
})

/** Every property and type that the types of schema.org know. */
const vocabulary = readFileSync(new URL(import.meta.resolve('schema-dts')).pathname.replace(/\.js$/, '.d.ts'), 'utf8')
const propertyNames = new Set([...vocabulary.matchAll(/"(\w+)"\??:/g)].map(([, name]) => name))
const typeNames = new Set([...vocabulary.matchAll(/"@type": "(\w+)"/g)].map(([, name]) => name))

function namesIn(value: unknown, properties: Set<string>, types: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) namesIn(one, properties, types)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [name, inner] of Object.entries(value)) {
    if (name === '@type') types.add(String(inner))
    else if (!name.startsWith('@')) properties.add(name)
    namesIn(inner, properties, types)
  }
}

test('structured data uses names of schema.org alone, and repeats the breadcrumb that is seen', async () => {
  const [properties, types] = [new Set<string>(), new Set<string>()]
  for (const path of [...localeTemplates, ...released]) {
    const document = await site.documentOf(path)
    for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
      expect(script.textContent).not.toMatch(/<|&amp;/)
      const graph = JSON.parse(script.textContent)
      expect(graph['@context']).toBe('https://schema.org')
      namesIn(graph, properties, types)
      const page = graph['@graph'].find((thing: Record<string, unknown>) => thing['@type'] === 'CollectionPage')
      for (const [index, item] of (page?.mainEntity.itemListElement ?? []).entries()) {
        const links = [...document.querySelectorAll<HTMLAnchorElement>('main li a[href*="/news/"]')]
        const order = [...new Set(links.map(({ href }) => href))].filter((href) => !/\/news\/page\//.test(href))
        expect(order[index]).toBe(item.url)
      }
      const list = graph['@graph'].find((thing: Record<string, unknown>) => thing['@type'] === 'BreadcrumbList')
      if (list === undefined) continue
      const seen = [...document.querySelectorAll('nav ol > li')].map((item) =>
        item.textContent.replace(/[›/»\s]+$/, '').trim(),
      )
      expect(seen).toEqual(list.itemListElement.map((item: { name: string }) => item.name))
      expect(list.itemListElement.map((item: { position: number }) => item.position)).toEqual(
        seen.map((_, index) => index + 1),
      )
    }
  }
  expect(typeNames.size).toBeGreaterThan(500)
  expect([...properties].filter((name) => !propertyNames.has(name))).toEqual([])
  expect([...types].filter((name) => !typeNames.has(name))).toEqual([])
  expect([...types]).toEqual(
    expect.arrayContaining(['NewsArticle', 'BreadcrumbList', 'Organization', 'WebSite', 'CollectionPage']),
  )
})

test('pictures of structured data are there, with the size it states, in three shapes', async () => {
  for (const path of ['/en/news/with-photo', '/zh/news/of-today']) {
    const graph = JSON.parse(
      (await site.documentOf(path)).querySelector('script[type="application/ld+json"]')?.textContent ?? '',
    )
    const article = graph['@graph'].find((thing: Record<string, unknown>) => thing['@type'] === 'NewsArticle')
    const ratios = new Set<string>()
    for (const image of article.image) {
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
