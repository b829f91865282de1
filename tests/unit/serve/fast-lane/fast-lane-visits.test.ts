import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#lib/config.ts'
import { silentLog } from '#lib/log.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { readBrand } from '#lib/publish/brand/brand.ts'
import { openFastLane } from '#lib/serve/fast-lane/fast-lane.ts'
import { openStaticFiles } from '#lib/serve/files/static-files.ts'
import { createHandler } from '#lib/serve/handler.ts'
import { buildCommonHeaders } from '#lib/serve/headers.ts'
import { createHttpServer } from '#lib/serve/start/http-server.ts'
import { prepareDrain } from '#lib/serve/start/shutdown.ts'
import { withoutPeers } from '#lib/serve/workers/worker-link.ts'
import type { Visits } from '#lib/visits/visits.ts'
import { edition } from '#tests/support/content/editions.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'
import { firefox, handClock, newEvent, openTestVisits } from '#tests/support/visits/requests.ts'

const clock = handClock(Date.UTC(2026, 2, 1, 4))
const brand = await readBrand()

/** A site that counts visits of `seminar` and `interview`, and can answer little else. */
async function openSite(visits: Visits, withLane = true) {
  const root = await makeTemporaryFolder()
  const config = readConfig({ DATA_DIR: root, CONTENT_DIR: root }, root)
  const newsroom = {
    config,
    clock,
    log: silentLog,
    visits,
    content: { touched: () => 0 },
    brand,
    edition: () => edition({ releases: [] }),
  } as unknown as Newsroom
  const { listener, lane } = createHandler({
    newsroom,
    peers: withoutPeers(),
    render: () => Promise.reject(new Error('no page is asked for')),
    staticFiles: await openStaticFiles(root, {}),
  })
  const server = createHttpServer(listener, buildCommonHeaders(config, false))
  const drain = prepareDrain(server, withLane ? openFastLane(server, lane) : undefined)
  let passedOn = 0
  server.on('request', () => {
    passedOn += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { port, drain, passedOn: () => passedOn }
}

const event = '0123456789abcdef0123456789abcdef'
const bodyOf = (id: string) => `{"event":"${id}"}`
const post = (body: string, lines: readonly string[] = [`User-Agent: ${firefox}`], slug = 'seminar') =>
  `${[`POST /api/visits/${slug} HTTP/1.1`, 'Host: x', ...lines, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`

const head = /HTTP\/1\.1 \d{3} [\s\S]*?\r\n\r\n/g
/** How many whole answers a text holds. */
function answersIn(text: string): number {
  return [...text.matchAll(head)].filter(({ 0: found, index }) => {
    const length = Number(/^content-length: (\d+)/im.exec(found)?.[1] ?? 0)
    return Buffer.byteLength(text.slice(index + found.length), 'latin1') >= length
  }).length
}

/** Sends the parts one after the other, each when the one before is answered, and gives all that comes back. */
async function exchange(port: number, parts: readonly string[]): Promise<string> {
  const received: Buffer[] = []
  const text = () => Buffer.concat(received).toString('latin1')
  const socket = connect(port, '127.0.0.1').setNoDelay()
  let isClosed = false
  socket.on('data', (bytes) => received.push(bytes)).on('error', () => {})
  socket.once('close', () => {
    isClosed = true
  })
  await once(socket, 'connect')
  for (const [index, part] of parts.entries()) {
    if (socket.writable) socket.write(part, 'latin1')
    await until('it is answered', async () => (isClosed || answersIn(text()) > index ? true : undefined))
  }
  socket.destroy()
  return text()
}

const undated = (answer: string) => answer.replaceAll(/^Date: .*\r\n/gm, '')

const lines = fc.uniqueArray(
  fc.constantFrom(
    `User-Agent: ${firefox}`,
    `user-agent: \t ${firefox}  `,
    'User-Agent: curl/8.0',
    'User-Agent:',
    'User-Agent: é\u0080ÿ of a browser that nobody knows',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Content-Type: application/json',
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Site: cross-site',
    'Sec-Purpose: prefetch;prerender',
    'Purpose: prefetch',
    'X-Moz: prefetch',
    'X-Purpose: preview',
    'X-Forwarded-For: 192.0.2.9',
    'X-Forwarded-For: 192.0.2.8, 198.51.100.7',
    'Connection: keep-alive',
    'Origin: http://x',
    'Upgrade: h2c',
  ),
  { maxLength: 6 },
)
const slugs = fc.constantFrom(
  'seminar',
  'interview',
  'Seminar',
  'draft',
  'seminar.gif',
  'seminar/',
  '%73eminar',
  'seminar?x=1',
  '../seminar',
  '%00',
)
const bodies = fc.oneof(
  fc.constantFrom(event, event.toUpperCase(), event.replace('0', '1'), event.replace(/(.{8})/g, '$1-')).map(bodyOf),
  fc.constantFrom(
    '',
    '[]',
    'x',
    '{"n":1000}',
    `{"event":"${event}","n":2}`,
    '{"event":1}',
    '{"event":"é"}',
    `{"event":"${'x'.repeat(900)}"}`,
  ),
)
const visit = fc.tuple(bodies, lines, slugs).map(([body, given, slug]) => post(body, given, slug))

test('a visit is answered with the same bytes whichever way it was read, and counted alike', {
  timeout: 120_000,
}, async () => {
  for (const trustProxyHops of [0, 1, 2]) {
    const both = await Promise.all(
      [true, false].map(async (withLane) => {
        const visits = await openTestVisits({ clock, config: { trustProxyHops } })
        return { visits, ...(await openSite(visits, withLane)) }
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(visit, { minLength: 1, maxLength: 3 }), async (sent) => {
        const [fast, slow] = await Promise.all(both.map(({ port }) => exchange(port, sent)))
        expect(undated(fast ?? '')).toBe(undated(slow ?? ''))
        const [one, other] = both.map(({ visits }) => [...visits.counters()])
        expect(one).toEqual(other)
      }),
      { numRuns: 100 },
    )
    const [fast, slow] = both.map(({ passedOn }) => passedOn())
    expect(fast).toBeLessThan(slow ?? 0)
  }
})

test.each([
  ['a visit', 0, post(bodyOf(event))],
  ['no event', 0, post('[]')],
  ['a body of 1,024 bytes', 0, post(`${bodyOf(event)}${' '.repeat(1024 - bodyOf(event).length)}`)],
  ['a body of 1,025 bytes', 1, post(`${bodyOf(event)}${' '.repeat(1025 - bodyOf(event).length)}`)],
  ['two agents', 1, post(bodyOf(event), ['User-Agent: a', 'User-Agent: b'])],
  ['an expectation', 1, post(bodyOf(event), ['Expect: 100-continue'])],
  ['another address', 1, post(bodyOf(event), [], '../refresh')],
])('of %s Node sees %i requests', async (_what, requests, sent) => {
  const { port, passedOn } = await openSite(await openTestVisits({ clock }))
  expect(await exchange(port, [sent])).toMatch(/^HTTP\/1\.1 \d/)
  expect(passedOn()).toBe(requests)
})

/** A site whose visits are counted when `commit` is called; later ones at once. */
async function openSlowSite() {
  const visits = await openTestVisits({ clock })
  let commit = () => {}
  const committed = new Promise<void>((resolve) => {
    commit = resolve
  })
  let hits = 0
  const record: Visits['record'] = async (request) => {
    hits += 1
    await committed
    return await visits.record(request)
  }
  const site = await openSite({ ...visits, record })
  const untilCounting = () => until('a visit is being counted', async () => (hits > 0 ? true : undefined))
  return { ...site, visits, commit, untilCounting }
}

/** A connection and the text that came on it. */
function open(port: number) {
  const socket = connect(port, '127.0.0.1').setNoDelay()
  const received: string[] = []
  socket.setEncoding('latin1').on('data', (text: string) => received.push(text))
  onTestFinished(() => void socket.destroy())
  return { socket, text: () => received.join('') }
}

test('a fault in counting is answered the same way too, and the connection stays', async () => {
  const visits = await openTestVisits({ clock })
  const broken = { ...visits, record: () => Promise.reject(new Error('a mistake')) }
  const [fast, slow] = [await openSite(broken), await openSite(broken, false)]
  const sent = [post(bodyOf(event)), post(bodyOf(event))]
  const answer = await exchange(fast.port, sent)
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 500', 'HTTP/1.1 500'])
  expect(undated(answer)).toBe(undated(await exchange(slow.port, sent)))
  expect(fast.passedOn()).toBe(0)
})

test('what is sent before a visit is answered is answered after it', async () => {
  const { port, commit, untilCounting, passedOn } = await openSlowSite()
  const { socket, text } = open(port)
  socket.write(post(bodyOf(newEvent())))
  await untilCounting()
  for (const part of [post('[]'), 'GET /api/none HTTP/1.1\r\nHost: x\r\n', '\r\n']) {
    socket.write(part)
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate)
  }
  expect([text(), passedOn()]).toEqual(['', 0])
  commit()
  await until('all are answered', async () => (answersIn(text()) === 3 ? true : undefined))
  expect(text().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 404'])
})

test('a server that closes waits for the answer to a visit', async () => {
  const { port, commit, untilCounting, drain } = await openSlowSite()
  const { socket, text } = open(port)
  socket.write(post(bodyOf(newEvent())))
  await untilCounting()
  const drained = drain({ quiet: 10, grace: 100, limit: 600_000 })
  const before = performance.now()
  await until('idle connections have been looked for', async () =>
    performance.now() - before > 200 ? true : undefined,
  )
  expect(socket.closed).toBe(false)
  commit()
  await drained
  expect(text()).toMatch(/"reason":"counted"\}\n$/)
})

test('a visit whose reader has left is counted', async () => {
  const { port, commit, untilCounting, visits } = await openSlowSite()
  const { socket } = open(port)
  socket.write(post(bodyOf(newEvent())))
  await untilCounting()
  socket.resetAndDestroy()
  commit()
  await until('it is counted', async () => (visits.counters().get('counted') === 1 ? true : undefined))
})
