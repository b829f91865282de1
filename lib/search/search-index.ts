import type Database from 'better-sqlite3'
import { prepareCommonTokens } from './tables/common-tokens.ts'
import { openTables, type SearchTable } from './tables/index-tables.ts'
import { prepareMatching } from './tables/matching.ts'
import { prepareMerging, prepareWriting } from './tables/writing.ts'

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
  /** Puts in one place what was written in many, and works out which tokens are common; for after much was written. */
  optimize(): void
  /** Whether `optimize` would make searches quicker by far. */
  needsOrder(): boolean
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
  /** Words that begin with `start` (letters and digits), at most 500; some may be in no entry of `words`. */
  vocabulary(start: string): string[]
  /** How many entries of `words` have a word. */
  count(word: string): number
  close(): void
}

/** How to open an index; by itself it is made when there is none, and has common tokens from 1,000 entries on. */
export interface OpenOptions {
  readonly mustExist?: boolean
  readonly fewEntries?: number
}

/** Opens the index in `file`, making it when its form is another and, unless it must exist, when there is none. Throws what SQLite throws. */
export function openSearchIndex(file: string, { mustExist = false, fewEntries }: OpenOptions = {}): SearchIndex {
  const database = openTables(file, mustExist)
  try {
    const common = prepareCommonTokens(database, fewEntries)
    return {
      ...prepareMerging(database, common),
      ...prepareWriting(database, common),
      ...prepareEntries(database),
      ...prepareMatching(database, common),
      close: () => database.close(),
    }
  } catch (error) {
    database.close()
    throw error
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
