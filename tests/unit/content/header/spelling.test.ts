import { expect, test } from 'vitest'
import { nearest } from '#lib/content/header/spelling.ts'

test.each([
  ['tgas', 'tags'],
  ['tagss', 'tags'],
  ['Sum-mary', 'summary'],
  ['sumary', 'summary'],
  ['datline', 'dateline'],
  ['legcyVisit', 'legacyVisits'],
])('%s was probably meant to be %s', (word, meant) => {
  expect(nearest(word, ['title', 'tags', 'summary', 'dateline', 'legacyVisits'])).toBe(meant)
})

test('a short word may differ by one step, one of up to eight letters by two, a longer one by three', () => {
  const differing = (length: number, steps: number) =>
    nearest('x'.repeat(steps) + 'a'.repeat(length - steps), ['a'.repeat(length)]) !== undefined
  const most = (length: number) => [1, 2, 3, 4].filter((steps) => differing(length, steps)).at(-1)
  expect([4, 5, 8, 9].map(most)).toEqual([1, 2, 2, 3])
})

test('of words equally near the first is proposed', () => {
  expect(nearest('dat', ['date', 'data'])).toBe('date')
})

test('nothing is near to nothing, nor to a word of more than forty letters', () => {
  expect(nearest('', ['a'])).toBeUndefined()
  expect(nearest('- _', ['a'])).toBeUndefined()
  const long = (length: number) => nearest('a'.repeat(length), ['a'.repeat(length)])
  expect([long(40), long(41)]).toEqual(['a'.repeat(40), undefined])
})
