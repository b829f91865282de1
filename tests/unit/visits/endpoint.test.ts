import { expect, test } from 'vitest'
import type { Answer } from '#lib/json-answer.ts'
import { answerVisit } from '#lib/visits/endpoint.ts'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import { breakableStore } from '../../support/visits/breakable-store.ts'
import { firefox, handClock, newEvent, openTestVisits, visitRequest } from '../../support/visits/requests.ts'

const jsonOf = (answer: Answer): unknown => JSON.parse(answer.body.toString())

test('a counted visit answers 200 with both figures, legacy total included, never to be stored', async () => {
  const visits = await openTestVisits()
  const answer = await answerVisit(visits, visitRequest())
  expect(answer.status).toBe(200)
  expect(answer.headers).toEqual({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  expect(jsonOf(answer)).toEqual({ slug: 'seminar', today: 1, total: 112, counted: true, reason: 'counted' })
})

test('the same reader again within the window is answered with unchanged figures', async () => {
  const visits = await openTestVisits()
  await answerVisit(visits, visitRequest())
  expect(jsonOf(await answerVisit(visits, visitRequest()))).toEqual({
    slug: 'seminar',
    today: 1,
    total: 112,
    counted: false,
    reason: 'repeat',
  })
})

test('GET reads and never counts', async () => {
  const visits = await openTestVisits()
  const read = visitRequest({ method: 'GET', body: Buffer.alloc(0) })
  for (let time = 0; time < 2; time += 1) {
    const answer = await answerVisit(visits, read)
    expect(answer.status).toBe(200)
    expect(jsonOf(answer)).toEqual({ slug: 'seminar', today: 0, total: 111, counted: false, reason: 'read' })
  }
})

test('GET answers null for today when the store has been away since midnight, and 503 when nothing is known', async () => {
  const clock = handClock(Date.UTC(2026, 2, 1, 15, 59, 59))
  const store = breakableStore()
  const visits = await openTestVisits({ store, clock })
  store.state = 'fail'
  clock.set(Date.UTC(2026, 2, 1, 16))
  const read = visitRequest({ method: 'GET', body: Buffer.alloc(0) })
  const known = await answerVisit(visits, read)
  expect([known.status, jsonOf(known)]).toEqual([
    200,
    { slug: 'seminar', today: null, total: 111, counted: false, reason: 'read' },
  ])
  const ignorant = await answerVisit(await openTestVisits({ store }), read)
  expect(ignorant.status).toBe(503)
  expect(ignorant.headers['retry-after']).toBe('2')
})

test('HEAD never counts, neither on the figures nor on the picture', async () => {
  const store = openMemoryStore()
  const visits = await openTestVisits({ store })
  for (const pixel of [false, true]) {
    const answer = await answerVisit(visits, visitRequest({ method: 'HEAD', pixel, body: Buffer.alloc(0) }))
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
  }
  expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 0, total: 111 })
})

test('the picture counts with an event id of the server, and again not within the window', async () => {
  const visits = await openTestVisits()
  const load = visitRequest({ method: 'GET', pixel: true, body: Buffer.alloc(0) })
  for (let time = 0; time < 2; time += 1) {
    const answer = await answerVisit(visits, load)
    expect(answer.status).toBe(200)
    expect(answer.headers).toEqual({ 'content-type': 'image/gif', 'cache-control': 'no-store' })
    expect(answer.body.subarray(0, 6).toString()).toBe('GIF89a')
  }
  expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 1, total: 112 })
})

const bad: readonly [name: string, body: Buffer | 'too-large', status: number, reason: string][] = [
  ['a body over 1 KB', 'too-large', 413, 'too-large'],
  ['an empty body', Buffer.alloc(0), 400, 'malformed'],
  ['a body that is not JSON', Buffer.from('event=1'), 400, 'malformed'],
  ['an array', Buffer.from(JSON.stringify([{ event: newEvent() }])), 400, 'malformed'],
  ['null', Buffer.from('null'), 400, 'malformed'],
  ['a weight', Buffer.from('{"n":1000}'), 400, 'malformed'],
  ['an event id beside a weight', Buffer.from(JSON.stringify({ event: newEvent(), n: 1000 })), 400, 'malformed'],
  ['an event id of 124 bits', Buffer.from(JSON.stringify({ event: newEvent().slice(1) })), 400, 'malformed'],
  ['an event id that is a number', Buffer.from('{"event":12345678901234567890123456789012}'), 400, 'malformed'],
]
for (const [name, body, status, reason] of bad) {
  test(`${name} answers ${status} and counts nothing`, async () => {
    const store = openMemoryStore()
    const visits = await openTestVisits({ store })
    const answer = await answerVisit(visits, visitRequest({ body }))
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(jsonOf(answer)).toMatchObject({ type: 'about:blank', status, reason })
    expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 0, total: 111 })
    expect(visits.counters().get(reason === 'too-large' ? 'too-large' : 'malformed')).toBe(1)
  })
}

test('an unknown slug answers 404, and no key is ever created', async () => {
  const store = openMemoryStore()
  const visits = await openTestVisits({ store })
  const empty = Buffer.alloc(0)
  const requests = [
    visitRequest({ slug: 'draft' }),
    visitRequest({ slug: 'draft', method: 'GET', body: empty }),
    visitRequest({ slug: 'draft', method: 'HEAD', body: empty }),
    visitRequest({ slug: 'draft', method: 'GET', pixel: true, body: empty }),
    visitRequest({ slug: 'draft', method: 'HEAD', pixel: true, body: empty }),
  ]
  for (const request of requests) {
    const answer = await answerVisit(visits, request)
    expect(answer.status).toBe(404)
    expect(jsonOf(answer)).toMatchObject({ status: 404, reason: 'unknown' })
  }
  for await (const row of store.export()) expect.unreachable(`${row.slug} was created`)
})

test('other methods answer 405 with what is allowed', async () => {
  const visits = await openTestVisits()
  const put = await answerVisit(visits, visitRequest({ method: 'PUT' }))
  expect(put.status).toBe(405)
  expect(put.headers['allow']).toBe('GET, HEAD, POST')
  expect(jsonOf(put)).toMatchObject({ reason: 'method' })
  const post = await answerVisit(visits, visitRequest({ pixel: true }))
  expect(post.status).toBe(405)
  expect(post.headers['allow']).toBe('GET, HEAD')
})

const refused: readonly [reason: 'cross-site' | 'prefetch' | 'no-agent' | 'bot', name: string, headers: object][] = [
  ['cross-site', 'another site', { 'user-agent': firefox, 'sec-fetch-site': 'cross-site' }],
  ['cross-site', 'a neighbouring host', { 'user-agent': firefox, 'sec-fetch-site': 'same-site' }],
  ['cross-site', 'the address bar', { 'user-agent': firefox, 'sec-fetch-site': 'none' }],
  ['prefetch', 'a prefetch', { 'user-agent': firefox, 'sec-purpose': 'prefetch' }],
  ['prefetch', 'a prerender', { 'user-agent': firefox, 'sec-purpose': 'prefetch;prerender' }],
  ['prefetch', 'an older prefetch', { 'user-agent': firefox, purpose: 'prefetch' }],
  ['prefetch', 'a prefetch of Firefox', { 'user-agent': firefox, 'x-moz': 'prefetch' }],
  ['prefetch', 'a preview of Safari', { 'user-agent': firefox, 'x-purpose': 'preview' }],
  ['no-agent', 'nobody', {}],
  ['no-agent', 'an empty agent', { 'user-agent': ' ' }],
  ['bot', 'a short agent', { 'user-agent': 'curl/8.5.0' }],
  ['bot', 'an endless agent', { 'user-agent': `${firefox} ${'x'.repeat(1000)}` }],
  [
    'bot',
    'a search engine',
    { 'user-agent': 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)' },
  ],
]
for (const [reason, name, headers] of refused) {
  test(`${name} is refused as ${reason}, by POST and by the picture`, async () => {
    const visits = await openTestVisits()
    const answer = await answerVisit(visits, visitRequest({ headers: { ...headers } }))
    expect(answer.status).toBe(200)
    expect(jsonOf(answer)).toEqual({ slug: 'seminar', today: 0, total: 111, counted: false, reason })
    const picture = visitRequest({ method: 'GET', pixel: true, headers: { ...headers }, body: Buffer.alloc(0) })
    expect((await answerVisit(visits, picture)).status).toBe(200)
    expect(visits.counters().get(reason)).toBe(2)
    expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 0, total: 111 })
  })
}

test('the first reason that applies is the one given', async () => {
  const visits = await openTestVisits()
  const reasonOf = async (fields: Parameters<typeof visitRequest>[0]) =>
    Object(jsonOf(await answerVisit(visits, visitRequest(fields))))['reason']
  const everything = { 'user-agent': 'curl', 'sec-fetch-site': 'cross-site', 'sec-purpose': 'prefetch' }
  expect(await reasonOf({ method: 'PUT', body: 'too-large', slug: 'draft', headers: everything })).toBe('method')
  expect(await reasonOf({ body: 'too-large', slug: 'draft', headers: everything })).toBe('too-large')
  expect(await reasonOf({ body: Buffer.from('{}'), slug: 'draft', headers: everything })).toBe('malformed')
  expect(await reasonOf({ slug: 'draft', headers: everything })).toBe('unknown')
  expect(await reasonOf({ headers: everything })).toBe('cross-site')
  expect(await reasonOf({ headers: { ...everything, 'sec-fetch-site': 'same-origin' } })).toBe('prefetch')
  expect(await reasonOf({ headers: { 'user-agent': 'curl' } })).toBe('bot')
  expect(await reasonOf({})).toBe('counted')
})

test('an event id used for another release is a replay there and counts nothing', async () => {
  const visits = await openTestVisits()
  const body = Buffer.from(JSON.stringify({ event: newEvent() }))
  await answerVisit(visits, visitRequest({ body }))
  const answer = await answerVisit(visits, visitRequest({ body, slug: 'interview', remoteAddress: '192.0.2.9' }))
  expect(jsonOf(answer)).toEqual({ slug: 'interview', today: 0, total: 0, counted: false, reason: 'replay' })
})

test('an event id is the same in capitals and with hyphens', async () => {
  const visits = await openTestVisits()
  const send = async (event: string) =>
    (await visits.record(visitRequest({ body: Buffer.from(JSON.stringify({ event })) }))).reason
  expect(await send('0f8fad5bd9cb469fa16570867728950e')).toBe('counted')
  expect(await send('0F8FAD5B-D9CB-469F-A165-70867728950E')).toBe('replay')
})
