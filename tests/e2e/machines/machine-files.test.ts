import { JSDOM } from 'jsdom'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedFaults } from '#tests/support/formats/feed-faults.ts'
import { hasXmlLint, schemaFaults } from '#tests/support/formats/xml-schema.ts'
import { testWith } from '#tests/support/needs.ts'
import { ask } from '#tests/support/site/crawl.ts'
import { CrawledSite, fullRelease } from '#tests/support/site/crawled-site.ts'

let site: CrawledSite
beforeAll(async () => {
  site = await CrawledSite.start()
})
afterAll(() => site.site.stop())

const released = [fullRelease, '/zh/news/of-today', '/en/news/with-photo', '/en/news/withdrawn-release']
const hidden = ['draft-release', 'future-release', 'future-photo', 'expired-release', 'removed-release']

const locations = (document: Document) =>
  [...document.getElementsByTagName('loc')].map(({ textContent }) => textContent)

const feeds = ['en', 'zh'].flatMap((locale) =>
  ['', 'category/policy/', ...(locale === 'en' ? [`tag/${encodeURIComponent('数字-经济')}/`] : [])].flatMap((scope) =>
    ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `/${locale}/${scope}${file}`),
  ),
)

test.each([...feeds, '/sitemap.xml', '/sitemap-news.xml', '/sitemaps/en-2024.xml', `${fullRelease}/card.png`])(
  'who has %s gets 304, by tag, by date and by both',
  async (path) => {
    const whole = await site.get(path)
    const [tag, date] = [whole.headers.get('etag') ?? '', whole.headers.get('last-modified') ?? '']
    expect([whole.status, tag, date].join()).toMatch(/^200,"[^"]+",\w{3}, .*GMT$/)
    for (const headers of [
      { 'if-none-match': tag },
      { 'if-none-match': `"a", W/${tag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': date },
      { 'if-none-match': tag, 'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' },
    ] satisfies Record<string, string>[]) {
      const again = await site.get(path, headers)
      expect([again.status, await again.text(), again.headers.get('etag')], JSON.stringify(headers)).toEqual([
        304,
        '',
        tag,
      ])
      expect(again.headers.get('cache-control')).toMatch(/^public/)
      expect(again.headers.get('vary')).toBe(whole.headers.get('vary'))
    }
    expect((await site.get(path, { 'if-none-match': '"other"', 'if-modified-since': date })).status).toBe(200)
    const head = await site.get(path, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    for (const name of ['content-type', 'content-length', 'etag', 'last-modified', 'vary']) {
      expect(head.headers.get(name), name).toBe(whole.headers.get(name))
    }
    const packed = await site.get(path, { 'accept-encoding': 'gzip' })
    expect(packed.headers.get('etag') === tag).toBe(path.endsWith('.png'))
  },
)

/** The texts of a feed as a reader's program would show them. */
async function feedContents(path: string): Promise<string[]> {
  if (path.endsWith('.json'))
    return JSON.parse(await site.read(path)).items.map(({ content_html }: { content_html: string }) => content_html)
  const document = await site.xmlOf(path)
  const names = ['content', 'content:encoded', 'description']
  return names.flatMap((name) => [...document.getElementsByTagName(name)].map(({ textContent }) => textContent))
}

test.each(feeds)('%s stands on its own and keeps the rules of the feed validator', async (path) => {
  expect(feedFaults(await site.read(path), site.origin + path)).toEqual([])
  for (const html of await feedContents(path)) {
    const fragment = JSDOM.fragment(html)
    const pageOnly = 'script, style, [class], [id], [srcset], [loading], [style]'
    expect([...fragment.querySelectorAll(pageOnly)].map((element) => element.outerHTML)).toEqual([])
    for (const element of fragment.querySelectorAll('[href], [src]'))
      expect(element.getAttribute('href') ?? element.getAttribute('src')).toMatch(/^(?:https?|mailto|tel):/)
    for (const picture of fragment.querySelectorAll('img')) expect(picture.getAttribute('alt')).toBe('One pixel')
  }
  const text = await site.read(path)
  if (path.endsWith('.json')) {
    const feed = JSON.parse(text)
    expect([feed.version, feed.feed_url]).toEqual(['https://jsonfeed.org/version/1.1', site.origin + path])
    expect(new Set(feed.items.map(({ id }: { id: string }) => id)).size).toBe(feed.items.length)
    return
  }
  const document = await site.xmlOf(path)
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
    const answer = await site.get(from, {}, method)
    expect([answer.status, answer.headers.get('location')]).toEqual([301, to])
  }
})

test('robots.txt names the sitemap index and blocks nothing that a page needs', async () => {
  const answer = await site.get('/robots.txt')
  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
  expect(text).toContain(`Sitemap: ${site.origin}/sitemap.xml`)
  const [all = ''] = text.split('\n\n')
  expect(all).toContain('User-agent: *')
  for (const [, path = ''] of all.matchAll(/^Disallow: (.+)$/gm))
    expect('/_next/static /media/ /enhance').not.toContain(path)
})

test('sitemaps hold every release and only addresses that answer for themselves', async () => {
  const index = await site.xmlOf('/sitemap.xml')
  const urls = new Set<string>()
  for (const part of locations(index)) {
    const document = await site.xmlOf(new URL(part).pathname)
    for (const url of locations(document)) if (!url.includes('/media/')) urls.add(url)
    for (const { textContent } of document.getElementsByTagName('lastmod')) {
      expect(textContent).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
      expect(Date.parse(textContent)).toBeLessThanOrEqual(Date.now())
    }
    expect([...document.querySelectorAll('changefreq, priority')]).toEqual([])
  }
  for (const url of urls) {
    expect(url.startsWith(`${site.origin}/`)).toBe(true)
    const document = await site.documentOf(url.slice(site.origin.length))
    expect(document.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(url)
  }
  for (const path of released) expect(urls).toContain(site.origin + path)
  for (const slug of hidden) expect([...urls].filter((url) => url.includes(slug))).toEqual([])
})

testWith(hasXmlLint)('sitemaps are valid by their schemas', async () => {
  expect(schemaFaults(await site.read('/sitemap.xml'), 'siteindex.xsd')).toBe('')
  for (const part of locations(await site.xmlOf('/sitemap.xml'))) {
    expect(schemaFaults(await site.read(new URL(part).pathname), 'all.xsd'), part).toBe('')
  }
  expect(await site.read('/sitemap-news.xml')).toContain('<news:language>zh-cn</news:language>')
  expect(schemaFaults('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><x/></urlset>', 'all.xsd')).not.toBe(
    '',
  )
})

test('a card says what its release says, whatever stands in the address', async () => {
  const [plain, other] = [
    await site.get(`${fullRelease}/card.png`),
    await site.get(`${fullRelease}/card.png?title=Something+else`),
  ]
  expect(plain.headers.get('content-type')).toBe('image/png')
  expect(plain.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(Buffer.from(await plain.arrayBuffer()).equals(Buffer.from(await other.arrayBuffer()))).toBe(true)
  expect((await site.get('/en/news/nothing/card.png')).status).toBe(404)
  expect((await site.get('/en/news/of-today/card-2x1.png')).status).toBe(404)
})

test('pictures come in listed widths and in the format that the reader prefers', async () => {
  const picture = '/media/with-photo/hall.jpg'
  for (const [accept, type] of [
    ['image/avif,image/webp,*/*', 'image/avif'],
    ['image/webp,*/*', 'image/webp'],
    ['*/*', 'image/jpeg'],
  ] as const) {
    const answer = await site.get(`${picture}?w=640`, { accept })
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual([
      200,
      type,
      'Accept',
    ])
    const { width, exif } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
    expect([width, exif]).toEqual([640, undefined])
    const tag = answer.headers.get('etag') ?? ''
    expect((await site.get(`${picture}?w=640`, { accept, 'if-none-match': tag })).status).toBe(304)
  }
  expect((await site.get(`${picture}?w=641`)).status).toBe(404)
  expect((await site.get(picture)).headers.get('content-type')).toBe('image/jpeg')
  const document = await site.documentOf('/en/news/with-photo')
  const lead = document.querySelector('article figure img')
  expect([lead?.getAttribute('fetchpriority'), lead?.getAttribute('loading')]).toEqual(['high', null])
  for (const part of lead?.getAttribute('srcset')?.split(', ') ?? ['none']) {
    const [path = '', width = ''] = part.split(' ')
    const { width: pixels } = await sharp(Buffer.from(await (await site.get(path)).arrayBuffer())).metadata()
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
    const answer = await site.get(fullRelease, { accept })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    expect(answer.headers.get('vary')).toContain('Accept')
  }
  const other = `${fullRelease}?utm_source=mail`
  for (const accept of ['text/markdown', 'text/html'])
    expect((await site.get(other, { accept })).headers.get('content-type'), accept).toContain(accept)
  for (const path of released)
    for (const tail of ['.md', '.json']) {
      const { headers } = await site.get(path + tail)
      const link = `<${site.origin}${path}>; rel="canonical"`
      expect([headers.get('x-robots-tag'), headers.get('link')], path + tail).toEqual(['noindex', link])
    }
})

test('a release names where others ask how to show it, and a card comes with the answer', async () => {
  const link = (await site.documentOf(fullRelease)).querySelector<HTMLLinkElement>(
    'link[type="application/json+oembed"]',
  )
  const answer = await site.get(link?.href.slice(site.origin.length) ?? '')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  const shown = (await answer.json()) as { type: string; url: string; thumbnail_url: string }
  expect([shown.type, shown.url]).toEqual(['link', site.origin + fullRelease])
  expect((await site.get(shown.thumbnail_url)).headers.get('content-type')).toBe('image/png')
  for (const slug of ['nothing', ...hidden])
    expect((await site.get(`/oembed?url=${site.origin}/en/news/${slug}`)).status, slug).toBe(404)
  expect((await site.get('/oembed')).status).toBe(404)
  expect((await site.get(`/oembed?format=yaml&url=${site.origin}${fullRelease}`)).status).toBe(501)
})

test('an archive that a feed does not have is not there, and what else stands in the query is ignored', async () => {
  for (const page of ['1', '0', 'x']) expect((await site.get(`/en/rss.xml?page=${page}`)).status).toBe(404)
  expect(await site.read('/en/rss.xml?utm_source=mail')).toBe(await site.read('/en/rss.xml'))
})

test('each language has a manifest, and its pages name it', async () => {
  for (const [locale, lang, name] of [
    ['en', 'en', 'Shandong Corporate News'],
    ['zh', 'zh-CN', '山东企业新闻'],
  ]) {
    const link = (await site.documentOf(`/${locale}`)).querySelector<HTMLLinkElement>('link[rel=manifest]')
    const answer = await site.get(new URL(link?.href ?? '').pathname)
    expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/)
    expect(await answer.json()).toMatchObject({ lang, name, start_url: `/${locale}` })
  }
})

test('icons and manifest are there and have the size they state', async () => {
  const icon = await site.get('/favicon.ico')
  expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/x-icon'])
  const home = await site.documentOf('/en')
  for (const link of home.querySelectorAll<HTMLLinkElement>(
    'link[rel~=icon], link[rel="apple-touch-icon"], link[rel=manifest]',
  )) {
    expect((await site.get(link.href)).status, link.href).toBe(200)
  }
  const touch = await sharp(Buffer.from(await (await site.get('/apple-touch-icon.png')).arrayBuffer())).metadata()
  expect(touch.width).toBe(180)
  const answer = await site.get('/manifest.webmanifest')
  expect(answer.headers.get('content-type')).toMatch(/^application\/manifest\+json/)
  const manifest = (await answer.json()) as { name: string; lang: string; icons: { src: string; sizes: string }[] }
  expect([manifest.name, manifest.lang]).toEqual(['Shandong Corporate News', 'en'])
  for (const { src, sizes } of manifest.icons) {
    const { width, height } = await sharp(Buffer.from(await (await site.get(src)).arrayBuffer())).metadata()
    expect(`${width}x${height}`).toBe(sizes)
  }
})

test('llms.txt is one Markdown page with both languages and the sitemap', async () => {
  const text = await site.read('/llms.txt')
  expect(text.match(/^# /gm)).toHaveLength(1)
  expect(text).toContain('## 山东企业新闻')
  expect(text).toContain(`${site.origin}/sitemap.xml`)
  expect(text.length).toBeLessThan(50_000)
})

test('feeds, sitemaps and what else is for machines have the same bytes after a restart in another zone', async () => {
  const parts = locations(await site.xmlOf('/sitemap.xml')).map((url) => new URL(url).pathname)
  expect(parts).toContain('/sitemaps/zh-2021.xml')
  const others = ['/sitemap.xml', '/llms.txt', '/robots.txt', '/zh/opensearch.xml', '/zh/manifest.webmanifest']
  const told = async () => {
    const answers = new Map<string, string>()
    for (const path of [...feeds, ...parts, ...others, ...released.map((page) => `${page}.md`)]) {
      const { status, headers, body } = await ask(site.origin + path)
      answers.set(path, [status, headers['etag'], body].join('\n'))
    }
    return answers
  }
  const before = await told()
  for (const TZ of ['America/New_York', 'Pacific/Kiritimati']) {
    await site.site.restart({ TZ })
    const after = await told()
    const different = [...before].flatMap(([path, text]) => (after.get(path) === text ? [] : [path]))
    expect(different, TZ).toEqual([])
  }
  for (const text of before.values()) expect(text).toMatch(/^200\n"/)
})
