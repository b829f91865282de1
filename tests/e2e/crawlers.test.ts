import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSite, startSite } from '#tests/support/running-site.ts'
import { writeRelease, writeReleasesOfEveryState } from '#tests/support/site-content.ts'
import { hasXmlLint, schemaFaults } from '#tests/support/xml-schema.ts'
import { localeTemplates } from './templates.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite({
    prepare: async (contentDir) => {
      await writeReleasesOfEveryState(contentDir)
      const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
      const image = ['image:', '  src: hall.jpg', '  alt: The hall']
      await writeRelease(contentDir, { slug: 'of-today', header: [`date: ${today}`, 'tags:', '  - 数字 经济'] })
      await writeRelease(contentDir, {
        slug: 'of-today',
        locale: 'zh',
        title: '今天的新闻',
        header: [`date: ${today}`],
      })
      await writeRelease(contentDir, { slug: 'with-photo', header: image })
      await writeRelease(contentDir, { slug: 'future-photo', header: ['date: 2124-06-21', ...image] })
      const photo = sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#0f4c5c' } })
      const bytes = await photo
        .withMetadata({ exif: { IFD0: { Copyright: 'of the camera' } } })
        .jpeg()
        .toBuffer()
      await writeFile(join(contentDir, 'news/2024/with-photo/hall.jpg'), bytes)
      await writeFile(join(contentDir, 'news/2124/future-photo/hall.jpg'), bytes)
    },
  })
})
afterAll(() => site.stop())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(new URL(path, site.origin), {
    method,
    redirect: 'manual',
    headers: { 'accept-encoding': 'identity', ...headers },
  })
const read = async (path: string) => await (await get(path)).text()
const documentOf = async (path: string) => new JSDOM(await read(path), { url: site.origin + path }).window.document
const xmlOf = async (path: string) => new JSDOM(await read(path), { contentType: 'application/xml' }).window.document
const locations = (document: Document) =>
  [...document.getElementsByTagName('loc')].map(({ textContent }) => textContent)

const release = '/en/news/weifang-informationization-seminar'
const released = [release, '/zh/news/of-today', '/en/news/with-photo', '/en/news/withdrawn-release']
const hidden = ['draft-release', 'future-release', 'future-photo', 'expired-release', 'removed-release']

const agents =
  `Googlebot/2.1;Googlebot-Image/1.0;Googlebot-News;bingbot/2.0;Baiduspider/2.0;Baiduspider-render/2.0;360Spider
Sogou web spider/4.0;YisouSpider;Bytespider;PetalBot;YandexBot/3.0;DuckDuckBot/1.1;Applebot/0.1;Amazonbot/0.1
GPTBot/1.2;OAI-SearchBot/1.0;ChatGPT-User/1.0;ClaudeBot/1.0;Claude-User/1.0;PerplexityBot/1.0;CCBot/2.0
meta-externalagent/1.1;facebookexternalhit/1.1;Twitterbot/1.0;LinkedInBot/1.0;WhatsApp/2.23;TelegramBot;Slackbot 1.0
Discordbot/2.0;Mastodon/4.2;Feedly/1.0;MicroMessenger/8.0;Mozilla/5.0 Chrome/140.0 Safari/537.36`.split(/[;\n]/)

test.each([release, '/zh', '/en/news/nothing', '/en/news/removed-release', '/en/rss.xml', '/robots.txt'])(
  '%s is the same for every crawler and for a browser',
  async (path) => {
    expect(agents.length).toBeGreaterThan(30)
    const answers = new Set<string>()
    for (const agent of agents) {
      const answer = await get(path, { 'user-agent': agent })
      answers.add(`${answer.status} ${answer.headers.get('vary')} ${await answer.text()}`)
    }
    expect(answers.size).toBe(1)
  },
)

test.each(released)('%s has its whole text in main and its facts in the head, before anything runs', async (path) => {
  const html = await read(path)
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
  const document = await documentOf(path)
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
  const shared = await get(meta('og:image')[0] ?? '')
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
      const answer = await get(feed.href)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    }
  }
})

test('titles are unique, and every page in two languages is named by the other in the same way', async () => {
  const titles = new Map<string, string>()
  const sets = new Map<string, string>()
  for (const path of [...localeTemplates, ...released]) {
    const document = await documentOf(path)
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
    const document = await documentOf(path)
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
    const document = await documentOf(path)
    for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
      expect(script.textContent).not.toMatch(/<|&amp;/)
      const graph = JSON.parse(script.textContent)
      expect(graph['@context']).toBe('https://schema.org')
      namesIn(graph, properties, types)
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
      (await documentOf(path)).querySelector('script[type="application/ld+json"]')?.textContent ?? '',
    )
    const article = graph['@graph'].find((thing: Record<string, unknown>) => thing['@type'] === 'NewsArticle')
    const ratios = new Set<string>()
    for (const image of article.image) {
      const answer = await get(image.url)
      expect(answer.status).toBe(200)
      const { width = 0, height = 1 } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
      expect([String(width), String(height)]).toEqual([image.width, image.height])
      expect(width).toBeGreaterThanOrEqual(1200)
      ratios.add((width / height).toFixed(2))
    }
    expect([...ratios]).toEqual(expect.arrayContaining(['1.00', '1.33', '1.78']))
  }
})

const feeds = ['en', 'zh'].flatMap((locale) =>
  ['rss.xml', 'atom.xml', 'feed.json', 'category/policy/rss.xml'].map((file) => `/${locale}/${file}`),
)

test.each([...feeds, '/sitemap.xml', '/sitemap-news.xml', '/sitemaps/en-2024.xml', `${release}/card.png`])(
  'who has %s gets 304, by tag, by date and by both',
  async (path) => {
    const whole = await get(path)
    const [tag, date] = [whole.headers.get('etag') ?? '', whole.headers.get('last-modified') ?? '']
    expect([whole.status, tag, date].join()).toMatch(/^200,"[^"]+",\w{3}, .*GMT$/)
    for (const headers of [
      { 'if-none-match': tag },
      { 'if-none-match': `"a", W/${tag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': date },
      { 'if-none-match': tag, 'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' },
    ] satisfies Record<string, string>[]) {
      const again = await get(path, headers)
      expect([again.status, await again.text(), again.headers.get('etag')], JSON.stringify(headers)).toEqual([
        304,
        '',
        tag,
      ])
      expect(again.headers.get('cache-control')).toMatch(/^public/)
      expect(again.headers.get('vary')).toBe(whole.headers.get('vary'))
    }
    expect((await get(path, { 'if-none-match': '"other"', 'if-modified-since': date })).status).toBe(200)
    const head = await get(path, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    for (const name of ['content-type', 'content-length', 'etag', 'last-modified', 'vary']) {
      expect(head.headers.get(name), name).toBe(whole.headers.get(name))
    }
    const packed = await get(path, { 'accept-encoding': 'gzip' })
    expect(packed.headers.get('etag') === tag).toBe(path.endsWith('.png'))
  },
)

/** The texts of a feed as a reader's program would show them. */
async function feedContents(path: string): Promise<string[]> {
  if (path.endsWith('.json'))
    return JSON.parse(await read(path)).items.map(({ content_html }: { content_html: string }) => content_html)
  const document = await xmlOf(path)
  const names = ['content', 'content:encoded', 'description']
  return names.flatMap((name) => [...document.getElementsByTagName(name)].map(({ textContent }) => textContent))
}

test.each(feeds)('%s stands on its own', async (path) => {
  for (const html of await feedContents(path)) {
    const fragment = JSDOM.fragment(html)
    const pageOnly = 'script, style, [class], [id], [srcset], [loading], [style]'
    expect([...fragment.querySelectorAll(pageOnly)].map((element) => element.outerHTML)).toEqual([])
    for (const element of fragment.querySelectorAll('[href], [src]'))
      expect(element.getAttribute('href') ?? element.getAttribute('src')).toMatch(/^(?:https?|mailto|tel):/)
    for (const picture of fragment.querySelectorAll('img')) expect(picture.getAttribute('alt')).toBe('One pixel')
  }
  const text = await read(path)
  if (path.endsWith('.json')) {
    const feed = JSON.parse(text)
    expect([feed.version, feed.feed_url]).toEqual(['https://jsonfeed.org/version/1.1', site.origin + path])
    expect(new Set(feed.items.map(({ id }: { id: string }) => id)).size).toBe(feed.items.length)
    return
  }
  const document = await xmlOf(path)
  const self = [...document.getElementsByTagName('*')].filter(
    (link) => /link$/.test(link.tagName) && link.getAttribute('rel') === 'self',
  )
  expect(self.map((link) => link.getAttribute('href'))).toEqual([site.origin + path])
  const dates = [...document.querySelectorAll('pubDate')].map(({ textContent }) => Date.parse(textContent))
  const built = document.querySelector('lastBuildDate')?.textContent
  if (built !== undefined) expect(Date.parse(built)).toBeGreaterThanOrEqual(Math.max(...dates))
  for (const { textContent } of document.querySelectorAll('pubDate'))
    expect(textContent).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0800$/)
})

test.each([
  ['/feed', '/en/rss.xml'],
  ['/rss.xml', '/en/rss.xml'],
  ['/atom.xml', '/en/atom.xml'],
  ['/feed.json', '/en/feed.json'],
])('the former feed address %s leads to %s for good', async (from, to) => {
  for (const method of ['GET', 'HEAD']) {
    const answer = await get(from, {}, method)
    expect([answer.status, answer.headers.get('location')]).toEqual([301, to])
  }
})

test('robots.txt names the sitemap index and blocks nothing that a page needs', async () => {
  const answer = await get('/robots.txt')
  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
  expect(text).toContain(`Sitemap: ${site.origin}/sitemap.xml`)
  const [all = ''] = text.split('\n\n')
  expect(all).toContain('User-agent: *')
  for (const [, path = ''] of all.matchAll(/^Disallow: (.+)$/gm))
    expect('/_next/static /media/ /enhance').not.toContain(path)
})

test('sitemaps hold every release and only addresses that answer for themselves', async () => {
  const index = await xmlOf('/sitemap.xml')
  const urls = new Set<string>()
  for (const part of locations(index)) {
    const document = await xmlOf(new URL(part).pathname)
    for (const url of locations(document)) if (!url.includes('/media/')) urls.add(url)
    for (const { textContent } of document.getElementsByTagName('lastmod')) {
      expect(textContent).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
      expect(Date.parse(textContent)).toBeLessThanOrEqual(Date.now())
    }
    expect([...document.querySelectorAll('changefreq, priority')]).toEqual([])
  }
  for (const url of urls) {
    expect(url.startsWith(`${site.origin}/`)).toBe(true)
    const document = await documentOf(url.slice(site.origin.length))
    expect(document.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(url)
  }
  for (const path of released) expect(urls).toContain(site.origin + path)
  for (const slug of hidden) expect([...urls].filter((url) => url.includes(slug))).toEqual([])
})

test.skipIf(!hasXmlLint)('sitemaps are valid by their schemas', async () => {
  expect(schemaFaults(await read('/sitemap.xml'), 'siteindex.xsd')).toBe('')
  for (const part of locations(await xmlOf('/sitemap.xml'))) {
    expect(schemaFaults(await read(new URL(part).pathname), 'all.xsd'), part).toBe('')
  }
  expect(await read('/sitemap-news.xml')).toContain('<news:language>zh-cn</news:language>')
  expect(schemaFaults('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><x/></urlset>', 'all.xsd')).not.toBe(
    '',
  )
})

test('what is not public is nowhere: no page, twin, card, picture, list, feed, sitemap or search', async () => {
  for (const slug of hidden) {
    const status = ['expired-release', 'removed-release'].includes(slug) ? 410 : 404
    for (const tail of ['', '.md', '.json', '/card.png', '/card-1x1.png']) {
      expect((await get(`/en/news/${slug}${tail}`)).status, slug + tail).toBe(status)
    }
    expect((await get(`/media/${slug}/hall.jpg`)).status).toBe(404)
    expect((await get(`/media/${slug}/hall.jpg?w=640`)).status).toBe(404)
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
    const text = await read(path)
    for (const slug of hidden) expect(text.includes(slug), `${path}: ${slug}`).toBe(false)
  }
  expect((await get('/en/news/replaced-release/card.png')).headers.get('location')).toBe('/en/news/moved-release')
})

test('a card says what its release says, whatever stands in the address', async () => {
  const [plain, other] = [await get(`${release}/card.png`), await get(`${release}/card.png?title=Something+else`)]
  expect(plain.headers.get('content-type')).toBe('image/png')
  expect(plain.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(Buffer.from(await plain.arrayBuffer()).equals(Buffer.from(await other.arrayBuffer()))).toBe(true)
  expect((await get('/en/news/nothing/card.png')).status).toBe(404)
  expect((await get('/en/news/of-today/card-2x1.png')).status).toBe(404)
})

test('pictures come in listed widths and in the format that the reader prefers', async () => {
  const picture = '/media/with-photo/hall.jpg'
  for (const [accept, type] of [
    ['image/avif,image/webp,*/*', 'image/avif'],
    ['image/webp,*/*', 'image/webp'],
    ['*/*', 'image/jpeg'],
  ] as const) {
    const answer = await get(`${picture}?w=640`, { accept })
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual([
      200,
      type,
      'Accept',
    ])
    const { width, exif } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
    expect([width, exif]).toEqual([640, undefined])
    const tag = answer.headers.get('etag') ?? ''
    expect((await get(`${picture}?w=640`, { accept, 'if-none-match': tag })).status).toBe(304)
  }
  expect((await get(`${picture}?w=641`)).status).toBe(404)
  expect((await get(picture)).headers.get('content-type')).toBe('image/jpeg')
  const document = await documentOf('/en/news/with-photo')
  const lead = document.querySelector('article figure img')
  expect([lead?.getAttribute('fetchpriority'), lead?.getAttribute('loading')]).toEqual(['high', null])
  for (const part of lead?.getAttribute('srcset')?.split(', ') ?? ['none']) {
    const [path = '', width = ''] = part.split(' ')
    const { width: pixels } = await sharp(Buffer.from(await (await get(path)).arrayBuffer())).metadata()
    expect(`${pixels}w`).toBe(width)
  }
})

test('a release is HTML for who takes anything and Markdown for who prefers it, and both say so', async () => {
  for (const [accept, type] of [
    ['*/*', 'text/html'],
    ['text/html,text/markdown;q=0.9', 'text/html'],
    ['text/markdown', 'text/markdown'],
    ['text/markdown,text/html;q=0.5', 'text/markdown'],
  ] as const) {
    const answer = await get(release, { accept })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    expect(answer.headers.get('vary')).toContain('Accept')
  }
  const twin = await get(`${release}.md`)
  expect(twin.headers.get('x-robots-tag')).toBe('noindex')
  expect(twin.headers.get('link')).toBe(`<${site.origin}${release}>; rel="canonical"`)
})

test('icons and manifest are there and have the size they state', async () => {
  const icon = await get('/favicon.ico')
  expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/x-icon'])
  const home = await documentOf('/en')
  for (const link of home.querySelectorAll<HTMLLinkElement>(
    'link[rel~=icon], link[rel="apple-touch-icon"], link[rel=manifest]',
  )) {
    expect((await get(link.href)).status, link.href).toBe(200)
  }
  const touch = await sharp(Buffer.from(await (await get('/apple-touch-icon.png')).arrayBuffer())).metadata()
  expect(touch.width).toBe(180)
  const answer = await get('/manifest.webmanifest')
  expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/)
  const manifest = (await answer.json()) as { name: string; lang: string; icons: { src: string; sizes: string }[] }
  expect([manifest.name, manifest.lang]).toEqual(['Shandong Corporate News', 'en'])
  for (const { src, sizes } of manifest.icons) {
    const { width, height } = await sharp(Buffer.from(await (await get(src)).arrayBuffer())).metadata()
    expect(`${width}x${height}`).toBe(sizes)
  }
})

test('llms.txt is one Markdown page with both languages and the sitemap', async () => {
  const text = await read('/llms.txt')
  expect(text.match(/^# /gm)).toHaveLength(1)
  expect(text).toContain('## 山东企业新闻')
  expect(text).toContain(`${site.origin}/sitemap.xml`)
  expect(text.length).toBeLessThan(50_000)
})
