import { expect, test } from 'vitest'
import { isSpike } from '#lib/visits/spikes.ts'

test('a spike is more than three times the mean of 28 days, plus 100', () => {
  const before = Array.from({ length: 28 }, (_, index) => ({ day: `2026-02-${index + 1}`, visits: 10 }))
  expect(isSpike(130, before)).toBe(false)
  expect(isSpike(131, before)).toBe(true)
  expect(isSpike(100, [])).toBe(false)
  expect(isSpike(101, [])).toBe(true)
  expect(isSpike(110, [{ day: '2026-02-01', visits: 280 }])).toBe(false)
})
