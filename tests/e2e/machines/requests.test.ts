import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeReleasesOfEveryState } from '#tests/support/content/site-content.ts'
import { rawGet, rawRequest } from '#tests/support/site/raw-request.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'

const secret = 'a secret of the webhook'
let site: RunningSite
beforeAll(async () => {
  site = await startSite({ prepare: writeReleasesOfEveryState, environment: { REFRESH_SECRET: secret } })
})
afterAll(() => site.stop())

const release = '/en/news/weifang-informationization-seminar'
const ask = (path: string, init: RequestInit = {}) => fetch(site.origin + path, { redirect: 'manual', ...init })

test.each([
  [undefined, '/en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', '/zh'],
  ['zh-TW', '/zh'],
  ['de, fr;q=0.5', '/en'],
  ['en;q=0.1, zh;q=0.2', '/zh'],
  ['*', '/en'],
])('a reader who accepts %s is led from / to %s', async (accepted, to) => {
  const lines = accepted === undefined ? [] : [`Accept-Language: ${accepted}`]
  const { status, headers } = await rawGet(site.port, '/', lines)
  expect(status).toBe(302)
  expect(headers.get('location')).toBe(to)
  expect(headers.get('vary')).toContain('Accept-Language')
})

test('an address in one language is there for readers of the other, and is theirs whole', async () => {
  for (const path of ['/en', '/zh', '/en/news', release, release.replace('/en/', '/zh/'), '/zh/about']) {
    const answers = new Set<string>()
    for (const accepted of ['zh-CN,zh;q=0.9', 'en-US', 'de', '*']) {
      const { status, headers, text } = await rawGet(site.port, path, [`Accept-Language: ${accepted}`])
      expect([path, status, headers.get('set-cookie') ?? null]).toEqual([path, 200, null])
      expect(headers.get('vary')).not.toContain('Accept-Language')
      answers.add(text)
    }
    expect(answers.size, path).toBe(1)
  }
})

test.each([
  ['/en/', '/en'],
  ['//en//news', '/en/news'],
  ['/EN/News', '/en/news'],
  ['/en/news/page/1', '/en/news'],
  ['/en/news/page/1?utm_source=x', '/en/news?utm_source=x'],
  ['/en/archive/2015/12/', '/en/archive/2015/12'],
  ['/NewsDetail.asp?id=118', '/en/news/moved-release'],
  ['/en/news/old-slug', '/en/news/moved-release'],
  ['/en/news/old-slug?from=mail', '/en/news/moved-release?from=mail'],
  ['/en/news/replaced-release', '/en/news/moved-release'],
])('%s leads in one step to %s', async (from, to) => {
  for (const method of ['GET', 'HEAD']) {
    const { status, headers } = await rawRequest(site.port, [`${method} ${from} HTTP/1.1`, 'Host: 127.0.0.1'])
    expect(status).toBe(301)
    expect(headers.get('location')).toBe(to)
  }
  expect((await ask(to)).status).toBe(200)
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
  '%s is refused on pages',
  async (method) => {
    const { status, headers } = await rawRequest(site.port, [`${method} ${release} HTTP/1.1`, 'Host: 127.0.0.1'])
    expect(status).toBe(405)
    expect(headers.get('allow')).toBe('GET, HEAD')
  },
)

test('programs are told in JSON which methods an address knows', async () => {
  const deleted = await ask('/api/visits/moved-release', { method: 'DELETE' })
  expect(deleted.status).toBe(405)
  expect(deleted.headers.get('allow')).toContain('POST')
  expect(await deleted.json()).toMatchObject({ status: 405 })
  expect((await ask('/api/health', { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD')
  expect((await ask('/api/refresh')).headers.get('allow')).toBe('POST')
})

test('a push event is believed when it is signed', async () => {
  const body = '{"ref":"refs/heads/main"}'
  const sign = (key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
  const push = (signature?: string) =>
    ask('/api/refresh', {
      method: 'POST',
      body,
      headers: signature === undefined ? {} : { 'x-hub-signature-256': signature },
    })
  expect((await push(sign(secret))).status).toBe(200)
  for (const wrong of [undefined, sign('another secret, wrong'), 'sha256=', 'sha1=abc', sign(secret).slice(0, -1)]) {
    expect((await push(wrong)).status).toBe(403)
  }
})

const strip = (text: string) => text.replaceAll(/\d+\/\d+/g, '')

test.each([
  ['RSC: 1'],
  ['RSC: 1', 'Next-Router-State-Tree: %5B%22%22%5D', 'Next-Url: /en'],
  ['RSC: 1', 'Next-Router-Prefetch: 1', 'Next-Router-Segment-Prefetch: /_tree'],
  ['Next-Action: 4017bd2e8c'],
  ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', 'Forwarded: host=evil.example'],
  ['X-Middleware-Subrequest: middleware:middleware:middleware', 'X-Middleware-Rewrite: /zh'],
  ['X-Invoke-Path: /en/status/404', 'X-Invoke-Status: 500', 'X-Matched-Path: /zh'],
  ['X-Original-URL: /zh', 'X-Rewrite-URL: /zh', 'X-HTTP-Method-Override: DELETE'],
  ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
  ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA'],
  ['User-Agent: Googlebot/2.1', 'Purpose: prefetch', 'Cookie: __prerender_bypass=x; NEXT_LOCALE=zh'],
  ['Accept: text/x-component'],
])('headers of a framework or a proxy change nothing: %s', async (...headers) => {
  const plain = await rawGet(site.port, release)
  const answer = await rawGet(site.port, release, headers)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(strip(answer.text)).toBe(strip(plain.text))
  expect(answer.text).not.toContain('evil.example')
})

test('a host that is not the site’s is never repeated', async () => {
  for (const path of ['/', '/en/', '/en', '/en/nothing', '/en/news/old-slug']) {
    const { status, headers, text } = await rawRequest(site.port, [`GET ${path} HTTP/1.1`, 'Host: evil.example'])
    expect(status, path).toBeLessThan(500)
    expect(`${[...headers].join()}${text}`).not.toContain('evil.example')
  }
})

test('the framework’s query parameter changes nothing', async () => {
  const answer = await rawGet(site.port, `${release}?_rsc=1abc`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
})

test.each([
  ['an address of 8 KB', [`GET /en/news/${'a'.repeat(8000)} HTTP/1.1`, 'Host: x'], [404]],
  ['an absolute address', ['GET http://evil.example/en HTTP/1.1', 'Host: x'], [200]],
  ['an address without slash', ['GET en HTTP/1.1', 'Host: x'], [400, 200, 404]],
  ['backslashes', ['GET /en\\..\\..\\etc HTTP/1.1', 'Host: x'], [404]],
  ['dots', ['GET /../../etc/passwd HTTP/1.1', 'Host: x'], [404]],
  ['no host', ['GET /en HTTP/1.1'], [400]],
  ['two lengths', ['GET /en HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2'], [400]],
  ['a length and chunks', ['POST /en HTTP/1.1', 'Host: x', 'Content-Length: 4', 'Transfer-Encoding: chunked'], [400]],
  ['a header of 512 KB', ['GET /en HTTP/1.1', 'Host: x', `X-A: ${'a'.repeat(524_288)}`], [431]],
  ['no HTTP at all', ['hello'], [400]],
  ['the preface of HTTP/2', ['PRI * HTTP/2.0', '', 'SM', '', ''], [400]],
  ['a line that goes on in the next', ['GET /en HTTP/1.1', 'Host: x', 'X-A: b', ' c'], [400]],
  ['a bare line feed', ['GET /en HTTP/1.1\nHost: x'], [400]],
  ['a bare return', ['GET /en HTTP/1.1\rHost: x'], [400]],
  ['a hundred ranges', ['GET /en HTTP/1.1', 'Host: x', `Range: bytes=${'0-0,'.repeat(99)}0-0`], [200]],
  ['a name with a space', ['GET /en HTTP/1.1', 'Host : x'], [400]],
])('%s is answered, and never with a fault', async (_what, lines, expected) => {
  const { status } = await rawRequest(site.port, lines)
  expect(expected).toContain(status)
})

test('whoever still sends a header that is too long is told so and not cut off', async () => {
  const lines = ['GET /en HTTP/1.1', 'Host: x', `X-A: ${'a'.repeat(524_288)}`]
  const answers = await Promise.all(Array.from({ length: 60 }, () => rawRequest(site.port, lines)))
  expect([...new Set(answers.map(({ status }) => status))]).toEqual([431])
})

test('a site that is asked to end answers what is under way, then ends well', async () => {
  const other = await startSite()
  const answers = Array.from({ length: 20 }, () => fetch(`${other.origin}/en/news`).then((answer) => answer.text()))
  await Promise.race(answers)
  expect(await other.stop()).toBe(0)
  for (const text of await Promise.all(answers)) expect(text).toContain('</html>')
})
