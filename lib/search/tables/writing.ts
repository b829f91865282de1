import type Database from 'better-sqlite3'
import type { IndexEntry, SearchIndex } from '../search-index.ts'
import { hanCharacters, indexTokens } from '../segment.ts'
import type { CommonTokens, EntryTokens } from './common-tokens.ts'
import { type SearchTable, searchTables } from './index-tables.ts'

type Merging = Pick<SearchIndex, 'expectMuch' | 'optimize' | 'needsOrder'>

/** Bytes that are held before they are written, and how many parts there may be before they are put together, or must be. */
const usualMerging = { hashsize: 1_048_576, automerge: 4, crisismerge: 16 }
const rareMerging = { hashsize: 16_777_216, automerge: 16, crisismerge: 32 }

export function prepareMerging(database: Database.Database, common: CommonTokens): Merging {
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
      if (common.isStale()) common.make()
    },
    needsOrder: () => common.isStale(),
  }
}

/** Whether a word may be suggested, for one of four letters at least; digits come before letters, and Han after them. */
const isSpelled = (word: string) => word.length >= 3 && word >= 'a' && word.charCodeAt(0) < 0x2e80

type Writing = Pick<SearchIndex, 'put' | 'remove'>

export function prepareWriting(database: Database.Database, common: CommonTokens): Writing {
  const idOf = database.prepare<[string], number>('SELECT id FROM entry WHERE key = ?').pluck()
  const drops = searchTables.map((table) => database.prepare<[number]>(`DELETE FROM ${table} WHERE rowid = ?`))
  const dropEntry = database.prepare<[number]>('DELETE FROM entry WHERE id = ?')
  const add = prepareAdd(database)
  const addWord = database.prepare<[string]>('INSERT OR IGNORE INTO spelling (word) VALUES (?)')
  const put = (entry: IndexEntry): [id: number, tokens: EntryTokens] => {
    const earlier = idOf.get(entry.key)
    if (earlier !== undefined) for (const drop of drops) drop.run(earlier)
    return add(entry)
  }
  return {
    put: database.transaction((entries: readonly IndexEntry[]) => {
      const areNoted = common.areAny()
      const written = new Map<number, EntryTokens>()
      // Most words of a text are in the others too.
      const spelled = new Set<string>()
      for (const entry of entries) {
        const [id, tokens] = put(entry)
        for (const word of tokens.words) if (isSpelled(word)) spelled.add(word)
        // Tokens of many entries that are held until all are written take more time than the writing of words.
        if (areNoted) written.set(id, tokens)
      }
      for (const word of spelled) addWord.run(word)
      common.note(written)
    }),
    remove: database.transaction((keys: Iterable<string>) => {
      const gone = [...keys].flatMap((key) => idOf.get(key) ?? [])
      for (const id of gone) for (const drop of [...drops, dropEntry]) drop.run(id)
      common.note(new Map(gone.map((id) => [id, undefined])))
    }),
  }
}

/** Adds an entry of which the tables hold nothing. */
function prepareAdd(database: Database.Database): (entry: IndexEntry) => [id: number, tokens: EntryTokens] {
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
  return ({ key, digest, title, facts, text, waits }) => {
    const id = setEntry.get(key, digest, text, Number(waits))
    if (id === undefined) throw new Error(`The search index gave ${key} no id.`)
    const [inTitle, inFacts, inBody] = [indexTokens(title), indexTokens(facts), indexTokens(text)]
    const addWords = waits ? addWaiting : addPublic
    addWords.run(id, inTitle.join(' '), inFacts.join(' '), inBody.join(' '))
    addTitle.run(id, inTitle.join(' '))
    const all = [...inTitle, ...inFacts, ...inBody]
    const characters = hanCharacters(all)
    if (characters.length > 0) addCharacters.run(id, characters.join(' '))
    return [id, { words: waits ? [] : all, titles: inTitle, characters }]
  }
}
