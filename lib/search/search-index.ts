import { join } from 'node:path'
import Database from 'better-sqlite3'
import { indexTokens } from './segment.ts'

/** Raised whenever what is kept for a release changes form; an index of another version is made anew. */
const version = 1

const schema = `
  CREATE TABLE entry (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, text TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE words USING fts5(
    title, facts, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
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

/** A derived, disposable full-text index in one SQLite file. Nothing in it says who may see a release. */
export interface SearchIndex {
  /** Digest by key of everything that is kept. */
  digests(): Map<string, string>
  /** How many entries there are. */
  size(): number
  put(entries: readonly IndexEntry[]): void
  remove(keys: Iterable<string>): void
  /** Keys with all phrases (FTS5 syntax); best first when `ranked`, in no order else. Titles weigh most. */
  match(phrases: readonly string[], ranked: boolean): string[]
  /** The body's words of an entry. */
  text(key: string): string | undefined
  /** Words that begin with `start` (letters and digits), at most 2,000. */
  vocabulary(start: string): IndexWord[]
  close(): void
}

function openDatabase(dataDir: string): Database.Database {
  const database = new Database(join(dataDir, 'search.sqlite'))
  database.pragma('busy_timeout = 5000')
  database.pragma('journal_mode = WAL')
  // Losing the index costs only the time to make it again, so it does not wait for the disk.
  database.pragma('synchronous = OFF')
  const isCurrent = () => database.pragma('user_version', { simple: true }) === version
  const make = database.transaction(() => {
    // Another process may have made it meanwhile.
    if (isCurrent()) return
    database.exec('DROP TABLE IF EXISTS vocabulary; DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS entry;')
    database.exec(schema)
    database.pragma(`user_version = ${version}`)
  })
  if (!isCurrent()) make.immediate()
  return database
}

/** Opens the index in `dataDir`, making it when there is none or its form is another. Throws what SQLite throws. */
export function openSearchIndex(dataDir: string): SearchIndex {
  const database = openDatabase(dataDir)
  const idOf = database.prepare<[string], { id: number }>('SELECT id FROM entry WHERE key = ?')
  const dropWords = database.prepare<[number]>('DELETE FROM words WHERE rowid = ?')
  const dropEntry = database.prepare<[number]>('DELETE FROM entry WHERE id = ?')
  const addEntry = database.prepare<[string, string, string]>('INSERT INTO entry (key, digest, text) VALUES (?, ?, ?)')
  const addWords = database.prepare<[number | bigint, string, string, string]>(
    'INSERT INTO words (rowid, title, facts, body) VALUES (?, ?, ?, ?)',
  )
  const count = database.prepare<[], { size: number }>('SELECT count(*) AS size FROM entry')
  const all = database.prepare<[], { key: string; digest: string }>('SELECT key, digest FROM entry')
  const found = database.prepare<[string], { key: string }>(
    'SELECT entry.key FROM words JOIN entry ON entry.id = words.rowid WHERE words MATCH ?',
  )
  const foundBest = database.prepare<[string], { key: string }>(
    'SELECT entry.key FROM words JOIN entry ON entry.id = words.rowid WHERE words MATCH ? ORDER BY bm25(words, 8, 3, 1)',
  )
  const textOf = database.prepare<[string], { text: string }>('SELECT text FROM entry WHERE key = ?')
  const wordsFrom = database.prepare<[string, string], { term: string; doc: number }>(
    'SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? LIMIT 2000',
  )
  const drop = (key: string) => {
    const id = idOf.get(key)?.id
    if (id === undefined) return
    dropWords.run(id)
    dropEntry.run(id)
  }
  const tokens = (text: string) => indexTokens(text).join(' ')
  return {
    digests: () => new Map(all.all().map(({ key, digest }) => [key, digest])),
    size: () => count.get()?.size ?? 0,
    put: database.transaction((entries: readonly IndexEntry[]) => {
      for (const { key, digest, title, facts, text } of entries) {
        drop(key)
        const { lastInsertRowid } = addEntry.run(key, digest, text)
        addWords.run(lastInsertRowid, tokens(title), tokens(facts), tokens(text))
      }
    }),
    remove: database.transaction((keys: Iterable<string>) => {
      for (const key of keys) drop(key)
    }),
    match: (phrases, ranked) => (ranked ? foundBest : found).all(phrases.join(' AND ')).map(({ key }) => key),
    text: (key) => textOf.get(key)?.text,
    vocabulary: (start) =>
      wordsFrom.all(start, `${start}\u{10FFFF}`).map(({ term, doc }) => ({ word: term, releases: doc })),
    close: () => database.close(),
  }
}
