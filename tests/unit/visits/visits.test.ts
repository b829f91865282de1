import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import type { VisitStore } from '#lib/visits/store/store.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'
import { breakableStore } from '../../support/visits/breakable-store.ts'
import { firefox, handClock, newEvent, openTestVisits, visitRequest } from '../../support/visits/requests.ts'

test('two readers at one address with different browsers are two', async () => {
  const visits = await openTestVisits()
  await visits.record(visitRequest())
  const other = visitRequest({ headers: { 'user-agent': `${firefox} Other/1` } })
  expect(await visits.record(other)).toMatchObject({ counted: true, today: 2 })
})

test('forged X-Forwarded-For makes no new readers without a trusted proxy', async () => {
  const visits = await openTestVisits()
  const from = (address: string) =>
    visits.record(visitRequest({ headers: { 'user-agent': firefox, 'x-forwarded-for': address } }))
  expect((await from('198.51.100.1')).reason).toBe('counted')
  expect((await from('198.51.100.2')).reason).toBe('repeat')
})

for (const hops of [1, 2]) {
  test(`behind ${hops} trusted proxies, what a client forges before its own address makes no new readers`, async () => {
    const visits = await openTestVisits({ config: { trustProxyHops: hops } })
    const proxies = hops === 2 ? ', 10.0.0.7' : ''
    const from = (forged: string, client: string) =>
      visits.record(
        visitRequest({ headers: { 'user-agent': firefox, 'x-forwarded-for': `${forged}, ${client}${proxies}` } }),
      )
    expect((await from('203.0.113.1', '198.51.100.1')).reason).toBe('counted')
    expect((await from('203.0.113.2', '198.51.100.1')).reason).toBe('repeat')
    expect((await from('203.0.113.2', '198.51.100.2')).reason).toBe('counted')
  })
}

test('readers in one IPv6 network of 64 bits are one, in another are another', async () => {
  const visits = await openTestVisits()
  const from = async (remoteAddress: string) => (await visits.record(visitRequest({ remoteAddress }))).reason
  expect(await from('2001:db8::1')).toBe('counted')
  expect(await from('2001:db8::ffff:2')).toBe('repeat')
  expect(await from('2001:db8:0:1::1')).toBe('counted')
})

test('hits beyond the rate are refused, and answered with the figures', async () => {
  const visits = await openTestVisits({
    config: { visitLimits: { perMinute: 2, perDay: 100, perReleasePerDay: 100 }, visitWindowSeconds: 0 },
  })
  const reasons = []
  for (let hit = 0; hit < 3; hit += 1) reasons.push((await visits.record(visitRequest())).reason)
  expect(reasons).toEqual(['counted', 'counted', 'rate'])
  expect(await visits.record(visitRequest())).toMatchObject({ today: 2, total: 113, counted: false })
})

test('a store that is down: the hit is spooled with 202 figures last seen, and counted once when it is back', async () => {
  const store = breakableStore()
  const visits = await openTestVisits({ store })
  await visits.record(visitRequest())
  store.state = 'fail'
  const body = Buffer.from(JSON.stringify({ event: newEvent() }))
  const hit = visitRequest({ body, remoteAddress: '192.0.2.2' })
  expect(await visits.record(hit)).toEqual({
    slug: 'seminar',
    today: 1,
    total: 112,
    counted: false,
    reason: 'spooled',
  })
  expect((await visits.record(hit)).reason).toBe('spooled')
  expect(await visits.health()).toMatchObject({ ok: false, spooled: 1 })
  expect((await visits.health()).warnings).toContain('The store is down. Wait.')
  store.state = 'up'
  await vi.waitFor(async () => expect((await visits.health()).ok).toBe(true), { timeout: 5000 })
  expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 2, total: 113 })
  expect((await visits.record(hit)).reason).toBe('replay')
})

test('while the store is known to be down it is not tried by each hit, and never asked for what is not published', async () => {
  const store = breakableStore()
  const asked = { hit: 0, read: 0 }
  const counting: VisitStore = {
    ...store,
    hit(hit) {
      asked.hit += 1
      return store.hit(hit)
    },
    read(slugs, day) {
      asked.read += 1
      return store.read(slugs, day)
    },
  }
  const visits = await openTestVisits({ store: counting })
  expect((await visits.record(visitRequest({ slug: 'nowhere' }))).reason).toBe('unknown')
  expect(asked.read).toBe(0)
  store.state = 'fail'
  for (const address of ['192.0.2.1', '192.0.2.2'])
    expect((await visits.record(visitRequest({ remoteAddress: address }))).reason).toBe('spooled')
  expect(asked.hit).toBe(1)
  store.state = 'up'
})

test('a store that is down and never answered yet: figures are unknown, not zero', async () => {
  const store = breakableStore()
  store.state = 'fail'
  const visits = await openTestVisits({ store })
  expect(await visits.figures(['seminar'])).toEqual(new Map())
  expect(await visits.record(visitRequest())).toMatchObject({ today: null, total: null, reason: 'spooled' })
})

test('a store that hangs delays figures by 50 ms at most, then by nothing, and shows the last seen', async () => {
  const store = breakableStore()
  const visits = await openTestVisits({ store })
  await visits.record(visitRequest())
  store.state = 'hang'
  const seen = { today: 1, total: 112 }
  expect((await visits.figures(['seminar', 'interview'])).get('seminar')).toEqual(seen)
  const timers = vi.spyOn(globalThis, 'setTimeout')
  expect(await visits.figures(['seminar'])).toEqual(new Map([['seminar', seen]]))
  expect(timers).not.toHaveBeenCalled()
  store.state = 'up'
})

test('a store that is down over midnight: today is unknown, neither yesterday’s figure nor zero, and the total stays', async () => {
  const clock = handClock(Date.UTC(2026, 2, 1, 15, 59, 59))
  const store = breakableStore()
  const visits = await openTestVisits({ store, clock })
  await visits.record(visitRequest())
  store.state = 'fail'
  clock.set(Date.UTC(2026, 2, 1, 16))
  expect(await visits.figures(['seminar', 'interview'])).toEqual(
    new Map([
      ['seminar', { today: null, total: 112 }],
      ['interview', { today: null, total: 0 }],
    ]),
  )
  expect(await visits.record(visitRequest())).toMatchObject({ reason: 'spooled', today: null, total: 112 })
  store.state = 'up'
  const known = async () => (await visits.figures(['seminar'])).get('seminar')
  await vi.waitFor(async () => expect(await known()).toEqual({ today: 1, total: 113 }), { timeout: 5000 })
})

test('neither store nor spool: 503 is the answer, and health names both', async () => {
  const dataDir = await makeTemporaryFolder()
  await writeFile(join(dataDir, 'spool'), 'not a folder')
  const store = breakableStore()
  store.state = 'fail'
  const visits = await openTestVisits({ store, config: { dataDir } })
  expect((await visits.record(visitRequest())).reason).toBe('unavailable')
  const { ok, warnings } = await visits.health()
  expect(ok).toBe(false)
  expect(warnings.join('\n')).toContain('The store is down. Wait.')
  expect(warnings.join('\n')).toContain(`The spool ${join(dataDir, 'spool')} cannot be written to`)
  store.state = 'up'
})

test('a reader counts once although the day began while the store was down', async () => {
  const dataDir = await makeTemporaryFolder()
  const store = breakableStore()
  store.state = 'fail'
  const first = await openTestVisits({ store, config: { dataDir } })
  expect((await first.record(visitRequest())).reason).toBe('spooled')
  await first.close()
  const second = await openTestVisits({ store, config: { dataDir } })
  expect((await second.record(visitRequest())).reason).toBe('spooled')
  store.state = 'up'
  await vi.waitFor(async () => expect((await second.health()).ok).toBe(true), { timeout: 5000 })
  expect((await second.figures(['seminar'])).get('seminar')).toEqual({ today: 1, total: 112 })
  expect((await second.record(visitRequest())).reason).toBe('repeat')
})

test('refused hits are kept by reason and day, at the latest when the process ends', async () => {
  const store = openMemoryStore()
  const visits = await openTestVisits({ store })
  await visits.record(visitRequest({ headers: { 'user-agent': 'curl/8.5.0' } }))
  await visits.record(visitRequest({ headers: { 'user-agent': 'curl/8.5.0' } }))
  await visits.record(visitRequest({ slug: 'draft' }))
  await visits.record(visitRequest())
  await visits.close()
  expect(await store.refusals('2026-03-01', '2026-03-01')).toEqual(
    new Map([
      ['bot', 2],
      ['unknown', 1],
    ]),
  )
})

test('a rename while the store is down is made when it is back, with the hits that waited', async () => {
  const store = breakableStore()
  const visits = await openTestVisits({ store })
  await visits.record(visitRequest({ slug: 'interview' }))
  store.state = 'fail'
  await visits.record(visitRequest({ slug: 'interview', remoteAddress: '192.0.2.2' }))
  await visits.rename('interview', 'seminar')
  store.state = 'up'
  await vi.waitFor(async () => expect((await visits.health()).ok).toBe(true), { timeout: 5000 })
  await vi.waitFor(async () =>
    expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 2, total: 113 }),
  )
})

test('a slug that is a release again keeps what it counts from then on, whatever comes out of the spool', async () => {
  const store = breakableStore()
  const published = new Set(['seminar'])
  const releases = { isPublished: (slug: string) => published.has(slug), legacyVisits: () => 0 }
  const visits = await openTestVisits({ store, releases })
  await visits.rename('interview', 'seminar')
  published.add('interview')
  await visits.record(visitRequest({ slug: 'interview' }))
  store.state = 'fail'
  await visits.record(visitRequest({ slug: 'interview', remoteAddress: '192.0.2.2' }))
  store.state = 'up'
  await vi.waitFor(async () => expect((await visits.health()).ok).toBe(true), { timeout: 5000 })
  await visits.close()
  expect((await store.read(['interview'], '2026-03-01')).get('interview')).toEqual({ today: 2, total: 2 })
})

test('most read: published releases of the last days, or of all times with legacy totals', async () => {
  const store = openMemoryStore()
  const rows = [
    { slug: 'seminar', day: '2026-02-01', visits: 5 },
    { slug: 'interview', day: '2026-03-01', visits: 50 },
    { slug: 'deleted', day: '2026-03-01', visits: 500 },
    { slug: 'seminar', day: '2026-02-24', visits: 9 },
    { slug: 'seminar', day: '2026-02-23', visits: 90 },
  ]
  await store.adopt('before', rows)
  const legacy = [
    { slug: 'archive', visits: 300 },
    { slug: 'seminar', visits: 111 },
  ]
  const visits = await openTestVisits({
    store,
    releases: {
      isPublished: (slug) => slug !== 'deleted',
      legacyVisits: (slug) => legacy.find((release) => release.slug === slug)?.visits ?? 0,
      mostLegacy: (limit) => legacy.slice(0, limit),
    },
  })
  expect(await visits.topReleases(1, 5)).toEqual([{ slug: 'interview', visits: 50 }])
  expect(await visits.topReleases(6, 5)).toEqual([
    { slug: 'interview', visits: 50 },
    { slug: 'seminar', visits: 9 },
  ])
  expect(await visits.topReleases(7, 1)).toEqual([{ slug: 'seminar', visits: 99 }])
  expect(await visits.topReleases('all', 2)).toEqual([
    { slug: 'archive', visits: 300 },
    { slug: 'seminar', visits: 215 },
  ])
})

test('the salt of tomorrow is fetched before midnight, so that a store down at midnight splits no reader', async () => {
  const midnight = Date.UTC(2026, 2, 1, 16)
  const clock = handClock(midnight - 5 * 3_600_000)
  const memory = openMemoryStore()
  const asked: string[] = []
  const store: VisitStore = {
    ...memory,
    salt(day, at, proposed) {
      asked.push(day)
      return memory.salt(day, at, proposed)
    },
  }
  await openTestVisits({ store, clock })
  await vi.waitFor(() => expect(asked).toEqual(['2026-03-01', '2026-03-02']), { timeout: 5000 })
})

test('salts, fingerprints and event ids are forgotten while the site runs, an hour at most after their 48 h', async () => {
  const start = Date.UTC(2026, 2, 1, 4)
  const clock = handClock(start)
  const memory = openMemoryStore()
  const pruned: number[] = []
  const store: VisitStore = {
    ...memory,
    async prune(now) {
      pruned.push(now)
    },
  }
  await openTestVisits({ store, clock })
  clock.set(start + 3_600_000)
  await vi.waitFor(() => expect(pruned).toEqual([start + 3_600_000]), { timeout: 5000 })
})
