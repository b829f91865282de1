import { join } from 'node:path'
import Database from 'better-sqlite3'
import { removeDatabaseFile } from '#lib/content/derived/derived-index.ts'
import { errorCode } from '#lib/errors.ts'
import { hanCharacters, indexTokens } from './segment.ts'

/** Raised whenever what is kept for a release changes form; an index of another version is made anew. */
const version = 3

// Ids are never given twice, so who knows all up to one need only ask for those above it.
const schema = `
  CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE words USING fts5(
    title, facts, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
  );
  -- The same titles apart, in a twentieth of the room: who types is offered them, and of many hits they come first.
  CREATE VIRTUAL TABLE titles USING fts5(
    title, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
  );
  -- Each Han character once an entry: of the words' pairs, thousands may begin with one.
  CREATE VIRTUAL TABLE characters USING fts5(
    han, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0'
  );
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
`

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
}

/** A word of the index and the number of releases that have it. */
export interface IndexWord {
  readonly word: string
  readonly releases: number
}

const searchedIn = ['words', 'titles', 'characters'] as const

/** All words of an entry, those of its title, or its Han characters. */
export type SearchedIn = (typeof searchedIn)[number]

/** A derived, disposable full-text index in one SQLite file. Nothing in it says who may see a release. */
export interface SearchIndex {
  /** Of the version that is kept under `key`. */
  digest(key: string): string | undefined
  /** How many entries there are. */
  size(): number
  /** The first `limit` entries whose ids are above `id`, in order. */
  newer(id: number, limit: number): { readonly id: number; readonly key: string }[]
  put(entries: readonly IndexEntry[]): void
  remove(keys: Iterable<string>): void
  /** Puts in one place what was written in many; for after much was written. */
  optimize(): void
  /** Ids of entries with all phrases (FTS5 syntax) in `where`, in no order. */
  match(where: SearchedIn, phrases: readonly string[]): number[]
  /** Whether an entry with all phrases has an id that is wanted. */
  some(phrases: readonly string[], isWanted: (id: number) => boolean): boolean
  /** How well entries fit, more being better, by id; titles weigh most. Costs far more than `match`. */
  rank(phrases: readonly string[]): Map<number, number>
  /** The body's words of an entry. */
  text(key: string): string | undefined
  /** Words that begin with `start` (letters and digits), at most 500. */
  vocabulary(start: string): IndexWord[]
  close(): void
}

function prepareDatabase(database: Database.Database): void {
  database.pragma('busy_timeout = 5000')
  database.pragma('journal_mode = WAL')
  // Losing the index costs only the time to make it again, so it does not wait for the disk.
  database.pragma('synchronous = OFF')
  database.pragma('cache_size = -8000')
  const isCurrent = () => database.pragma('user_version', { simple: true }) === version
  const make = database.transaction(() => {
    // Another process may have made it meanwhile.
    if (isCurrent()) return
    for (const table of ['vocabulary', ...searchedIn, 'entry']) database.exec(`DROP TABLE IF EXISTS ${table}`)
    database.exec(schema)
    database.pragma(`user_version = ${version}`)
  })
  if (!isCurrent()) make.immediate()
}

/** Opens the file; one that SQLite finds damaged is thrown away and made anew, once. */
function openDatabase(file: string, isNew = false): Database.Database {
  const database = new Database(file)
  try {
    prepareDatabase(database)
    return database
  } catch (error) {
    database.close()
    if (isNew || !/^SQLITE_(?:CORRUPT|NOTADB)/.test(errorCode(error) ?? '')) throw error
  }
  removeDatabaseFile(file)
  return openDatabase(file, true)
}

type Writing = Pick<SearchIndex, 'put' | 'remove' | 'optimize'>

function prepareWriting(database: Database.Database): Writing {
  const idOf = database.prepare<[string], { id: number }>('SELECT id FROM entry WHERE key = ?')
  const dropWords = database.prepare<[number]>('DELETE FROM words WHERE rowid = ?')
  const dropTitle = database.prepare<[number]>('DELETE FROM titles WHERE rowid = ?')
  const dropEntry = database.prepare<[number]>('DELETE FROM entry WHERE id = ?')
  const addEntry = database.prepare<[string, string, string]>('INSERT INTO entry (key, digest, text) VALUES (?, ?, ?)')
  const addWords = database.prepare<[number | bigint, string, string, string]>(
    'INSERT INTO words (rowid, title, facts, body) VALUES (?, ?, ?, ?)',
  )
  const dropCharacters = database.prepare<[number]>('DELETE FROM characters WHERE rowid = ?')
  const addCharacters = database.prepare<[number | bigint, string]>('INSERT INTO characters (rowid, han) VALUES (?, ?)')
  const addTitle = database.prepare<[number | bigint, string]>('INSERT INTO titles (rowid, title) VALUES (?, ?)')
  const merges = searchedIn.map((table) => database.prepare(`INSERT INTO ${table} (${table}) VALUES ('optimize')`))
  const drop = (key: string) => {
    const id = idOf.get(key)?.id
    if (id === undefined) return
    dropWords.run(id)
    dropTitle.run(id)
    dropCharacters.run(id)
    dropEntry.run(id)
  }
  return {
    put: database.transaction((entries: readonly IndexEntry[]) => {
      for (const { key, digest, title, facts, text } of entries) {
        drop(key)
        const { lastInsertRowid } = addEntry.run(key, digest, text)
        const [inTitle, inFacts, inBody] = [indexTokens(title), indexTokens(facts), indexTokens(text)]
        addWords.run(lastInsertRowid, inTitle.join(' '), inFacts.join(' '), inBody.join(' '))
        addTitle.run(lastInsertRowid, inTitle.join(' '))
        const characters = hanCharacters([...inTitle, ...inFacts, ...inBody])
        if (characters.length > 0) addCharacters.run(lastInsertRowid, characters.join(' '))
      }
    }),
    remove: database.transaction((keys: Iterable<string>) => {
      for (const key of keys) drop(key)
    }),
    optimize() {
      for (const merge of merges) merge.run()
    },
  }
}

/** The whole numbers of a list parted by commas. */
function parseIds(list: string): number[] {
  const ids: number[] = []
  let id = 0
  for (let at = 0; at < list.length; at += 1) {
    const digit = list.charCodeAt(at) - 0x30
    if (digit >= 0) id = id * 10 + digit
    else {
      ids.push(id)
      id = 0
    }
  }
  if (list !== '') ids.push(id)
  return ids
}

/** Opens the index in `dataDir`, making it when there is none, its form is another or it is damaged. Throws what SQLite throws. */
export function openSearchIndex(dataDir: string): SearchIndex {
  const database = openDatabase(join(dataDir, 'search.sqlite'))
  const digestOf = database.prepare<[string], string>('SELECT digest FROM entry WHERE key = ?').pluck()
  const count = database.prepare<[], number>('SELECT count(*) FROM entry').pluck()
  const above = database.prepare<[number, number], { id: number; key: string }>(
    'SELECT id, key FROM entry WHERE id > ? ORDER BY id LIMIT ?',
  )
  // One long text takes half the time of a row each.
  const within = (table: SearchedIn) =>
    database.prepare<[string], string | null>(`SELECT group_concat(rowid) FROM ${table} WHERE ${table} MATCH ?`).pluck()
  const found = { words: within('words'), titles: within('titles'), characters: within('characters') }
  const any = database.prepare<[string], number>('SELECT rowid FROM words WHERE words MATCH ?').pluck()
  const ranked = database.prepare<[string], { id: number; fit: number }>(
    'SELECT rowid AS id, -bm25(words, 8, 3, 1) AS fit FROM words WHERE words MATCH ?',
  )
  const textOf = database.prepare<[string], string>('SELECT text FROM entry WHERE key = ?').pluck()
  const wordsFrom = database.prepare<[string, string], { term: string; doc: number }>(
    'SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? LIMIT 500',
  )
  const all = (phrases: readonly string[]) => [...new Set(phrases)].join(' AND ')
  return {
    ...prepareWriting(database),
    digest: (key) => digestOf.get(key),
    size: () => count.get() ?? 0,
    newer: (id, limit) => above.all(id, limit),
    match: (where, phrases) => parseIds(found[where].get(all(phrases)) ?? ''),
    some(phrases, isWanted) {
      for (const id of any.iterate(all(phrases))) if (isWanted(id)) return true
      return false
    },
    rank: (phrases) => new Map(ranked.all(all(phrases)).map(({ id, fit }) => [id, fit])),
    text: (key) => textOf.get(key),
    vocabulary: (start) =>
      wordsFrom.all(start, `${start}\u{10FFFF}`).map(({ term, doc }) => ({ word: term, releases: doc })),
    close: () => database.close(),
  }
}
