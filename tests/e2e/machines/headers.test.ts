import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReleasesOfEveryState } from '#tests/support/content/site-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { localeTemplates } from '../templates.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite({ prepare: writeReleasesOfEveryState })
})
afterAll(() => site.stop())

const release = '/en/news/weifang-informationization-seminar'
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(site.origin + path, { method, redirect: 'manual', headers: { 'accept-encoding': 'identity', ...headers } })

const styleSheet = async () => {
  const [, path] = /<link rel="stylesheet" href="([^"]+)"/.exec(await (await get('/en')).text()) ?? []
  if (path === undefined) throw new Error('The page names no style sheet')
  return path
}

const everything = [
  ...localeTemplates,
  '/',
  '/en/',
  '/en/nothing',
  '/en/news/removed-release',
  '/en/news/old-slug',
  '/zh/search?q=nothing',
  '/zh/nothing',
  '/en/news/page/1',
  '/en/rss.xml',
  '/zh/category/policy/atom.xml',
  '/zh/feed.json',
  '/robots.txt',
  '/llms.txt',
  '/sitemap.xml',
  '/sitemap-news.xml',
  '/sitemaps/zh-2015.xml',
  '/zh/opensearch.xml',
  '/zh/manifest.webmanifest',
  '/favicon.ico',
  `${release}.json`,
  `${release}.md`,
  `${release}/card.png`,
  '/media/pictured-release/pixel.png',
  '/media/pictured-release/facts.csv',
  '/enhance.js',
  '/api/health',
  '/api/nothing',
  '/api/visits/moved-release',
]

/** What other sites may show. */
const isPicture = (path: string) => path.startsWith('/media/') || /\.(?:ico|png)$/.test(path)
/** What names the page that it belongs to. */
const isTwin = (path: string) => /\/news\/[^/]+\.(?:md|json)$/.test(path)

test.each(everything)('%s carries every header of protection and none that tells or tracks', async (path) => {
  const { headers } = await get(path)
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-resource-policy')).toBe(isPicture(path) ? 'cross-origin' : 'same-origin')
  expect(headers.has('permissions-policy')).toBe(true)
  expect(headers.has('cache-control')).toBe(true)
  const unwanted = [...headers.keys()].filter((name) =>
    /^(?:x-powered-by|x-nextjs-.*|set-cookie|server|link)$/.test(name),
  )
  expect(unwanted).toEqual(isTwin(path) ? ['link'] : [])
})

test.each(everything)('HEAD of %s is GET without its body', async (path) => {
  const [whole, head] = [await get(path), await get(path, {}, 'HEAD')]
  expect(await head.text()).toBe('')
  expect(head.status).toBe(whole.status)
  const named = (headers: Headers) =>
    Object.fromEntries([...headers].filter(([name]) => !/^(?:date|cache-control|connection|keep-alive)$/.test(name)))
  expect(named(head.headers)).toEqual(named(whole.headers))
})

test('a page says how long it lives, what language it is and when it last changed', async () => {
  const { headers } = await get(release)
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('content-language')).toBe('en')
  const [, life] =
    /^public, max-age=0, s-maxage=(\d+), stale-while-revalidate=60$/.exec(headers.get('cache-control') ?? '') ?? []
  expect(Number(life)).toBeLessThanOrEqual(60)
  expect(headers.get('vary')).toBe('Accept-Encoding, Accept')
  expect(Date.parse(headers.get('last-modified') ?? '')).toBeLessThanOrEqual(Date.now())
  expect(headers.get('etag')).toMatch(/^"[^"]+"$/)
})

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['identity', null],
  ['*;q=0', null],
])('who accepts %s gets the same page encoded as %s', async (accepted, encoding) => {
  const plain = await get(release)
  const { request } = await import('node:http')
  const answer = await new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    request(site.origin + release, { headers: { 'accept-encoding': accepted } }, (response) => {
      const parts: Buffer[] = []
      response
        .on('data', (part) => parts.push(part))
        .on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }))
    })
      .on('error', reject)
      .end()
  })
  expect(answer.headers['content-encoding'] ?? null).toBe(encoding)
  expect(Number(answer.headers['content-length'])).toBe(answer.body.length)
  const decode = encoding === 'br' ? brotliDecompressSync : encoding === 'gzip' ? gunzipSync : (body: Buffer) => body
  expect(decode(answer.body).toString()).toBe(await plain.text())
  expect(answer.headers['etag'] === plain.headers.get('etag')).toBe(encoding === null)
})

test('a reader who has the page gets 304, and the page again when it is another', async () => {
  const first = await get(release)
  const tag = first.headers.get('etag') ?? ''
  const again = await get(release, { 'if-none-match': `"other", W/${tag}` })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect(again.headers.get('etag')).toBe(tag)
  expect(again.headers.get('cache-control')).toMatch(/^public/)
  expect((await get(release, { 'if-none-match': '"other"' })).status).toBe(200)
  expect((await get(release, { 'if-none-match': '*' })).status).toBe(304)
  const since = first.headers.get('last-modified') ?? ''
  expect((await get(release, { 'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' })).status).toBe(200)
  expect((await get(release, { 'if-modified-since': new Date(Date.parse(since) + 1000).toUTCString() })).status).toBe(
    304,
  )
  expect((await get(release, { 'if-modified-since': since, 'if-none-match': '"other"' })).status).toBe(200)
})

test('the style sheet of a page may be kept for ever', async () => {
  const answer = await get(await styleSheet())
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('what must not be kept says so', async () => {
  for (const path of ['/api/health', '/api/nothing', '/api/visits/moved-release']) {
    expect((await get(path)).headers.get('cache-control')).toBe('no-store')
  }
})

test('pictures and attachments come in parts for those who ask', async () => {
  const picture = '/media/pictured-release/pixel.png'
  const whole = await get(picture)
  expect(whole.headers.get('content-type')).toBe('image/png')
  expect(whole.headers.get('accept-ranges')).toBe('bytes')
  const part = await get(picture, { range: 'bytes=0-7' })
  expect(part.status).toBe(206)
  expect(
    Buffer.from(await part.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
  const beyond = await get(picture, { range: 'bytes=9999-' })
  expect(beyond.status).toBe(416)
  expect(beyond.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/)
  expect((await get(picture, { 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304)
  expect(whole.headers.get('etag')).toMatch(/^"[^"]+"$/)
  expect((await get(picture, { range: 'bytes=0-7', 'if-range': whole.headers.get('etag') ?? '' })).status).toBe(206)
  expect((await get(picture, { range: 'bytes=0-7', 'if-range': '"other"' })).status).toBe(200)
  const attachment = await get('/media/pictured-release/facts.csv')
  expect(attachment.headers.get('content-disposition')).toBe('attachment; filename="facts.csv"')
  expect(attachment.headers.get('content-type')).toBe('text/csv; charset=utf-8')
})
