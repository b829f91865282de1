import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affordTerms } from '#lib/search/afford.ts'
import { parseSearch, phraseOf } from '#lib/search/segment.ts'

/** An index in which words have these frequencies; other words are in 80,000 entries, and so is each Han character. */
function afford(text: string, known: Readonly<Record<string, number>> = {}) {
  const frequency = (_: string, token: string) => known[token] ?? 80_000
  const { terms, ...rest } = affordTerms(parseSearch(text).terms, { frequency })
  return { phrases: terms.map(phraseOf), ...rest }
}

const repeat = (text: string, times: number) => Array.from({ length: times }, () => text).join(' ')

test('a phrase with a rare word is looked for whole, however common the others are', () => {
  const phrase = `${repeat('the', 11)} weifang ${repeat('of', 12)}`
  expect(afford(`"${phrase}"`, { weifang: 900 })).toEqual({ phrases: [`"${phrase}"`], isCut: false, isCostly: false })
})

test('of a phrase of common words the part around the rarest is looked for', () => {
  const { phrases, isCut, isCostly } = afford('"a b c d e f g h i j k l"', { i: 70_000 })
  expect(phrases).toEqual(['"g h i j k"'])
  expect([isCut, isCostly]).toEqual([true, true])
})

test('of many common phrases those that there is time for are looked for, the rarest first, in the order of the reader', () => {
  const { phrases, isCut } = afford('"a b" "c d" "e f" "g h" "i j"', { g: 60_000, j: 50_000 })
  expect(phrases).toEqual(['"a b"', '"g h"', '"i j"'])
  expect(isCut).toBe(true)
})

test('ten common words are looked for', () => {
  expect(afford(repeat('word', 10))).toMatchObject({ isCut: false, isCostly: true })
})

test('a common character after a word is left out sooner than the word', () => {
  const { phrases, isCut } = afford('5g车 5g厂 2015年', { '5g': 400, 2015: 9000 })
  expect(phrases).toEqual(['"5g 车" *', '"5g"', '"2015"'])
  expect(isCut).toBe(true)
})

test('no search is left without a term, and none reads more than there is time for', () => {
  const frequencies = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', '车', '厂', '车厂'),
    fc.integer({ min: 0, max: 400_000 }),
  )
  const word = fc.constantFrom('a', 'b', 'c', '车', '车厂', 'a车', '"a b c"', `"${repeat('b', 9)}"`)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), frequencies, (words, known) => {
      const asked = parseSearch(words.join(' ')).terms
      const { terms, isCut } = affordTerms(asked, { frequency: (_, token) => known[token] ?? 0 })
      expect(terms.length).toBeGreaterThan(0)
      expect(isCut).toBe(JSON.stringify(terms) !== JSON.stringify(asked))
      const read = terms.map(
        ({ tokens }) =>
          Math.min(...tokens.map((token) => known[token] ?? 0)) * (tokens.length > 1 ? tokens.length : 0.5),
      )
      expect(read.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(400_000)
    }),
  )
})
