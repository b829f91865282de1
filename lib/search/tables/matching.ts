import type Database from 'better-sqlite3'
import type { SearchIndex } from '../search-index.ts'
import { type Bits, hasBit, keepCommon, tellBits } from './bits.ts'
import { type CommonTokens, commonTables } from './common-tokens.ts'
import { prepareIds } from './ids.ts'
import type { SearchTable } from './index-tables.ts'

/** What `make` gives for each table. */
const of = <T>(make: (table: SearchTable) => T): Readonly<Record<SearchTable, T>> => ({
  words: make('words'),
  waiting: make('waiting'),
  titles: make('titles'),
  characters: make('characters'),
})

/** So many entries of a token are looked at to tell how many there are. */
const probed = 2000

const all = (phrases: readonly string[]) => [...new Set(phrases)].join(' AND ')

/** The token that is the whole of a phrase; `undefined` of several, and of the beginning of one. */
const soleToken = (phrase: string) => /^"([^" ]+)"$/.exec(phrase)?.[1]

/** What is found is told by bits where a token is common, and by FTS5 otherwise. */
function prepareMatch(database: Database.Database, common: CommonTokens): SearchIndex['match'] {
  const found = of((table) => prepareIds(database, table))
  const listOf = (where: SearchTable, phrase: string) => {
    const [token, table] = [soleToken(phrase), commonTables.find((kept) => kept === where)]
    return token === undefined || table === undefined ? undefined : common.list(table, token)
  }
  // In one transaction: another process may change both meanwhile, and give the numbers of common tokens to others.
  return database.transaction((where: SearchTable, phrases: readonly string[], tell: (id: number) => void) => {
    const lists: Bits[] = []
    const others: string[] = []
    for (const phrase of phrases) {
      const list = listOf(where, phrase)
      if (list === undefined) others.push(phrase)
      else lists.push(list)
    }
    const [first, ...further] = lists
    if (first === undefined) return found[where](all(others), tell)
    for (const list of further) keepCommon(first, list)
    if (others.length === 0) return tellBits(first, tell)
    let count = 0
    found[where](all(others), (id) => {
      if (!hasBit(first, id)) return
      count += 1
      tell(id)
    })
    return count
  })
}

function prepareFrequency(database: Database.Database): SearchIndex['frequency'] {
  const probes = of((table) =>
    database.prepare<[string, number], { count: number; last: number | null }>(
      `SELECT count(*) AS count, max(id) AS last FROM (SELECT rowid AS id FROM ${table} WHERE ${table} MATCH ? LIMIT ?)`,
    ),
  )
  const highest = database.prepare<[], number | null>('SELECT max(id) FROM entry').pluck()
  return (where, token) => {
    const { count: few, last } = probes[where].get(`"${token}"`, probed) ?? { count: 0, last: null }
    return few < probed || last === null ? few : Math.round((few * (highest.get() ?? last)) / last)
  }
}

type Spelling = Pick<SearchIndex, 'vocabulary' | 'count'>

function prepareSpellings(database: Database.Database, common: CommonTokens): Spelling {
  const wordsFrom = database
    .prepare<[string, string], string>('SELECT word FROM spelling WHERE word >= ? AND word < ? LIMIT 500')
    .pluck()
  const count = database.prepare<[string], number>('SELECT count(*) FROM words WHERE words MATCH ?').pluck()
  return {
    vocabulary: (start) => wordsFrom.all(start, `${start}\u{10FFFF}`),
    count: database.transaction((word: string) => {
      const list = common.list('words', word)
      return list === undefined ? (count.get(`"${word}"`) ?? 0) : tellBits(list, () => {})
    }),
  }
}

type Matching = Pick<SearchIndex, 'match' | 'frequency' | 'some' | 'rank'> & Spelling

export function prepareMatching(database: Database.Database, common: CommonTokens): Matching {
  const any = (['words', 'waiting'] as const).map((table) =>
    database.prepare<[string], number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`).pluck(),
  )
  const ranked = database
    .prepare<[string], [id: number, fit: number]>('SELECT rowid, -bm25(words, 8, 3, 1) FROM words WHERE words MATCH ?')
    .raw()
  return {
    match: prepareMatch(database, common),
    frequency: prepareFrequency(database),
    some(phrases, isWanted) {
      for (const ids of any) for (const id of ids.iterate(all(phrases))) if (isWanted(id)) return true
      return false
    },
    rank: (phrases) => new Map(ranked.all(all(phrases))),
    ...prepareSpellings(database, common),
  }
}
