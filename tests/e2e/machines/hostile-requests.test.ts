import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawGet, rawRequest } from '#tests/support/site/raw-request.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

let site: RunningSite
beforeAll(async () => {
  site = await startSite()
})
afterAll(async () => {
  const logs = site.logs()
  await site.stop()
  expect(logs).not.toMatch(/"event":"serve\.[a-z-]*failed|Uncaught|UnhandledPromise/)
})

const release = '/en/news/weifang-informationization-seminar'
const strange = [
  'RSC: 1',
  'Next-Action: 00',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Proto: gopher',
  'X-Middleware-Subrequest: middleware',
  'Upgrade: websocket',
  'Accept: text/x-component',
]

test.each([
  `/en/${'a'.repeat(8000)}`,
  `${release}?${'q'.repeat(8000)}`,
  `/en/search?q=${'%E5%B1%B1'.repeat(800)}`,
  '/%00',
  `${release}%00`,
  `${release}/..%2f..%2f..%2fetc/passwd`,
  '/..%2f..%2fserver.ts',
  '/public/../server.ts',
  '/_next/static/../../server.ts',
  '/_next/data/build/en.json',
  '/_next/image?url=%2Ffavicon.ico&w=640&q=75',
  '/en/status/500',
  '/en/status/404?address=%3Cscript%3Ealert(1)%3C/script%3E',
  '/en/news/%E0%A4%A',
  '/en/news/%ud83d',
  '//evil.example/en',
  '/\\evil.example/en',
  '/en//evil.example',
  'http://evil.example/en/',
  '/en/search?q=%00&q=%0d%0aSet-Cookie:x',
  '/en/news/a%0d%0aSet-Cookie:%20x=1',
  '/en?__proto__=1&constructor=2',
  '/__proto__',
  '/en/tag/__proto__',
  '/en/category/constructor',
  '/api/visits/__proto__',
])('%s is answered without a fault, a payload or another host, the second time too', async (target) => {
  for (const lines of [[], strange, strange]) {
    const { status, headers, text } = await rawGet(site.port, target, lines)
    expect(status).toBeGreaterThanOrEqual(200)
    expect(status).toBeLessThan(500)
    expect(headers.get('location') ?? '/').toMatch(/^\/(?![/\\])/)
    expect(headers.has('set-cookie')).toBe(false)
    expect(headers.get('content-type') ?? '').not.toContain('x-component')
    expect(text).not.toMatch(/__next_f|<script>alert|root:x:/)
    expect([...headers.values()].join()).not.toContain('evil.example')
  }
})

test.each([
  ['Connection: keep-alive, close, upgrade, TE', 'TE: trailers'],
  ['Connection: Cache-Control, Host, Content-Length'],
  ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZQ=='],
  ['Keep-Alive: timeout=999999, max=999999'],
  ['Range: bytes=0-3', 'If-Range: "x"'],
  ['Range: bytes=9-1,-,0-0,5-'],
  [`Accept: ${'text/markdown;q=0.1,'.repeat(300)}*/*`],
  [`Accept-Encoding: ${'br;q=0.001,'.repeat(500)}gzip`],
  ['Accept-Encoding: ;;;,=,q=,br;q=x'],
  [`If-None-Match: ${'"x",W/'.repeat(800)}`],
  ['If-Modified-Since: Thu, 99 Foo 9999 99:99:99 GMT'],
  ['Cache-Control: no-cache, no-store, only-if-cached', 'Pragma: no-cache'],
  ['Cookie: a=b', 'Authorization: Basic eDp4'],
])('a page is the same page whatever headers ask: %s', async (...lines) => {
  const plain = await rawGet(site.port, release)
  for (let time = 0; time < 2; time++) {
    const { status, headers, text } = await rawGet(site.port, release, lines)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    if (!headers.has('content-encoding')) expect(text.length).toBe(plain.text.length)
  }
})

test('a tunnel is refused, and the whole server has no page', async () => {
  const tunnel = await rawRequest(site.port, ['CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example:443'])
  expect([tunnel.status, tunnel.headers.get('allow'), tunnel.text]).toEqual([405, 'GET, HEAD', ''])
  expect((await rawRequest(site.port, ['OPTIONS * HTTP/1.1', 'Host: x'])).status).toBe(405)
})

test('who waits to be told to go on is told, and who expects anything else is refused', async () => {
  const { status, text } = await rawGet(site.port, release, ['Expect: 100-continue'])
  expect([status, ...statuses(text)]).toEqual([100, 200])
  expect((await rawGet(site.port, release, ['Expect: miracles'])).status).toBe(417)
})

test('a kept page holds nothing of the request that it was rendered for', async () => {
  await rawRequest(site.port, ['GET /en HTTP/1.1', 'Host: evil.example', 'X-Forwarded-Host: evil.example'])
  const { status, text, headers } = await rawGet(site.port, '/en')
  expect([status, text.includes('</html>')]).toEqual([200, true])
  expect(text + [...headers].join()).not.toContain('evil.example')
})

/** Opens a connection, writes, and collects what comes. */
function open(bytes: string): { readonly socket: Socket; readonly text: () => string } {
  const parts: Buffer[] = []
  const socket = connect(site.port, '127.0.0.1')
  socket.on('data', (part) => parts.push(part)).on('error', () => {})
  socket.write(bytes)
  return { socket, text: () => Buffer.concat(parts).toString('latin1') }
}

const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

test('requests that come at once are answered in their order, kept or not', async () => {
  const paths = [release, '/en/nothing-here', '/en/', release, '/favicon.svg', '/en', '/api/health', release]
  const bytes = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join('')
  const { socket, text } = open(bytes + bytes)
  const expected = [200, 404, 301, 200, 200, 200, 200, 200]
  await until('all are answered', async () => (statuses(text()).length >= 16 ? true : undefined), 20_000)
  expect(statuses(text())).toEqual([...expected, ...expected])
  socket.destroy()
})

test('a body that nobody reads is not taken for the next request', async () => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n'
  const first = `GET ${release} HTTP/1.1\r\nHost: x\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`
  const chunked = `GET ${release} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nGET \r\n0\r\n\r\n`
  const { text } = await rawRequest(site.port, [`${first}${chunked}GET /en HTTP/1.1`, 'Host: x'])
  expect(statuses(`HTTP/1.1 200 ${text}`)).toEqual([200, 200, 200])
})

test('connections that never finish a request, or never read, stop nobody', async () => {
  const half = Array.from({ length: 100 }, () => open(`GET ${release} HTTP/1.1\r\nHost: x\r\nX-Slow:`))
  const deaf = Array.from({ length: 5 }, () => {
    const { socket } = open(`GET ${release} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(500))
    socket.pause()
    return socket
  })
  for (let time = 0; time < 20; time++) expect((await fetch(site.origin + release)).status).toBe(200)
  for (const socket of [...half.map((one) => one.socket), ...deaf]) socket.destroy()
  expect((await fetch(`${site.origin}/api/health`)).status).toBe(200)
})

test('readers who leave in the middle leave nothing behind', async () => {
  await Promise.all(
    Array.from(
      { length: 50 },
      (_, index) =>
        new Promise<void>((resolve) => {
          const { socket } = open(`GET /en/search?q=${index} HTTP/1.1\r\nHost: x\r\n\r\n`)
          socket.once('ready', () => setTimeout(() => socket.destroy(), index % 5))
          socket.once('close', () => resolve())
        }),
    ),
  )
  expect((await fetch(`${site.origin}/en/search?q=1`)).status).toBe(200)
})

test('half a visit is no visit, and no fault either', async () => {
  const visits = `${site.origin}/api/visits/weifang-informationization-seminar`
  const before = await (await fetch(visits)).text()
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const head = `POST ${new URL(visits).pathname} HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\n`
      const { socket } = open(`${head}Content-Length: 44\r\n\r\n{"event":"`)
      await once(socket, 'ready')
      socket.end()
      await once(socket, 'close')
    }),
  )
  expect(await (await fetch(visits)).text()).toBe(before)
})
