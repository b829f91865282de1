import { expect, test } from 'vitest'
import { createSetbacks } from '#lib/serve/workers/setbacks.ts'

test('the first ends are replaced at once, later ones ever more slowly, and too many in a minute not at all', () => {
  const setbacks = createSetbacks(2, () => 1000)
  const waits = Array.from({ length: 11 }, () => setbacks.note())
  expect(waits).toEqual([0, 0, 100, 200, 400, 800, 1600, 3200, 5000, 5000, undefined])
})

test('ends of more than a minute ago are forgiven', () => {
  let now = 0
  const setbacks = createSetbacks(1, () => now)
  for (let end = 0; end < 100; end += 1) {
    expect(setbacks.note()).toBe(0)
    now += 60_000
  }
})
