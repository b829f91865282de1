import type Database from 'better-sqlite3'
import { openTables, type SearchTable, searchTables } from './index-tables.ts'
import { hanCharacters, indexTokens } from './segment.ts'

/** What the index keeps of one language version of a release. */
export interface IndexEntry {
  /** `locale/slug`. */
  readonly key: string
  /** Of the version that was read; tells whether an entry is up to date. */
  readonly digest: string
  readonly title: string
  /** Summary, source, tags and number. */
  readonly facts: string
  /** The body's words. */
  readonly text: string
  /** Whether it is not public as it is written. */
  readonly waits: boolean
}

/** A word of the index and the number of releases that have it. */
export interface IndexWord {
  readonly word: string
  readonly releases: number
}

/** A derived, disposable full-text index in one SQLite file. Nothing in it says who may see a release. */
export interface SearchIndex {
  /** What is kept under `key`: of which version, and whether it was not public when it was written. */
  kept(key: string): Pick<IndexEntry, 'digest' | 'waits'> | undefined
  /** Keys of the entries that were not public when they were written. */
  waiting(): string[]
  /** How many entries there are. */
  size(): number
  /** The first `limit` entries whose ids are above `id`, in order. */
  newer(id: number, limit: number): { readonly id: number; readonly key: string }[]
  put(entries: readonly IndexEntry[]): void
  remove(keys: Iterable<string>): void
  /** Has much that is written put together less often, until `optimize`: a quarter of the time. */
  expectMuch(): void
  /** Puts in one place what was written in many; for after much was written. */
  optimize(): void
  /** Tells the id of each entry with all phrases (FTS5 syntax) in `where`, in no order; returns how many there are. */
  match(where: SearchTable, phrases: readonly string[], tell: (id: number) => void): number
  /** About how many entries have a token in `where`; none is told for certain. Takes 0.2 ms of any index. */
  frequency(where: SearchTable, token: string): number
  /** Whether an entry with all phrases, public or not, has an id that is wanted. */
  some(phrases: readonly string[], isWanted: (id: number) => boolean): boolean
  /** How well entries of `words` fit, more being better, by id; titles weigh most. Costs far more than `match`. */
  rank(phrases: readonly string[]): Map<number, number>
  /** The body's words of an entry. */
  text(key: string): string | undefined
  /** Words of `words` that begin with `start` (letters and digits), at most 500. */
  vocabulary(start: string): IndexWord[]
  close(): void
}

type Merging = Pick<SearchIndex, 'expectMuch' | 'optimize'>

/** Bytes that are held before they are written, and how many parts there may be before they are put together, or must be. */
const usualMerging = { hashsize: 1_048_576, automerge: 4, crisismerge: 16 }
const rareMerging = { hashsize: 16_777_216, automerge: 16, crisismerge: 32 }

function prepareMerging(database: Database.Database): Merging {
  const merges = searchTables.map((table) => database.prepare(`INSERT INTO ${table} (${table}) VALUES ('optimize')`))
  // A number that is bound is no whole one to SQLite.
  const setMerging = (merging: typeof usualMerging) => {
    for (const table of searchTables)
      for (const [name, value] of Object.entries(merging))
        database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('${name}', ${value})`)
  }
  return {
    expectMuch: () => setMerging(rareMerging),
    optimize() {
      for (const merge of merges) merge.run()
      setMerging(usualMerging)
    },
  }
}

type Writing = Pick<SearchIndex, 'put' | 'remove'>

function prepareWriting(database: Database.Database): Writing {
  const idOf = database.prepare<[string], number>('SELECT id FROM entry WHERE key = ?').pluck()
  const drops = searchTables.map((table) => database.prepare<[number]>(`DELETE FROM ${table} WHERE rowid = ?`))
  const dropEntry = database.prepare<[number]>('DELETE FROM entry WHERE id = ?')
  // An entry keeps its id, so that who searches while another process writes knows each id that is found.
  const setEntry = database
    .prepare<[string, string, string, number], number>(
      `INSERT INTO entry (key, digest, text, waits) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET digest = excluded.digest, text = excluded.text, waits = excluded.waits
       RETURNING id`,
    )
    .pluck()
  const addingTo = (table: SearchTable) =>
    database.prepare<[number, string, string, string]>(
      `INSERT INTO ${table} (rowid, title, facts, body) VALUES (?, ?, ?, ?)`,
    )
  const [addPublic, addWaiting] = [addingTo('words'), addingTo('waiting')]
  const addCharacters = database.prepare<[number, string]>('INSERT INTO characters (rowid, han) VALUES (?, ?)')
  const addTitle = database.prepare<[number, string]>('INSERT INTO titles (rowid, title) VALUES (?, ?)')
  const put = ({ key, digest, title, facts, text, waits }: IndexEntry) => {
    const earlier = idOf.get(key)
    if (earlier !== undefined) for (const drop of drops) drop.run(earlier)
    const id = setEntry.get(key, digest, text, Number(waits))
    if (id === undefined) throw new Error(`The search index gave ${key} no id.`)
    const [inTitle, inFacts, inBody] = [indexTokens(title), indexTokens(facts), indexTokens(text)]
    const addWords = waits ? addWaiting : addPublic
    addWords.run(id, inTitle.join(' '), inFacts.join(' '), inBody.join(' '))
    addTitle.run(id, inTitle.join(' '))
    const characters = hanCharacters([...inTitle, ...inFacts, ...inBody])
    if (characters.length > 0) addCharacters.run(id, characters.join(' '))
  }
  return {
    put: database.transaction((entries: readonly IndexEntry[]) => {
      for (const entry of entries) put(entry)
    }),
    remove: database.transaction((keys: Iterable<string>) => {
      for (const key of keys) {
        const id = idOf.get(key)
        if (id !== undefined) for (const drop of [...drops, dropEntry]) drop.run(id)
      }
    }),
  }
}

/** Tells each of the whole numbers of a list parted by commas, of which no array is made; returns how many there are. */
function tellIds(list: string, tell: (id: number) => void): number {
  if (list === '') return 0
  let count = 1
  let id = 0
  for (let at = 0; at < list.length; at += 1) {
    const digit = list.charCodeAt(at) - 0x30
    if (digit >= 0) id = id * 10 + digit
    else {
      tell(id)
      count += 1
      id = 0
    }
  }
  tell(id)
  return count
}

/** What `make` gives for each table. */
const of = <T>(make: (table: SearchTable) => T): Readonly<Record<SearchTable, T>> => ({
  words: make('words'),
  waiting: make('waiting'),
  titles: make('titles'),
  characters: make('characters'),
})

/** So many entries of a token are looked at to tell how many there are. */
const probed = 2000

/** Opens the index in `file`, making it when its form is another and, unless it must exist, when there is none. Throws what SQLite throws. */
export function openSearchIndex(file: string, mustExist = false): SearchIndex {
  const database = openTables(file, mustExist)
  try {
    return prepareIndex(database)
  } catch (error) {
    database.close()
    throw error
  }
}

function prepareIndex(database: Database.Database): SearchIndex {
  return {
    ...prepareMerging(database),
    ...prepareWriting(database),
    ...prepareEntries(database),
    ...prepareMatching(database),
    close: () => database.close(),
  }
}

type Entries = Pick<SearchIndex, 'kept' | 'waiting' | 'size' | 'newer' | 'text'>

function prepareEntries(database: Database.Database): Entries {
  const keptOf = database.prepare<[string], { digest: string; waits: number }>(
    'SELECT digest, waits FROM entry WHERE key = ?',
  )
  const waitingKeys = database.prepare<[], string>('SELECT key FROM entry WHERE waits').pluck()
  const count = database.prepare<[], number>('SELECT count(*) FROM entry').pluck()
  const above = database.prepare<[number, number], { id: number; key: string }>(
    'SELECT id, key FROM entry WHERE id > ? ORDER BY id LIMIT ?',
  )
  const textOf = database.prepare<[string], string>('SELECT text FROM entry WHERE key = ?').pluck()
  return {
    kept(key) {
      const row = keptOf.get(key)
      return row === undefined ? undefined : { digest: row.digest, waits: row.waits === 1 }
    },
    waiting: () => waitingKeys.all(),
    size: () => count.get() ?? 0,
    newer: (id, limit) => above.all(id, limit),
    text: (key) => textOf.get(key),
  }
}

type Matching = Pick<SearchIndex, 'match' | 'frequency' | 'some' | 'rank' | 'vocabulary'>

function prepareMatching(database: Database.Database): Matching {
  // One long text takes half the time of a row each.
  const within = (table: SearchTable) =>
    database.prepare<[string], string | null>(`SELECT group_concat(rowid) FROM ${table} WHERE ${table} MATCH ?`).pluck()
  const found = of(within)
  const probing = (table: SearchTable) =>
    database.prepare<[string, number], { count: number; last: number | null }>(
      `SELECT count(*) AS count, max(id) AS last FROM (SELECT rowid AS id FROM ${table} WHERE ${table} MATCH ? LIMIT ?)`,
    )
  const probes = of(probing)
  const any = (['words', 'waiting'] as const).map((table) =>
    database.prepare<[string], number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`).pluck(),
  )
  const highest = database.prepare<[], number | null>('SELECT max(id) FROM entry').pluck()
  const ranked = database
    .prepare<[string], [id: number, fit: number]>('SELECT rowid, -bm25(words, 8, 3, 1) FROM words WHERE words MATCH ?')
    .raw()
  const wordsFrom = database.prepare<[string, string], { term: string; doc: number }>(
    'SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? LIMIT 500',
  )
  const all = (phrases: readonly string[]) => [...new Set(phrases)].join(' AND ')
  return {
    match: (where, phrases, tell) => tellIds(found[where].get(all(phrases)) ?? '', tell),
    frequency(where, token) {
      const { count: few, last } = probes[where].get(`"${token}"`, probed) ?? { count: 0, last: null }
      return few < probed || last === null ? few : Math.round((few * (highest.get() ?? last)) / last)
    },
    some(phrases, isWanted) {
      for (const ids of any) for (const id of ids.iterate(all(phrases))) if (isWanted(id)) return true
      return false
    },
    rank: (phrases) => new Map(ranked.all(all(phrases))),
    vocabulary: (start) =>
      wordsFrom.all(start, `${start}\u{10FFFF}`).map(({ term, doc }) => ({ word: term, releases: doc })),
  }
}
