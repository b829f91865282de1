import { expect, test } from 'vitest'
import { parseSearch } from '#lib/search/segment.ts'
import { suggestWords } from '#lib/search/suggest.ts'

test('a word that readers may not know of is not suggested, however frequent it is in the index', () => {
  const words = [
    { word: 'merges', releases: 30 },
    { word: 'merger', releases: 2 },
  ]
  const suggestFor = (isPublic: (word: string) => boolean) =>
    suggestWords(parseSearch('mergex').terms, {
      wordsFrom: (start) => words.filter(({ word }) => word.startsWith(start)),
      isPublic,
    })
  expect(suggestFor((word) => words.some((known) => known.word === word))).toBe('merges')
  expect(suggestFor((word) => word === 'merger')).toBe('merger')
  expect(suggestFor(() => false)).toBeUndefined()
})
