import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Encodings } from '#lib/serve/cache/encodings.ts'
import { Entry } from '#lib/serve/cache/entry.ts'
import { headOf, replyWith, sendEntry } from '#lib/serve/cache/send-entry.ts'
import { isNotModified, parseHttpDate } from '#lib/serve/validators.ts'

const changed = 'Sat, 21 Nov 2026 04:00:00 GMT'
const text = `<!DOCTYPE html><title>新闻</title>${'<p>Words of a release.</p>'.repeat(100)}`
const now = Date.parse('2026-11-21T05:00:00Z')
const entry = new Entry(
  {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public',
      'content-language': 'en',
      'last-modified': changed,
      vary: 'Accept',
    },
    body: Buffer.from(text),
  },
  {
    commonHeaders: { 'x-content-type-options': 'nosniff' },
    life: { renderedAt: now, refreshAt: now + 50_000, end: now + 42_500, lastResortEnd: now + 90_000 },
  },
)
const encodings = new Encodings()
const listener: RequestListener = (request, response) => {
  sendEntry(request, response, entry, { wanted: encodings.choose(request.headers['accept-encoding']), now })
}
const server = createServer(listener)
let port = 0
beforeAll(async () => {
  for (const encoding of ['br', 'gzip'] as const) await entry.prepare(encoding)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => server.close())

/** Everything that comes back for these bytes until the server closes. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    connect(port, '127.0.0.1')
      .on('data', (part) => parts.push(part))
      .on('error', reject)
      .on('close', () => resolve(Buffer.concat(parts).toString('latin1')))
      .write(bytes)
  })
}

const get = (lines: readonly string[] = [], method = 'GET') =>
  `${[`${method} / HTTP/1.1`, 'Host: x', ...lines].join('\r\n')}\r\n\r\n`
const last = ['Connection: close']
const undated = (answer: string) => answer.replaceAll(/^Date: .*\r\n/gm, '')
const ordinaryHead = (length: number) =>
  `HTTP/1.1 200 OK\r\ncache-control: public, max-age=0, s-maxage=42, stale-while-revalidate=60\r\nx-content-type-options: nosniff\r\ncontent-type: text/html; charset=utf-8\r\ncontent-language: en\r\nlast-modified: ${changed}\r\nvary: Accept-Encoding, Accept\r\netag: ${entry.representation('identity')?.tag}\r\ncontent-length: ${length}\r\n`

test('answers on one connection follow each other whole, however many requests come at once', async () => {
  const body = Buffer.from(text).toString('latin1')
  const received = undated(await exchange(get() + get([], 'HEAD') + get() + get() + get(last)))
  const block = `${ordinaryHead(Buffer.byteLength(text))}Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\n`
  const closing = `${ordinaryHead(Buffer.byteLength(text))}Connection: close\r\n\r\n`
  expect(received).toBe(block + body + block + block + body + block + body + closing + body)
})

test('every answer has the date of its second', async () => {
  const before = Math.floor(Date.now() / 1000) * 1000
  const received = await exchange(get() + get() + get(last))
  const dates = [...received.matchAll(/^Date: (.*)\r$/gm)].map(([, date]) => Date.parse(date ?? ''))
  expect(dates).toHaveLength(3)
  for (const date of dates) {
    expect(date).toBeGreaterThanOrEqual(before - 1000)
    expect(date).toBeLessThanOrEqual(Date.now())
  }
})

test('who speaks HTTP/1.0 or asks to close gets an end, also after others kept their connection', async () => {
  await exchange(get() + get(last))
  expect(await exchange('GET / HTTP/1.0\r\n\r\n')).toContain('\r\nConnection: close\r\n')
  expect(await exchange(get(last))).toContain('\r\nConnection: close\r\n')
})

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip;q=1, br;q=0', 'gzip', gunzipSync],
  ['deflate', undefined, (body: Buffer) => body],
])('Accept-Encoding %s is answered in %s, twice the same', async (accepted, encoding, decode) => {
  const lines = [`Accept-Encoding: ${accepted}`]
  const answers = (await exchange(get(lines) + get(lines) + get([...lines, ...last]))).split('HTTP/1.1 200 OK\r\n')
  expect(answers).toHaveLength(4)
  for (const answer of answers.slice(1)) {
    const [head = '', ...body] = answer.split('\r\n\r\n')
    expect(/^content-encoding: (.*)\r$/m.exec(head)?.[1]).toBe(encoding)
    expect(decode(Buffer.from(body.join('\r\n\r\n'), 'latin1')).toString()).toBe(text)
  }
})

test('a reader who has the bytes gets 304 without what describes a body', async () => {
  const tag = entry.representation('br')?.tag
  const lines = ['Accept-Encoding: br', `If-None-Match: ${tag}`]
  const received = await exchange(get(lines) + get(lines, 'HEAD') + get([...lines, ...last]))
  const heads = received.split('\r\n\r\n').slice(0, -1)
  expect(heads).toHaveLength(3)
  for (const head of heads) {
    expect(head).toMatch(/^HTTP\/1\.1 304 /)
    expect(head).toContain(`\r\netag: ${tag}\r\n`)
    expect(head).toContain('s-maxage=42')
    expect(head).not.toMatch(/^content-/m)
  }
})

const tag = '"abc-br"'
test.each([
  [{ 'if-none-match': tag }, true],
  [{ 'if-none-match': `W/${tag}` }, true],
  [{ 'if-none-match': `"x", W/"y" ,${tag}` }, true],
  [{ 'if-none-match': ' * ' }, true],
  [{ 'if-none-match': '"abc"' }, false],
  [{ 'if-none-match': 'abc-br' }, false],
  [{ 'if-none-match': '' }, false],
  [{ 'if-none-match': '"x"', 'if-modified-since': changed }, false],
  [{ 'if-modified-since': changed }, true],
  [{ 'if-modified-since': 'Sat, 21 Nov 2026 04:00:01 GMT' }, true],
  [{ 'if-modified-since': 'Sat, 21 Nov 2026 03:59:59 GMT' }, false],
  [{ 'if-modified-since': 'Saturday, 21-Nov-26 04:00:00 GMT' }, true],
  [{ 'if-modified-since': 'Sat Nov 21 04:00:00 2026' }, true],
  [{ 'if-modified-since': 'Sat Nov 21 03:59:59 2026' }, false],
  [{ 'if-modified-since': '2026-11-22' }, false],
  [{ 'if-modified-since': '0' }, false],
  [{ 'if-modified-since': '99999999999999' }, false],
  [{}, false],
])('%o: has the reader the page? %s', (headers, expected) => {
  expect(isNotModified(headers, tag, changed)).toBe(expected)
})

test('a date of one digit is read in the form of ANSI C', () => {
  expect(parseHttpDate('Sun Nov  6 08:49:37 1994')).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
})

test('only what is there has a validator', () => {
  const tagOf = (status: number) => {
    const page = { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from('x') }
    return new Entry(page, { commonHeaders: {} }).representation('identity')?.whole.headers.includes('etag')
  }
  expect([200, 404, 410].map(tagOf)).toEqual([true, false, false])
})

test('of what readers say they accept a bounded number of short wishes is remembered', () => {
  const known = new Encodings()
  expect([known.choose(`br${' '.repeat(300)}`), known.size]).toEqual(['br', 0])
  for (let index = 0; index < 1000; index++) expect(known.choose(`gzip, x-${index}`)).toBe('gzip')
  expect(known.size).toBe(200)
})

test('a head is made once a second, and anew for another lifetime', () => {
  const headAt = (wall: number, clock = now) => {
    vi.spyOn(Date, 'now').mockReturnValue(wall)
    const reply = replyWith(entry, { method: 'GET', headers: {} }, { wanted: 'identity', now: clock })
    if (reply === undefined) throw new Error('The encoding is not made')
    return headOf(reply)
  }
  const dateOf = (head: string) => /\r\nDate: ([^\r]+)/.exec(head)?.[1]
  const first = headAt(now)
  expect([dateOf(first), dateOf(headAt(now + 999)), dateOf(headAt(now + 1000))]).toEqual([
    'Sat, 21 Nov 2026 05:00:00 GMT',
    'Sat, 21 Nov 2026 05:00:00 GMT',
    'Sat, 21 Nov 2026 05:00:01 GMT',
  ])
  expect(headAt(now)).toContain('s-maxage=42,')
  expect(headAt(now, now + 1000)).toContain('s-maxage=41,')
})
