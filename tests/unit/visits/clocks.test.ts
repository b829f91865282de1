import { expect, test } from 'vitest'
import { createToday, startSteadyClock } from '#lib/visits/clocks.ts'

test('today is the day of the site’s zone, whichever way clock and zone are changed', () => {
  let now = Date.UTC(2026, 2, 1, 15, 59)
  let zone = 'Asia/Shanghai'
  const today = createToday({ now: () => now }, () => zone)
  expect(today()).toBe('2026-03-01')
  now += 60_000
  expect(today()).toBe('2026-03-02')
  zone = 'Europe/London'
  expect(today()).toBe('2026-03-01')
  zone = 'Asia/Shanghai'
  expect(today()).toBe('2026-03-02')
  now -= 60_000
  expect(today()).toBe('2026-03-01')
})

test('a machine’s clock that is set does not move the time of hits', () => {
  const clock = { wall: 1_000_000, steady: 500 }
  const now = startSteadyClock({ now: () => clock.wall, steady: () => clock.steady })
  clock.wall += 3_600_000
  clock.steady += 250.4
  expect(now()).toBe(1_000_250)
})
