import { expect, test } from 'vitest'
import { parseSearch } from '#lib/search/segment.ts'
import { suggestWords } from '#lib/search/suggest.ts'

test('a word that readers may not know of is not suggested, however frequent it is in the index', () => {
  const words = new Map([
    ['merges', 30],
    ['merger', 2],
  ])
  const suggestFor = (isPublic: (word: string) => boolean) =>
    suggestWords(parseSearch('mergex').terms, {
      wordsFrom: (start) => [...words.keys()].filter((word) => word.startsWith(start)),
      count: (word) => words.get(word) ?? 0,
      isPublic,
    })
  expect(suggestFor((word) => words.has(word))).toBe('merges')
  expect(suggestFor((word) => word === 'merger')).toBe('merger')
  expect(suggestFor(() => false)).toBeUndefined()
})

test('a word of the list that no release has is not suggested', () => {
  const suggest = (releases: number) =>
    suggestWords(parseSearch('mergex').terms, {
      wordsFrom: (start) => ['merger'].filter((word) => word.startsWith(start)),
      count: () => releases,
      isPublic: (word) => word !== 'mergex',
    })
  expect([suggest(1), suggest(0)]).toEqual(['merger', undefined])
})
