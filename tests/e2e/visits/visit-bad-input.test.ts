import { connect } from 'node:net'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { firefox, newEvent } from '#tests/support/visits/requests.ts'

async function open(hops: number): Promise<RunningSite> {
  const site = await startSite({
    environment: { TRUST_PROXY_HOPS: String(hops) },
    async prepare(contentDir) {
      await writeRelease(contentDir, { slug: 'first' })
      await writeRelease(contentDir, { slug: 'second' })
      await writeRelease(contentDir, { slug: 'unfinished', header: ['draft: true'] })
      await writeRelease(contentDir, { slug: 'embargoed', header: ['date: 2124-06-21', 'embargo: true'] })
    },
  })
  onTestFinished(() => site.stop().then(() => {}))
  return site
}

/** How many rows an ended site has in each table that a hit can write to. */
function rowsIn(dataDir: string): Readonly<Record<string, number>> {
  const db = new Database(`${dataDir}/visits.sqlite`, { readonly: true })
  try {
    const rows = (table: string) =>
      db.prepare<[], { rows: number }>(`SELECT count(*) AS rows FROM ${table}`).get()?.rows ?? -1
    return { visit: rows('visit'), total: rows('total'), event: rows('event'), reading: rows('reading') }
  } finally {
    db.close()
  }
}

interface Sent {
  readonly slug?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function send(site: RunningSite, { slug = 'first', body, headers = {} }: Sent) {
  const answer = await fetch(`${site.origin}/api/visits/${slug}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': firefox, ...headers },
    body: body ?? JSON.stringify({ event: newEvent() }),
  })
  const { reason, counted } = Object(await answer.json())
  return { status: answer.status, reason, counted }
}

/** The status of a body that comes in two parts, the second after the server has read the first. */
function sendInParts(port: number, first: string, second: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(first + second)
    let text = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /api/visits/first HTTP/1.1\r\nHost: site\r\nContent-Length: ${length}\r\n\r\n`)
      socket.write(first, () => setImmediate(() => socket.write(second)))
    })
    socket.setEncoding('utf8').setTimeout(20_000, () => reject(new Error(`No whole answer: ${text}`)))
    socket.on('error', reject)
    socket.on('data', (part) => {
      text += part
      const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1]
      if (status === undefined) return
      socket.destroy()
      resolve(Number(status))
    })
    socket.on('close', () => reject(new Error('The connection was closed without an answer')))
  })
}

test('bad input gets its answer, makes no key and counts nothing', { timeout: 120_000 }, async () => {
  const site = await open(0)
  const event = newEvent()
  const bad: readonly (readonly [Sent, number, string])[] = [
    [{ body: JSON.stringify({ event, padding: 'x'.repeat(1024) }) }, 413, 'too-large'],
    [{ body: 'x'.repeat(2_000_000) }, 413, 'too-large'],
    [{ body: 'event=1' }, 400, 'malformed'],
    [{ body: '' }, 400, 'malformed'],
    [{ body: `[{"event":"${event}"}]` }, 400, 'malformed'],
    [{ body: '{"n":1000}' }, 400, 'malformed'],
    [{ body: `{"event":"${event}","n":1000}` }, 400, 'malformed'],
    [{ body: '{"event":1000}' }, 400, 'malformed'],
    [{ body: `{"event":["${event}"]}` }, 400, 'malformed'],
    [{ body: '{"__proto__":{"event":"1"}}' }, 400, 'malformed'],
    [{ slug: 'unfinished' }, 404, 'unknown'],
    [{ slug: 'embargoed' }, 404, 'unknown'],
    [{ slug: 'never-was' }, 404, 'unknown'],
    [{ slug: 'constructor' }, 404, 'unknown'],
    [{ slug: '__proto__' }, 404, 'unknown'],
    [{ slug: 'Never-Was' }, 404, 'unknown'],
    [{ headers: { 'sec-fetch-site': 'cross-site' } }, 200, 'cross-site'],
    [{ headers: { 'sec-fetch-site': 'same-site' } }, 200, 'cross-site'],
  ]
  for (const [sent, status, reason] of bad) {
    const answer = await send(site, sent)
    expect([answer.status, answer.reason, answer.counted ?? false], JSON.stringify(sent).slice(0, 80)).toEqual([
      status,
      reason,
      false,
    ])
  }
  expect(await sendInParts(site.port, `{"event":"${event}"`, `,"n":"${'x'.repeat(5000)}"}`)).toBe(413)
  expect(await site.end('SIGTERM')).toBe(0)
  expect(rowsIn(site.dataDir)).toEqual({ visit: 0, total: 0, event: 0, reading: 0 })
})

test('an event id that was used counts nothing, for its own release or another', { timeout: 120_000 }, async () => {
  const site = await open(1)
  const body = JSON.stringify({ event: newEvent() })
  const from = (address: string) => ({ body, headers: { 'x-forwarded-for': address } })
  expect(await send(site, from('198.51.100.1'))).toMatchObject({ counted: true })
  expect(await send(site, from('198.51.100.2'))).toMatchObject({ status: 200, reason: 'replay', counted: false })
  expect(await send(site, { ...from('198.51.100.3'), slug: 'second' })).toMatchObject({ reason: 'replay' })
  expect(await site.end('SIGTERM')).toBe(0)
  expect(rowsIn(site.dataDir)).toEqual({ visit: 1, total: 1, event: 1, reading: 1 })
})

for (const hops of [0, 1, 2]) {
  test(`a forged X-Forwarded-For makes no new readers behind ${hops} trusted proxies`, {
    timeout: 120_000,
  }, async () => {
    const site = await open(hops)
    // Each proxy appends the address that it was called from.
    const appended = ['198.51.100.7', '10.0.0.7'].slice(0, hops)
    const forge = (...forged: readonly string[]) =>
      send(site, { headers: { 'x-forwarded-for': [...forged, ...appended].join(', ') } })
    expect((await forge('203.0.113.1')).reason).toBe('counted')
    for (const forged of ['203.0.113.2', '203.0.113.3, 203.0.113.4', '::1', 'unknown', '999.1.1.1', '" ,;']) {
      expect((await forge(forged)).reason, forged).toBe('repeat')
    }
    expect(await site.end('SIGTERM')).toBe(0)
    expect(rowsIn(site.dataDir)).toMatchObject({ visit: 1, total: 1, reading: 1 })
  })
}
