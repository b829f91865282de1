import type Database from 'better-sqlite3'
import { type Bits, setBit } from './bits.ts'
import { prepareIds, type TellIds } from './ids.ts'

/** The tables of which common tokens are kept apart; in `waiting` there is little. */
export const commonTables = ['words', 'titles', 'characters'] as const
export type CommonTable = (typeof commonTables)[number]

/** The tokens under which an entry stands in each of the tables. */
export type EntryTokens = Readonly<Record<CommonTable, readonly string[]>>

/**
 * Which entries have a common token, in a bit for each id, where FTS5 would tell tens of thousands of ids. Whoever writes
 * an entry keeps them true, in the same transaction.
 */
export interface CommonTokens {
  /** The ids of the entries with a token; `undefined` of one that is not common. To be asked within a transaction. */
  list(table: CommonTable, token: string): Bits | undefined
  /** Whether there are any; else nothing need be noted. */
  areAny(): boolean
  /** Notes the tokens of entries that were written, by id; `undefined` of one that is no more. */
  note(written: ReadonlyMap<number, EntryTokens | undefined>): void
  /** Whether other tokens may be common than when that was last worked out. */
  isStale(): boolean
  /** Works out which tokens are common. Reads the whole index; takes seconds of a large one. */
  make(): void
}

/** Of fewer entries FTS5 tells the ids of any token quickly. */
const fewEntries = 1000

/** A token is common that more than one in so many entries has. */
const oneIn = 30

/** When the number of entries has changed by more than one in so many, other tokens may be common. */
const staleAfter = 10

/** Ids in one row, which is written anew when one of its entries changes. SQLite keeps a row of twice as many in a page of its own. */
const inRow = 4096

/** `least`: of fewer entries no token is common. */
export function prepareCommonTokens(database: Database.Database, least = fewEntries): CommonTokens {
  const count = database.prepare<[], number>('SELECT count(*) FROM entry').pluck()
  const madeOf = database.prepare<[], number>('SELECT entries FROM common_made').pluck()
  const any = database.prepare<[], number>('SELECT 1 FROM common LIMIT 1').pluck()
  const size = () => count.get() ?? 0
  return {
    list: prepareList(database),
    areAny: () => any.get() !== undefined,
    note: prepareNote(database),
    isStale() {
      const [entries, made] = [size(), madeOf.get()]
      return entries >= least && (made === undefined || Math.abs(entries - made) > made / staleAfter)
    },
    make: prepareMake(database, size, least),
  }
}

function prepareList(database: Database.Database): CommonTokens['list'] {
  const numberOf = database
    .prepare<[string, string], number>('SELECT number FROM common WHERE place = ? AND token = ?')
    .pluck()
  const lastRow = database.prepare<[], number | null>('SELECT max(row) FROM common_row').pluck()
  const rowsOf = database
    .prepare<[number, number], [row: number, bits: Buffer]>(
      `WITH RECURSIVE every (row) AS (SELECT 0 UNION ALL SELECT row + 1 FROM every WHERE row < ?)
       SELECT row, bits FROM every CROSS JOIN common_row USING (row) WHERE number = ?`,
    )
    .raw()
  return (table, token) => {
    const number = numberOf.get(table, token)
    if (number === undefined) return undefined
    const last = lastRow.get() ?? 0
    const list = new Uint8Array(((last + 1) * inRow) / 8)
    for (const [row, bits] of rowsOf.all(last, number)) list.set(bits, (row * inRow) / 8)
    return list
  }
}

const setRowIn = (database: Database.Database) =>
  database.prepare<[number, number, Uint8Array]>(
    'INSERT OR REPLACE INTO common_row (row, number, bits) VALUES (?, ?, ?)',
  )

interface KeptRow {
  readonly number: number
  readonly place: CommonTable
  readonly token: string
  /** `null` when none of its entries has the token. */
  readonly bits: Buffer | null
}

type Written = readonly [id: number, tokens: Readonly<Record<CommonTable, ReadonlySet<string>>> | undefined]

const toSets = ({ words, titles, characters }: EntryTokens) => ({
  words: new Set(words),
  titles: new Set(titles),
  characters: new Set(characters),
})

function prepareNote(database: Database.Database): CommonTokens['note'] {
  const rowOfEach = database.prepare<[number], KeptRow>(
    `SELECT common.number, place, token, bits
     FROM common LEFT JOIN common_row ON common_row.row = ? AND common_row.number = common.number`,
  )
  const setRow = setRowIn(database)
  const noteRow = (row: number, written: readonly Written[]) => {
    for (const { number, place, token, bits } of rowOfEach.all(row)) {
      const next = bits === null ? new Uint8Array(inRow / 8) : new Uint8Array(bits)
      for (const [id, tokens] of written) setBit(next, id % inRow, tokens?.[place].has(token) ?? false)
      if (bits === null ? next.some((byte) => byte > 0) : bits.compare(next) !== 0) setRow.run(row, number, next)
    }
  }
  return (written) => {
    const byRow = new Map<number, Written[]>()
    for (const [id, tokens] of written) {
      const row = Math.floor(id / inRow)
      const others = byRow.get(row) ?? []
      byRow.set(row, others)
      others.push([id, tokens === undefined ? undefined : toSets(tokens)])
    }
    for (const [row, entries] of byRow) noteRow(row, entries)
  }
}

function prepareMake(database: Database.Database, size: () => number, least: number): CommonTokens['make'] {
  const setRow = setRowIn(database)
  const add = database.prepare<[string, string]>('INSERT INTO common (place, token) VALUES (?, ?)')
  const setMade = database.prepare<[number]>('INSERT INTO common_made (entries) VALUES (?)')
  const reading = commonTables.map((table) => ({
    table,
    frequent: database.prepare<[number], string>(`SELECT term FROM ${table}_vocabulary WHERE doc > ?`).pluck(),
    tellIds: prepareIds(database, table),
  }))
  return database.transaction(() => {
    const entries = size()
    database.exec('DELETE FROM common_row; DELETE FROM common; DELETE FROM common_made')
    setMade.run(entries)
    if (entries < least) return
    for (const { table, frequent, tellIds } of reading) {
      for (const token of frequent.all(entries / oneIn)) {
        const number = Number(add.run(table, token).lastInsertRowid)
        for (const [row, bits] of readRows(tellIds, token)) setRow.run(row, number, bits)
      }
    }
  })
}

function readRows(tellIds: TellIds, token: string): Map<number, Bits> {
  const rows = new Map<number, Bits>()
  tellIds(`"${token}"`, (id) => {
    const row = Math.floor(id / inRow)
    const bits = rows.get(row) ?? new Uint8Array(inRow / 8)
    rows.set(row, bits)
    setBit(bits, id % inRow, true)
  })
  return rows
}
