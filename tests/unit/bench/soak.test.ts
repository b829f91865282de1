import { expect, test } from 'vitest'
import { growthOf, listMemory, type Slice } from '#tests/bench/parts/soak/soak-memory.ts'
import { Collections } from '#tests/bench/servers/collections.ts'

const slice = (resident: readonly number[], live: readonly number[]): Slice => ({
  hot: 1000,
  mixed: 100,
  faults: 0,
  resident,
  live,
})

test('what is in use is what the main thread’s whole heap was collected to', () => {
  const collections = new Collections()
  for (const line of [
    'the site says something',
    '[49:0x2d636ce0]       31 ms: Scavenge 8.1 (9.9) -> 7.4 (11.9) MB, 1.30 / 0.00 ms  (average mu = 1.000) allocation failure;',
    '[49:0x7f9c04000f00]   98 ms: Mark-Compact 30.0 (40.0) -> 20.0 (40.0) MB, 8.12 / 0.06 ms (average mu = 0.9) finalize;',
    '[49:0x2d636ce0]   109696 ms: Mark-Compact 93.2 (121.6) -> 68.2 (121.8) MB, 11.01 / 0.29 ms (average mu = 0.9) finalize;',
    '[49:0x2d636ce0]   109999 ms: Mark-Compact (reduce) 85.9 (124.4) -> 70.5 (123.1) MB, pooled: 1 MB, 8.12 / 0.06 ms',
  ])
    collections.readLine(line)
  expect(collections.take()).toEqual([68.2, 70.5])
  expect(collections.take()).toEqual([])
})

test('growth is told by the least of each slice, whatever garbage came between', () => {
  const slices = Array.from({ length: 8 }, (_, index) => slice([250 + index * 90, 250], [60 + index, 90]))
  expect(growthOf(slices, 'resident', 15)).toEqual({ slope: 0, error: 0 })
  expect(growthOf(slices, 'live', 15)).toEqual({ slope: 4, error: 0 })
})

test('a slice without a collection leaves a gap, and the others where they are', () => {
  const slices = Array.from({ length: 8 }, (_, index) => slice([250], index === 3 ? [] : [60 + index]))
  expect(growthOf(slices, 'live', 60).slope).toBe(1)
})

test('the curve goes from the first slice over each two and a half minutes to the last', () => {
  const slices = Array.from({ length: 40 }, (_, index) => slice([250 + index / 8], [60 + index / 2]))
  expect(listMemory(slices, 15)).toEqual([
    ['in the first slice, MB', '250', '60'],
    ['after 2.5 minutes', '251', '65'],
    ['after 5 minutes', '253', '70'],
    ['after 7.5 minutes', '254', '75'],
    ['in the last', '255', '79.5'],
    ['most at any time', '255', '79.5'],
    ['growth, MB a minute', '0.5 ± 0', '2 ± 0'],
    ['flat', 'yes', 'no'],
  ])
})

test('nothing is said of a run that is too short', () => {
  const slices = Array.from({ length: 3 }, () => slice([250], [60]))
  expect(listMemory(slices, 15).at(-1)).toEqual(['flat', 'too short to say', 'too short to say'])
})
