import type { SearchTerm } from './segment.ts'

/** Edits between two words: insert, delete, replace, or swap two neighbours (optimal string alignment distance). */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : replaced
      row.push(Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped))
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}

/** The words of an index, which holds what is not public too, and which of them readers may know of. */
export interface Vocabulary {
  wordsFrom(start: string): readonly string[]
  /** How many releases of the index have a word. */
  count(word: string): number
  /** Whether a release that may be read has the word: an unpublished one must not show by what is suggested, or is not. */
  isPublic(word: string): boolean
}

/** The most frequent word of the index that is nearly `word`: same first letter, one edit, or two from eight letters. */
function nearestWord(word: string, { wordsFrom, count, isPublic }: Vocabulary): string | undefined {
  const edits = word.length >= 8 ? 2 : 1
  const near = [...wordsFrom(word.slice(0, 2)), ...wordsFrom(`${word[0]}${word[2] ?? ''}`)]
    .filter((other) => Math.abs(other.length - word.length) <= edits && other !== word)
    .map((other) => ({ other, distance: editDistance(word, other) }))
    .filter(({ distance }) => distance <= edits)
    .map(({ other, distance }) => ({ other, distance, releases: count(other) }))
    .filter(({ releases }) => releases > 0)
    .sort((a, b) => a.distance - b.distance || b.releases - a.releases)
  return near.find(({ other }) => isPublic(other))?.other
}

/** Words that are looked up for one search: each may take some milliseconds. */
const mostLookedUp = 2

/** What the reader may have meant, from the words of the index; only words of letters (4 or more) are replaced, at most 2. */
export function suggestWords(terms: readonly SearchTerm[], vocabulary: Vocabulary): string | undefined {
  let changed = false
  let lookedUp = 0
  const words = terms
    .flatMap(({ pieces }) => pieces)
    .map((piece) => {
      if (piece.length < 4 || !/^\p{Script=Latin}+$/u.test(piece)) return piece
      if (lookedUp === mostLookedUp || vocabulary.isPublic(piece)) return piece
      lookedUp += 1
      const nearest = nearestWord(piece, vocabulary)
      if (nearest !== undefined) changed = true
      return nearest ?? piece
    })
  return changed ? words.join(' ') : undefined
}
