import { expect, test } from 'vitest'
import { instantOf } from '#lib/time-zone.ts'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import type { VisitRow } from '#lib/visits/store/store.ts'
import { handClock, openTestVisits, visitRequest } from '../../support/visits/requests.ts'

// The first instant of the second day, as the zone's law has it.
const midnights: readonly [name: string, zone: string, instant: number, before: string, after: string][] = [
  ['Shanghai', 'Asia/Shanghai', Date.UTC(2026, 2, 1, 16), '2026-03-01', '2026-03-02'],
  ['Kathmandu', 'Asia/Kathmandu', Date.UTC(2026, 2, 1, 18, 15), '2026-03-01', '2026-03-02'],
  ['New York, the day summer time begins', 'America/New_York', Date.UTC(2026, 2, 8, 5), '2026-03-07', '2026-03-08'],
  ['New York, after that day of 23 h', 'America/New_York', Date.UTC(2026, 2, 9, 4), '2026-03-08', '2026-03-09'],
  ['New York, the day summer time ends', 'America/New_York', Date.UTC(2026, 10, 1, 4), '2026-10-31', '2026-11-01'],
  ['New York, after that day of 25 h', 'America/New_York', Date.UTC(2026, 10, 2, 5), '2026-11-01', '2026-11-02'],
  ['Cairo, where 00:00 is skipped', 'Africa/Cairo', Date.UTC(2026, 3, 23, 22), '2026-04-23', '2026-04-24'],
  ['Apia, where 30 December 2011 is skipped', 'Pacific/Apia', Date.UTC(2011, 11, 30, 10), '2011-12-29', '2011-12-31'],
]
for (const [name, timeZone, instant, before, after] of midnights) {
  test(`right day at 23:59:59.999 and 00:00:00.000 in ${name}`, async () => {
    const clock = handClock(instant - 1)
    const store = openMemoryStore()
    const visits = await openTestVisits({ clock, store, timeZone, config: { visitWindowSeconds: 0 } })
    expect(visits.today()).toBe(before)
    expect(await visits.record(visitRequest())).toMatchObject({ today: 1, total: 112 })
    clock.set(instant)
    expect(visits.today()).toBe(after)
    expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 0, total: 112 })
    expect(await visits.record(visitRequest())).toMatchObject({ today: 1, total: 113 })
    const rows: VisitRow[] = []
    for await (const row of store.export()) rows.push(row)
    expect(rows).toEqual([
      { slug: 'seminar', day: before, visits: 1 },
      { slug: 'seminar', day: after, visits: 1 },
    ])
  })
}

test('one reader counts again on the next local day, however short the pause', async () => {
  const midnight = Date.UTC(2026, 2, 1, 16)
  const clock = handClock(midnight - 1)
  const visits = await openTestVisits({ clock })
  expect((await visits.record(visitRequest())).reason).toBe('counted')
  clock.set(midnight)
  expect((await visits.record(visitRequest())).reason).toBe('counted')
  expect((await visits.record(visitRequest())).reason).toBe('repeat')
})

const jumps: readonly [name: string, ms: number][] = [
  ['−2 h', -2 * 3_600_000],
  ['+2 h', 2 * 3_600_000],
  ['+400 days', 400 * 86_400_000],
]
for (const [name, jump] of jumps) {
  test(`clock jumps ${name}: no negative, no double`, async () => {
    const start = instantOf({ year: 2026, month: 3, day: 1, hour: 12, minute: 0, second: 0 }, 'Asia/Shanghai')
    let [wall, steady] = [start, 5_000]
    const clock = { now: () => wall, steady: () => steady }
    const visits = await openTestVisits({ clock })
    const body = visitRequest().body
    expect(await visits.record(visitRequest({ body }))).toMatchObject({ reason: 'counted', today: 1, total: 112 })
    for (const offset of [jump, 0, jump, 0]) {
      steady += 60_000
      wall = start + offset + steady - 5_000
      const sameDay = visits.today() === '2026-03-01'
      expect((await visits.record(visitRequest({ body }))).reason).toBe('replay')
      const again = await visits.record(visitRequest())
      // Another local day is another count by the definition; within the day the window holds, whatever the clock says.
      if (sameDay) expect(again).toMatchObject({ reason: 'repeat', today: 1 })
      expect(again.today).toBeGreaterThanOrEqual(0)
    }
    expect(visits.today()).toBe('2026-03-01')
    const days = name === '+400 days' ? 2 : 1
    expect((await visits.figures(['seminar'])).get('seminar')).toEqual({ today: 1, total: 111 + days })
    steady += 30 * 60_000
    wall = start + steady - 5_000
    expect((await visits.record(visitRequest())).reason).toBe('counted')
  })
}
