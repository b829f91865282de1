import { expect, test, vi } from 'vitest'
import { createFigureReader } from '#lib/visits/for-pages/figures.ts'
import type { VisitStore } from '#lib/visits/store/store.ts'
import { breakableStore } from '../../support/visits/breakable-store.ts'
import { handClock, openTestVisits } from '../../support/visits/requests.ts'

/** 40 visits of `seminar`, 5 of them today. */
async function fill(store: VisitStore): Promise<void> {
  await store.adopt('test', [
    { slug: 'seminar', day: '2026-02-27', visits: 35 },
    { slug: 'seminar', day: '2026-03-01', visits: 5 },
  ])
}

test('a store that falls silent before the first page: counted releases show their figures, others their old total', async () => {
  const store = breakableStore()
  await fill(store)
  const visits = await openTestVisits({ store })
  store.state = 'hang'
  expect(await visits.figures(['seminar', 'interview'])).toEqual(
    new Map([
      ['seminar', { today: 5, total: 151 }],
      ['interview', { today: 0, total: 0 }],
    ]),
  )
  store.state = 'up'
})

test('a store that is down from the start: no release shows a zero that nobody knows to be true', async () => {
  const store = breakableStore()
  await fill(store)
  store.state = 'fail'
  const visits = await openTestVisits({ store })
  expect(await visits.figures(['seminar', 'interview'])).toEqual(new Map())
  store.state = 'up'
  await vi.waitFor(async () => expect((await visits.figures(['seminar'])).get('seminar')?.total).toBe(151), {
    timeout: 5000,
  })
})

test('more releases than can be remembered: the rest are unknown, not zero', async () => {
  const store = breakableStore()
  await fill(store)
  await store.adopt('other', [{ slug: 'interview', day: '2026-02-27', visits: 1 }])
  const reader = createFigureReader(store, () => 0, { budget: 1, most: 1 })
  await reader.learn('2026-03-01')
  expect(reader.lastSeen('seminar', '2026-03-01')).toEqual({ today: 5, total: 40 })
  expect(reader.lastSeen('interview', '2026-03-01')).toBeUndefined()
  expect(reader.lastSeen('seminar', '2026-03-02')).toEqual({ today: null, total: 40 })
})

test('the most read releases are the last ones seen while the store is silent, and never those of another day', async () => {
  const store = breakableStore()
  await fill(store)
  const clock = handClock(Date.UTC(2026, 2, 1, 4))
  const visits = await openTestVisits({ store, clock })
  const today = [{ slug: 'seminar', visits: 5 }]
  const week = [{ slug: 'seminar', visits: 40 }]
  expect(await visits.mostRead(1, 5)).toEqual(today)
  expect(await visits.mostRead(7, 5)).toEqual(week)
  store.state = 'hang'
  expect(await visits.mostRead(1, 5)).toEqual(today)
  expect(await visits.mostRead(7, 5)).toEqual(week)
  clock.set(Date.UTC(2026, 2, 2, 4))
  expect(await visits.mostRead(1, 5)).toBeUndefined()
  expect(await visits.mostRead(7, 5)).toEqual(week)
  store.state = 'up'
})

test('a store that falls silent before the first page: the rankings of the start are shown, in whatever length', async () => {
  const store = breakableStore()
  await fill(store)
  await store.adopt('other', [{ slug: 'interview', day: '2026-03-01', visits: 9 }])
  const visits = await openTestVisits({ store })
  store.state = 'hang'
  expect(await visits.mostRead(30, 1)).toEqual([{ slug: 'seminar', visits: 40 }])
  expect(await visits.mostRead(1, 5)).toEqual([
    { slug: 'interview', visits: 9 },
    { slug: 'seminar', visits: 5 },
  ])
  store.state = 'up'
})

test('a short ranking that was shown last is followed by a longer one while the store is silent', async () => {
  const store = breakableStore()
  await fill(store)
  const visits = await openTestVisits({ store })
  await store.adopt('other', [{ slug: 'interview', day: '2026-03-01', visits: 9 }])
  expect(await visits.mostRead(30, 1)).toEqual([{ slug: 'seminar', visits: 40 }])
  store.state = 'hang'
  expect(await visits.mostRead(30, 5)).toHaveLength(2)
  store.state = 'up'
})

test('a store that is down from the start has no rankings, until it is back', async () => {
  const store = breakableStore()
  await fill(store)
  store.state = 'fail'
  const visits = await openTestVisits({ store })
  expect(await visits.mostRead(30, 5)).toBeUndefined()
  store.state = 'up'
  await vi.waitFor(async () => expect(await visits.mostRead(30, 5)).toHaveLength(1), { timeout: 5000 })
})
