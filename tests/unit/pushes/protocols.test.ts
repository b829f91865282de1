import { expect, test } from 'vitest'
import { createBaidu } from '#lib/pushes/protocols/baidu.ts'
import { parseRetryAfter } from '#lib/pushes/protocols/exchange.ts'
import { createIndexNow } from '#lib/pushes/protocols/index-now.ts'
import type { Protocol } from '#lib/pushes/protocols/protocol.ts'
import { createWebSub } from '#lib/pushes/protocols/web-sub.ts'
import { at } from '#tests/support/content/releases.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startPushStandIn } from '#tests/support/site/push-stand-in.ts'

const siteUrl = 'https://news.example.com'
const now = at('2026-11-21 12:00:00')
const midnight = at('2026-11-22')
const [one, two, three] = ['a', 'b', 'c'].map((slug) => `${siteUrl}/en/news/${slug}`) as [string, string, string]
const key = 'abcdef-0123456789'
const token = 'Tok+en/16'

const send = (protocol: Protocol, urls = [one, two]) =>
  protocol.send(urls, { now, signal: new AbortController().signal })

async function standIns(timeout = 10_000) {
  const other = await startPushStandIn()
  return {
    other,
    indexnow: createIndexNow({ siteUrl, key, endpoint: `${other.origin}/indexnow`, timeout }),
    baidu: createBaidu({ siteUrl, token, endpoint: `${other.origin}/urls`, timeout }),
    websub: createWebSub({ hub: `${other.origin}/hub`, timeout }),
  }
}

test('IndexNow gets host, key, where the key stands, and the addresses', async () => {
  const { other, indexnow } = await standIns()
  await send(indexnow)
  expect(other.calls).toEqual([
    { method: 'POST', path: '/indexnow', type: 'application/json; charset=utf-8', body: expect.any(String) },
  ])
  expect(JSON.parse(other.calls[0]?.body ?? '')).toEqual({
    host: 'news.example.com',
    key,
    keyLocation: `${siteUrl}/${key}.txt`,
    urlList: [one, two],
  })
})

test('Baidu gets the addresses as lines of plain text, with site and token in the address', async () => {
  const { other, baidu } = await standIns()
  await send(baidu)
  const path = '/urls?site=https://news.example.com&token=Tok%2Ben%2F16'
  expect(other.calls).toEqual([{ method: 'POST', path, type: 'text/plain', body: `${one}\n${two}` }])
})

test('a hub gets the address of a feed as a form', async () => {
  const { other, websub } = await standIns()
  await send(websub, [`${siteUrl}/zh/tag/%E4%BF%A1%E6%81%AF/rss.xml`])
  expect(other.calls[0]).toMatchObject({ path: '/hub', type: 'application/x-www-form-urlencoded' })
  expect([...new URLSearchParams(other.calls[0]?.body)]).toEqual([
    ['hub.mode', 'publish'],
    ['hub.url', `${siteUrl}/zh/tag/%E4%BF%A1%E6%81%AF/rss.xml`],
  ])
})

test.each([
  ['indexnow', 200, 'sent'],
  ['indexnow', 202, 'sent'],
  ['indexnow', 400, 'refused'],
  ['indexnow', 403, 'refused'],
  ['indexnow', 422, 'refused'],
  ['indexnow', 429, 'later'],
  ['indexnow', 500, 'later'],
  ['indexnow', 503, 'later'],
  ['indexnow', 302, 'refused'],
  ['websub', 200, 'sent'],
  ['websub', 202, 'sent'],
  ['websub', 204, 'sent'],
  ['websub', 400, 'refused'],
  ['websub', 404, 'refused'],
  ['websub', 408, 'later'],
  ['websub', 429, 'later'],
  ['websub', 502, 'later'],
] as const)('%s: an answer %i means %s', async (target, status, kind) => {
  const { other, [target]: protocol } = await standIns()
  other.answer({ status, headers: { location: '/elsewhere' } })
  expect((await send(protocol)).kind).toBe(kind)
  expect(other.calls).toHaveLength(1)
})

test.each([
  [400, 'site error', { kind: 'refused' }],
  [400, 'empty content', { kind: 'refused' }],
  [400, 'only 2000 urls are allowed once', { kind: 'too-many', resume: midnight }],
  [400, 'over quota', { kind: 'too-many', resume: midnight }],
  [401, 'token is not valid', { kind: 'refused' }],
  [404, 'not found', { kind: 'refused' }],
  [500, 'internal error, please try later', { kind: 'later' }],
])('Baidu: an answer %i "%s" is understood', async (status, message, outcome) => {
  const { other, baidu } = await standIns()
  other.answer({ status, body: JSON.stringify({ error: status, message }) })
  expect(await send(baidu)).toEqual({ ...outcome, answer: `HTTP ${status} {"error":${status},"message":"${message}"}` })
})

test.each([
  ['all', { success: 3, remain: 10 }, [], []],
  [
    'a foreign one and a false one',
    { success: 1, remain: 9, not_same_site: [two], not_valid: [three] },
    [two, three],
    [],
  ],
  ['not all of the day any more', { success: 1, remain: 0 }, [], [two, three]],
  ['the last of the day', { success: 3, remain: 0 }, [], []],
])('Baidu took %s: the rest is known', async (_, body, refused, left) => {
  const { other, baidu } = await standIns()
  other.answer({ status: 200, body: JSON.stringify(body) })
  const outcome = await send(baidu, [one, two, three])
  if (outcome.kind !== 'sent') throw new Error(outcome.kind)
  expect([[...(outcome.refused ?? [])].map(([url]) => url), outcome.left]).toEqual([refused, left])
  expect(outcome.resume).toBe(body.remain === 0 ? midnight : undefined)
})

test.each([
  '<html>Bad gateway</html>',
  '',
  '{"success":"many"}',
  '[]',
  '{"success":0,"remain":5}',
  '{"success":0,"not_valid":["x"]}',
])('Baidu: an answer 200 that says nothing taken is asked again: %s', async (body) => {
  const { other, baidu } = await standIns()
  other.answer({ status: 200, body })
  expect((await send(baidu)).kind).toBe('later')
})

test.each(['indexnow', 'baidu', 'websub'] as const)(
  '%s: who hangs, cuts or is not there is asked again',
  async (target) => {
    const { other, [target]: protocol } = await standIns(200)
    other.answer('hang', 'cut')
    expect(await send(protocol)).toEqual({ kind: 'later', answer: 'no answer within 0.2 s' })
    expect(await send(protocol)).toMatchObject({ kind: 'later' })
    const nobody = createWebSub({ hub: `http://127.0.0.1:${await freePort()}/` })
    expect(await send(nobody)).toMatchObject({ kind: 'later', answer: expect.stringContaining('ECONNREFUSED') })
  },
)

test('of an endless answer only the beginning is read', async () => {
  const { other, indexnow } = await standIns()
  other.answer('flood')
  const outcome = await send(indexnow)
  expect(outcome.kind).toBe('sent')
  expect(outcome.answer.length).toBeLessThanOrEqual(200)
})

test.each(['indexnow', 'baidu'] as const)('%s: an echoed secret is in no receipt', async (target) => {
  const { other, [target]: protocol } = await standIns()
  other.answer({ status: 400, body: `bad ${key} and ${token} and ${encodeURIComponent(token)}\n\u0007!` })
  const { answer } = await send(protocol)
  expect(answer).toContain('•••')
  expect(answer).not.toMatch(target === 'indexnow' ? key : /Tok.{1,3}en/)
  expect(answer).not.toMatch(/\p{Cc}/u)
})

test.each([
  ['120', now + 120_000],
  ['Sat, 21 Nov 2026 05:00:00 GMT', at('2026-11-21 13:00:00')],
  ['Sat, 21 Nov 2026 01:00:00 GMT', now],
  ['999999999', now + 86_400_000],
  ['soon', undefined],
])('Retry-After: %s is understood, for a day at most', (value, instant) => {
  expect(parseRetryAfter(value, now)).toBe(instant)
})

test('Retry-After comes with the outcome', async () => {
  const { other, indexnow } = await standIns()
  other.answer({ status: 429, headers: { 'retry-after': '7200' } })
  expect(await send(indexnow)).toMatchObject({ kind: 'later', resume: now + 7_200_000 })
})
