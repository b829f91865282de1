import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'

const token = 'a-token-of-the-operations-team'
const indexNowKey = 'Key-0123456789-of-IndexNow'
let site: RunningSite
beforeAll(async () => {
  site = await startSite({
    environment: {
      METRICS_TOKEN: token,
      INDEXNOW_KEY: indexNowKey,
      VISIT_WINDOW_SECONDS: '45',
      VISIT_LIMITS: '7/minute,70/day,60/release',
    },
  })
})
afterAll(() => site.stop())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${site.origin}${path}`, { headers })
const elsewhere = { 'x-forwarded-for': '192.0.2.7' }

test('metrics tell of visits, content and the process in the text format of Prometheus', async () => {
  const answer = await get('/metrics')
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(text).toContain('newsroom_releases{locale="en"} 3')
  expect(text).toContain('newsroom_visit_store_up 1')
  expect(text).toMatch(/^process_resident_memory_bytes [0-9]+/m)
})

test('metrics tell what kept pages take, each encoding when it is made', async () => {
  const takes = async () => Number(/^newsroom_page_cache_bytes (\d+)$/m.exec(await (await get('/metrics')).text())?.[1])
  const after = async (encoding: string) => {
    await (await get('/en/about', { 'accept-encoding': encoding })).text()
    return await takes()
  }
  const [before, plain, gzip, again] = [
    await takes(),
    await after('identity'),
    await after('gzip'),
    await after('gzip'),
  ]
  expect(plain).toBeGreaterThan(before)
  expect(gzip).toBeGreaterThan(plain)
  expect(again).toBe(gzip)
})

test('a refused hit shows in the metrics with its reason', async () => {
  await fetch(`${site.origin}/api/visits/no-such-release`, {
    method: 'POST',
    body: JSON.stringify({ event: 'a'.repeat(32) }),
  })
  expect(await (await get('/metrics')).text()).toContain('newsroom_visit_decisions_total{reason="unknown"} 1')
})

test.each(['/metrics', '/en/stats', '/zh/stats'])(
  '%s asks others for the token and gives nothing away',
  async (path) => {
    const answer = await get(path, elsewhere)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('Basic')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(await answer.text()).not.toMatch(/newsroom_|Refused hits by reason|未计入的请求/)
    expect((await get(path, { ...elsewhere, authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await get(path, elsewhere)).status).toBe(401)
  },
)

test.each(['en', 'zh'])(
  'the team sees figures by day, by release and by reason in %s, kept by nobody',
  async (locale) => {
    const answer = await get(`/${locale}/stats`)
    const text = await answer.text()
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
    expect(text.match(/<table/g)).toHaveLength(3)
    expect(text).toContain('<svg')
  },
)

test('the key of IndexNow stands at its address, and no other', async () => {
  const answer = await get(`/${indexNowKey}.txt`)
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'text/plain; charset=utf-8',
    indexNowKey,
  ])
  expect((await get('/another-key.txt')).status).toBe(404)
  expect((await get(`/${indexNowKey.toLowerCase()}.txt`)).status).toBe(404)
  const health = await (await get('/api/health')).json()
  expect(health.pushes).toEqual({ state: 'off' })
})

test.each([
  ['en', /once in 45 seconds.*7 times a minute and 70 times a day, for one release 60 times a day/],
  ['zh', /45秒内最多计一次.*每分钟最多计7次，每天最多计70次；同一稿件每天最多计60次/],
])('“How we count” tells readers the settings that this site has, in %s', async (locale, words) => {
  const text = await (await get(`/${locale}/about/visits`)).text()
  expect(text.replaceAll(/<[^>]*>/g, ' ')).toMatch(words)
})
