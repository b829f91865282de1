import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differingKeys, withChanges } from '#lib/content/change/layered-map.ts'

interface Entry {
  readonly value: number
}

/** As one text, which is compared in a hundredth of the time. */
const textOf = (entries: Iterable<[number, Entry]>) =>
  [...entries]
    .sort(([a], [b]) => a - b)
    .map(([key, { value }]) => `${key}:${value}`)
    .join()

/** Large enough that changes are written down apart from it. */
const large = new Map(Array.from({ length: 4000 }, (_, key) => [key, { value: key }] as const))

const change = fc.tuple(fc.nat(5000), fc.option(fc.nat(), { nil: undefined }))

test('a map after any changes holds what a copy would, and the maps before it stay as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 60 }), { maxLength: 8 }), (steps) => {
      const expected = new Map<number, Entry>(large)
      let map: ReadonlyMap<number, Entry> = large
      const earlier: { map: ReadonlyMap<number, Entry>; held: string }[] = []
      for (const step of steps) {
        earlier.push({ map, held: textOf(map) })
        const changes = new Map(step.map(([key, value]) => [key, value === undefined ? undefined : { value }] as const))
        map = withChanges(map, changes)
        for (const [key, entry] of changes) {
          if (entry === undefined) expected.delete(key)
          else expected.set(key, entry)
        }
        expect(textOf(map)).toBe(textOf(expected))
        expect(map.size).toBe(expected.size)
        const values = [...map.values()]
        expect(textOf([...map.keys()].map((key, place) => [key, values[place] ?? { value: Number.NaN }]))).toBe(
          textOf(map),
        )
        for (const [key] of changes) {
          expect(map.get(key)).toBe(expected.get(key))
          expect(map.has(key)).toBe(expected.has(key))
        }
        const told: [number, Entry][] = []
        map.forEach((value, key) => void told.push([key, value]))
        expect(textOf(told)).toBe(textOf(map))
      }
      for (const { map: before, held } of earlier) expect(textOf(before)).toBe(held)
    }),
    { numRuns: 20 },
  )
})

test('the keys that differ between two maps are found, whether or not they share their entries', () => {
  const one = withChanges(large, new Map([[7, { value: -1 }]]))
  const other = withChanges(
    one,
    new Map([
      [8, undefined],
      [9, { value: -2 }],
      [4000, { value: -3 }],
    ] as const),
  )
  for (const [a, b] of [
    [one, other],
    [other, one],
    [new Map(one), other],
    [one, new Map(other)],
  ] as const)
    expect([...differingKeys(a, b)].sort((x, y) => x - y)).toEqual([8, 9, 4000])
  expect(differingKeys(large, one)).toEqual(new Set([7]))
  expect(differingKeys(other, other)).toEqual(new Set())
})

test('a few changes of a large map do not copy it, many do', () => {
  const few = withChanges(large, new Map([[7, { value: -1 }]]))
  expect(few).not.toBeInstanceOf(Map)
  const many = new Map(Array.from({ length: 500 }, (_, key) => [key, { value: -key }] as const))
  expect(withChanges(few, many)).toBeInstanceOf(Map)
  expect(withChanges(few, new Map())).toBe(few)
})
