import { once } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { Encodings } from '#lib/serve/cache/encodings.ts'
import { Entry } from '#lib/serve/cache/entry.ts'
import { replyWith, sendEntry } from '#lib/serve/cache/send-entry.ts'
import { type LaneAnswers, openFastLane } from '#lib/serve/fast-lane/fast-lane.ts'
import { PreparedReplies } from '#lib/serve/fast-lane/prepared-replies.ts'
import { createHttpServer, usualClientTimes } from '#lib/serve/start/http-server.ts'
import { prepareDrain } from '#lib/serve/start/shutdown.ts'
import { until } from '#tests/support/until.ts'

const now = Date.parse('2026-11-21T05:00:00Z')
const changed = 'Sat, 21 Nov 2026 04:00:00 GMT'
const life = { renderedAt: now, refreshAt: now + 50_000, end: now + 42_500, lastResortEnd: now + 90_000 }
const commonHeaders = { 'x-content-type-options': 'nosniff' }

function entry(status: number, text: string): Entry {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public', 'last-modified': changed }
  return new Entry({ status, headers, body: Buffer.from(text) }, { commonHeaders, life })
}

const large = 'x'.repeat(16_000_000)
const entries = new Map([
  ['/en', entry(200, '<p>新闻 Words of a page.</p>'.repeat(100))],
  ['/en/short', entry(200, 'short')],
  ['/en/gone', entry(410, '<p>It is gone.</p>'.repeat(100))],
  ['/en/large', entry(200, large)],
])
const encodings = new Encodings()
const optionsFor = (accepted: string | undefined) => ({ wanted: encodings.choose(accepted), now })
const answers: LaneAnswers = {
  find(request) {
    const kept = entries.get(request.target)
    return kept && replyWith(kept, request, optionsFor(request.headers['accept-encoding']))
  },
  post: () => undefined,
}
const listener: RequestListener = (request, response) => {
  const kept = entries.get(request.url ?? '')
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (kept && isRead) sendEntry(request, response, kept, optionsFor(request.headers['accept-encoding']))
  else response.writeHead(404).end(`${request.method} ${request.url}`)
}

async function open(times = usualClientTimes, withLane = true) {
  const server = createHttpServer(listener, commonHeaders, times)
  const lane = withLane ? openFastLane(server, answers, times) : undefined
  const drain = prepareDrain(server, lane)
  let passedOn = 0
  server.on('request', () => {
    passedOn += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { server, drain, port, passedOn: () => passedOn }
}

let both: { readonly fast: number; readonly slow: number } = { fast: 0, slow: 0 }
const servers: Server[] = []
beforeAll(async () => {
  for (const kept of entries.values()) for (const encoding of ['br', 'gzip'] as const) await kept.prepare(encoding, 0)
  const [fast, slow] = [await open(), await open(usualClientTimes, false)]
  servers.push(fast.server, slow.server)
  both = { fast: fast.port, slow: slow.port }
})
afterAll(() => {
  for (const server of servers) server.close()
})

async function openTest(times = usualClientTimes) {
  const opened = await open(times)
  onTestFinished(() => void opened.server.close())
  return opened
}

/** Sends the parts one after the other, then an end; gives all that comes back. */
async function exchange(port: number, parts: readonly string[]): Promise<string> {
  const received: Buffer[] = []
  const socket = connect(port, '127.0.0.1').setNoDelay()
  socket.on('data', (bytes) => received.push(bytes)).on('error', () => {})
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  for (const part of parts) {
    if (socket.writable) socket.write(part, 'latin1')
    // So that each part is read by itself.
    for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate)
  }
  socket.end()
  await closed
  return Buffer.concat(received).toString('latin1')
}

const get = (target: string, lines: readonly string[] = [], method = 'GET') =>
  `${[`${method} ${target} HTTP/1.1`, 'Host: x', ...lines].join('\r\n')}\r\n\r\n`
const undated = (answer: string) => answer.replaceAll(/^Date: .*\r\n/gm, '')
const tag = (encoding: 'br' | 'identity') => entries.get('/en')?.representation(encoding)?.tag

const browserLines = [
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64)',
  'Accept: text/html,application/xhtml+xml,*/*;q=0.8',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: zh-CN,zh;q=0.9',
  'Upgrade-Insecure-Requests: 1',
  'Connection: keep-alive',
]
const lines = fc.constantFrom(
  ...browserLines,
  'accept-encoding:gzip',
  'Accept-Encoding: ',
  'ACCEPT-ENCODING: \t br \t',
  'Accept: text/markdown',
  `If-None-Match: ${tag('identity')}`,
  'If-None-Match: *',
  `If-Modified-Since: ${changed}`,
  'If-Modified-Since: yesterday',
  'RSC: 1',
  'X-Long: é\u0080ÿ',
  'X-Empty:',
  'Connection: close',
  'Connection: keep-alive, close',
  'Connection: Upgrade',
  'Proxy-Connection: close',
  'Upgrade: h2c',
  'Host: y',
  'Host : y',
  ' folded',
  '\tfolded: yes',
  'no colon',
  ': no name',
  'X-Bare: a\nb: c',
  'X-Return: a\rb',
  'X-Nul: \0',
  'Content-Length: 0',
  'Content-Length: 3',
  'Content-Length: +3',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: identity',
  'Expect: 100-continue',
  'Range: bytes=0-1',
  'TE: trailers',
)
const targets = fc.constantFrom(
  '/en',
  '/en',
  '/en/short',
  '/en/gone',
  '/none',
  '/en?x',
  '/en#x',
  '*',
  'http://x/en',
  '/é',
  '/a b',
  '',
)
const request = fc
  .record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'get', 'GETT', ' GET', '\r\nGET'),
    target: targets,
    version: fc.constantFrom('1.1', '1.1', '1.1', '1.1', '1.0', '2.0', '1.1 '),
    host: fc.constantFrom(['Host: x'], ['Host: x'], ['host:'], []),
    lines: fc.array(lines, { maxLength: 5 }),
    end: fc.constantFrom('\r\n\r\n', '\r\n\r\n', '\r\n\r\n', '\n\n', '\r\n\n', '\r\n', '\r\n\r\nabc'),
  })
  .map(
    (one) => `${[`${one.method} ${one.target} HTTP/${one.version}`, ...one.host, ...one.lines].join('\r\n')}${one.end}`,
  )
const plain = fc
  .tuple(
    fc.constantFrom('/en', '/en/short', '/en/gone'),
    fc.shuffledSubarray(browserLines),
    fc.constantFrom('GET', 'HEAD'),
  )
  .map(([target, given, method]) => get(target, given, method))
const spoilt = fc
  .tuple(plain, fc.nat(), fc.constantFrom('\0', '\r', '\n', '\r\n', ' ', ':', '\t', '\x7f', '\xff', 'G', ''))
  .map(([text, place, put]) => {
    const at = place % text.length
    return text.slice(0, at) + put + text.slice(at + 1)
  })
const cut = fc.tuple(fc.oneof(plain, request), fc.nat()).map(([text, place]) => {
  const at = place % (text.length + 1)
  return [text.slice(0, at), text.slice(at)]
})
const parts = fc
  .array(
    fc.oneof(
      plain.map((one) => [one]),
      request.map((one) => [one]),
      spoilt.map((one) => [one]),
      cut,
    ),
    { maxLength: 4 },
  )
  .map((groups) => groups.flat())

test('whatever is asked, both ways answer with the same bytes', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(parts, async (sent) => {
      const [fast, slow] = await Promise.all([exchange(both.fast, sent), exchange(both.slow, sent)])
      expect(undated(fast)).toBe(undated(slow))
    }),
    {
      numRuns: 500,
      examples: [
        [[get('/en', ['Content-Length: 3']), 'abc', get('/en')]],
        [[get('/en', ['Transfer-Encoding: chunked']), '3\r\nabc\r\n0\r\n\r\n', get('/en')]],
        [[get('/en', ['Expect: 100-continue', 'Content-Length: 3']), 'abc', get('/en')]],
        [[get('/en', ['Expect: miracles']), get('/en')]],
      ],
    },
  )
})

test('a request cut after any of its bytes, or after each, is answered like a whole one', async () => {
  const whole = get('/en/short', ['Accept-Encoding: gzip'])
  const cuts = Array.from(whole, (_, at) => [whole.slice(0, at), whole.slice(at)])
  const wanted = undated(await exchange(both.slow, [whole, whole]))
  expect(wanted).toMatch(/^HTTP\/1\.1 200 /)
  for (const sent of [...cuts, [...whole]]) {
    expect(undated(await exchange(both.fast, [...sent, whole]))).toBe(wanted)
    expect(undated(await exchange(both.fast, [whole, ...sent]))).toBe(wanted)
  }
})

test.each([4095, 4096, 4097, 65_535, 65_536, 65_537, 131_000])(
  'a head of %d bytes is answered as Node answers it',
  async (length) => {
    const asked = get('/en', [`X-Long: ${'x'.repeat(length - get('/en', ['X-Long: ']).length)}`])
    expect(asked).toHaveLength(length)
    const wanted = undated(await exchange(both.slow, [asked, get('/en')]))
    expect(undated(await exchange(both.fast, [asked, get('/en')]))).toBe(wanted)
    expect(wanted.match(/HTTP\/1\.1 200 /g)).toHaveLength(2)
  },
)

test.each([
  ['a page', get('/en', browserLines)],
  ['a head', get('/en', browserLines, 'HEAD')],
  ['a page that the reader has', get('/en', ['If-None-Match: *'])],
  ['a page that is gone', get('/en/gone')],
])('%s is answered without Node’s HTTP, again and again on one connection', async (_what, asked) => {
  const { port, passedOn } = await openTest()
  const received = await exchange(port, [asked, asked, asked])
  expect(received.match(/HTTP\/1\.1 \d/g)).toHaveLength(3)
  expect(passedOn()).toBe(0)
})

test.each([
  ['what is not kept', get('/none')],
  ['two requests at once', get('/en') + get('/en')],
  ['a request in two parts', get('/en').slice(0, 20)],
  ['a part of an answer', get('/en', ['Range: bytes=0-1'])],
  ['an end of the connection', get('/en', ['Connection: close'])],
  ['two hosts', get('/en', ['Host: y'])],
  ['a very long head', get('/en', [`X-Long: ${'x'.repeat(5000)}`])],
])('a connection is Node’s for good once it asks for %s', async (_what, asked) => {
  const { port, passedOn } = await openTest()
  await exchange(port, asked.endsWith('\r\n\r\n') ? [get('/en'), asked] : [get('/en'), asked, get('/en').slice(20)])
  const before = passedOn()
  expect(before).toBeGreaterThan(0)
  await exchange(port, [get('/en'), get('/none'), get('/en')])
  expect(passedOn()).toBe(before + 2)
})

/** Resolves when the server has closed the connection, with all that came. */
async function untilClosed(socket: Socket): Promise<string> {
  const received: Buffer[] = []
  socket.on('data', (bytes) => received.push(bytes)).on('error', () => {})
  await once(socket, 'close')
  return Buffer.concat(received).toString('latin1')
}

const shortTimes = { head: 100, request: 100, rest: 100, stall: 200, look: 20 }

test('who asks for nothing is told so and cut off; who has asked may rest, but not for long', async () => {
  const { port, passedOn } = await openTest(shortTimes)
  expect(await untilClosed(connect(port, '127.0.0.1'))).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
  const resting = connect(port, '127.0.0.1')
  resting.write(get('/en/short'))
  expect(await untilClosed(resting)).toMatch(/\r\n\r\nshort$/)
  expect(passedOn()).toBe(0)
})

test.each([
  ['says nothing', ''],
  ['has an answer', get('/en')],
  ['has half a request', get('/en').slice(0, 20)],
  ['has an answer and half a request', get('/en') + get('/en').slice(0, 20)],
  ['asked for what is not kept', get('/none')],
])('of five hundred connections each of which %s none stays', async (_what, sent) => {
  const { port, server } = await openTest(shortTimes)
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const connections = Array.from({ length: 500 }, () => connect(port, '127.0.0.1'))
  const closed = connections.map(untilClosed)
  for (const socket of connections) if (sent !== '') socket.write(sent)
  await Promise.all(connections.map((socket) => (socket.connecting ? once(socket, 'connect') : undefined)))
  expect(open.size).toBeGreaterThan(0)
  await Promise.all(closed)
  await until('none is open', async () => (open.size === 0 ? true : undefined))
})

test('who does not read an answer holds neither memory nor a connection', async () => {
  const { port, server } = await openTest(shortTimes)
  const accepted = once(server, 'connection')
  const deaf = connect(port, '127.0.0.1')
  deaf.pause()
  deaf.write(get('/en/large'))
  const [there] = (await accepted) as [Socket]
  await until('the connection is cut', async () => (there.destroyed ? true : undefined))
  deaf.destroy()
})

test('a slow reader gets the whole answer', async () => {
  const { port, passedOn } = await openTest({ ...shortTimes, rest: 50, stall: 10_000 })
  const slow = connect(port, '127.0.0.1')
  slow.write(get('/en/large'))
  let size = 0
  slow.on('data', (bytes) => {
    size += bytes.length
  })
  await once(slow, 'data')
  slow.pause()
  // Longer than a connection may rest.
  const before = performance.now()
  await until('it has rested', async () => (performance.now() - before > 150 ? true : undefined))
  slow.resume()
  await until('all is there', async () => (size > large.length ? true : undefined))
  slow.destroy()
  expect(passedOn()).toBe(0)
})

test('a server that closes ends connections that rest, and tells those who still ask to close', async () => {
  const { port, drain, server } = await open()
  const [resting, asking] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  for (const socket of [resting, asking]) {
    socket.write(get('/en/short'))
    await once(socket, 'data')
  }
  const drained = drain({ quiet: 50, grace: 1000, limit: 600_000 })
  asking.write(get('/en/short'))
  expect(await untilClosed(asking)).toMatch(/\r\nConnection: close\r\n/i)
  await untilClosed(resting)
  await drained
  expect(server.listening).toBe(false)
})

const preparedFor = (replies: PreparedReplies, target: string) => {
  const found = answers.find({ method: 'GET', target, headers: {} })
  if (found === undefined) throw new Error('It is not kept')
  return replies.prepare(found)
}
const isKeptBy = (replies: PreparedReplies) => (target: string) => {
  const first = preparedFor(replies, target)
  return preparedFor(replies, target) === first
}

test('answers prepared for one write are kept within their bounds', () => {
  expect(['/en/short', '/en', '/en/large'].map(isKeptBy(new PreparedReplies(4000)))).toEqual([true, true, false])
})

test('the bounds of prepared answers hold in every second', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const replies = new PreparedReplies(4000)
  preparedFor(replies, '/en')
  vi.advanceTimersByTime(1000)
  expect(['/en', '/en/gone'].map(isKeptBy(replies))).toEqual([true, false])
})
