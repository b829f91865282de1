import type { SearchIndex } from './search-index.ts'
import type { SearchTerm } from './segment.ts'

/**
 * The most that a search reads of the index, in tokens of entries: one where words must stand side by side, half of one
 * where a word only has to be there. Takes 50 ms of processor time when each of the words is thirty times in an entry.
 */
const mostRead = 400_000

/** What begins with a character is looked for in the pairs of so many: for each entry that has it, as much as so many tokens. */
const openFactor = 4

/** What a search can look for in its time. */
export interface Afforded {
  readonly terms: readonly SearchTerm[]
  /** Whether something was left out. */
  readonly isCut: boolean
  /** Whether it takes more than half of what a search may. */
  readonly isCostly: boolean
}

interface Weighed {
  readonly term: SearchTerm
  /** Where among its tokens the rarest stands, and the entries that have it. */
  readonly rarest: number
  readonly entries: number
  /** What its open end costs. */
  readonly extra: number
}

type Frequencies = Pick<SearchIndex, 'frequency'>

function weigh(term: SearchTerm, index: Frequencies): Weighed {
  const { tokens, open, character } = term
  if (character !== undefined) return { term, rarest: 0, entries: index.frequency('characters', character), extra: 0 }
  const extra = open ? openFactor * index.frequency('characters', tokens.at(-1) ?? '') : 0
  const closed = open ? tokens.slice(0, -1) : tokens
  const counts = closed.map((token) => index.frequency('words', token))
  const entries = Math.min(...counts)
  return { term, rarest: counts.indexOf(entries), entries, extra }
}

const costOf = (entries: number, tokens: number) => (tokens === 1 ? entries / 2 : entries * tokens)

interface Fitted {
  readonly term: SearchTerm
  readonly cost: number
}

/** The whole of a term or, for `left`, the part of it around its rarest token; `undefined` when that costs too much. */
function fitTerm({ term, rarest, entries, extra }: Weighed, left: number): Fitted | undefined {
  const { tokens, pieces } = term
  const cost = costOf(entries, tokens.length) + extra
  if (cost <= left) return { term, cost }
  const part = (from: number, most: number): Fitted => ({
    term: { pieces, tokens: tokens.slice(from, from + most), open: false },
    cost: costOf(entries, most),
  })
  const closed = term.open ? tokens.length - 1 : tokens.length
  const most = Math.min(closed, Math.floor(left / entries))
  if (most >= 2) return part(Math.max(0, Math.min(rarest - Math.floor(most / 2), closed - most)), most)
  return term.character === undefined && costOf(entries, 1) <= left ? part(rarest, 1) : undefined
}

/**
 * The terms that an index answers in the time of a search, which in one of fewer than 5,000 entries are all: of words that
 * are in very many entries only as many as there is time for, the rarest first. What it leaves out makes no hit be missed.
 */
export function affordTerms(terms: readonly SearchTerm[], index: Frequencies): Afforded {
  const weighed = terms.map((term) => weigh(term, index))
  const rarestFirst = weighed.toSorted((a, b) => a.entries - b.entries)
  const kept = new Map<SearchTerm, SearchTerm>()
  let left = mostRead
  for (const one of rarestFirst) {
    // One word is always looked for, however many entries there are.
    const fitted = fitTerm(one, left) ?? (kept.size === 0 ? { term: one.term, cost: left } : undefined)
    if (fitted === undefined) continue
    kept.set(one.term, fitted.term)
    left -= fitted.cost
  }
  return {
    terms: terms.flatMap((term) => kept.get(term) ?? []),
    isCut: terms.some((term) => kept.get(term) !== term),
    isCostly: left < mostRead / 2,
  }
}
