import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import Database from 'better-sqlite3'
import { errorMessage } from '#lib/errors.ts'
import { Connection } from './connection.ts'

/** Raised whenever the tables or the form of details change; a file of another version is made anew. */
const version = 2

const schema = `
  CREATE TABLE folder (
    path TEXT NOT NULL UNIQUE, rules TEXT NOT NULL, fingerprint TEXT NOT NULL, json TEXT NOT NULL,
    sum INTEGER NOT NULL, sources TEXT NOT NULL
  ) STRICT;
  CREATE TABLE source (key TEXT NOT NULL UNIQUE, detail TEXT NOT NULL, sum INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE stale (key TEXT NOT NULL PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${version};
`

/** Days for which the text of a version is kept that no folder holds any more: a process may still show it. */
const staleDays = 30

/** What was understood of a folder. */
export interface KeptFolder {
  readonly path: string
  /** Of the program and the site: what was understood is good for no other. */
  readonly rules: string
  /** Of the folder when it was read; what was understood is good for no other state of it. */
  readonly fingerprint: string
  readonly json: string
  /** Keys of the texts of its versions. */
  readonly sources: readonly string[]
}

/** A version of a text, and what pages show of it. */
export interface KeptText {
  /** Names the version among all. */
  readonly key: string
  /** JSON of its `Details`; empty for a page's. */
  readonly detail: string
  readonly bytes: Uint8Array
}

/** A derived, disposable file: what reading the content folder gave. It says nothing that the folder does not say. */
export interface DerivedIndex {
  /** Where other threads may open it; `undefined` when it is this object's alone. */
  readonly file: string | undefined
  /** What was understood under these rules of the folders from path `first` to `last`, in the order of their names in bytes. */
  folders(first: string, last: string, rules: string): Map<string, Pick<KeptFolder, 'fingerprint' | 'json'>>
  put(folders: readonly KeptFolder[]): void
  forget(paths: Iterable<string>): void
  /** Paths of all folders that are kept. */
  paths(): string[]
  /** Keeps texts; one that is there already is not written again, but its details are. False when they could not be written. */
  keep(texts: Iterable<KeptText>): boolean
  source(key: string): Uint8Array | undefined
  /** The details that were kept with a text. */
  detail(key: string): string | undefined
  close(): void
}

export interface DerivedIndexOptions {
  /** Called with a reason when the file is of no use and is made anew or done without. */
  readonly onFault: (reason: string) => void
}

/** Removes an SQLite file in WAL mode, with what SQLite keeps beside it. */
export function removeDatabaseFile(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
}

function openDatabase(file: string): Database.Database {
  const database = new Database(file)
  try {
    database.pragma('journal_mode = WAL')
    // Losing it costs the time to make it again, so nothing waits for the disk; a torn file is thrown away.
    database.pragma('synchronous = OFF')
    database.pragma('busy_timeout = 10000')
    database.pragma('cache_size = -8000')
    database.pragma('wal_autocheckpoint = 8000')
    const found = database.pragma('user_version', { simple: true })
    if (found === 0) database.transaction(() => database.exec(schema)).immediate()
    else if (found !== version)
      throw new Database.SqliteError(`It has version ${found}, not ${version}.`, 'SQLITE_MISMATCH')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const insertFolder =
  'INSERT OR REPLACE INTO folder (path, rules, fingerprint, json, sum, sources) VALUES (?, ?, ?, ?, ?, ?)'

const insertSource = `
  INSERT INTO source (key, detail, sum, bytes) VALUES (?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET detail = excluded.detail, sum = excluded.sum WHERE sum <> excluded.sum
`

/** A bit that fell over on the disk must not make a draft public. */
const checksum = (...texts: readonly string[]) => texts.reduce((sum, text) => crc32(text, sum), 0)

const asText = (value: unknown) => (typeof value === 'string' ? value : '')

function retire(connection: Connection, keys: string): void {
  for (const key of keys.split('\n'))
    if (key !== '') connection.run('INSERT OR IGNORE INTO stale (key, since) VALUES (?, unixepoch())', key)
}

class SqliteIndex implements DerivedIndex {
  readonly file: string | undefined
  readonly #options: DerivedIndexOptions
  readonly #renew: (() => Database.Database) | undefined
  #connection: Connection | undefined

  constructor(database: Database.Database, file: string | undefined, options: DerivedIndexOptions, renews = true) {
    this.#connection = new Connection(database)
    this.file = file
    this.#options = options
    if (renews) this.#renew = file === undefined ? openNameless : () => openAnew(file)
  }

  folders(first: string, last: string, rules: string): Map<string, Pick<KeptFolder, 'fingerprint' | 'json'>> {
    const found = new Map<string, Pick<KeptFolder, 'fingerprint' | 'json'>>()
    const sql = 'SELECT path, fingerprint, json, sum FROM folder WHERE path BETWEEN ? AND ? AND rules = ?'
    this.#use((connection) => {
      for (const row of connection.all(sql, first, last, rules)) {
        const [path, fingerprint, json] = [asText(row[0]), asText(row[1]), asText(row[2])]
        if (row[3] === checksum(rules, fingerprint, json)) found.set(path, { fingerprint, json })
      }
    })
    return found
  }

  put(folders: readonly KeptFolder[]): void {
    this.#write((connection) => {
      for (const { path, rules, fingerprint, json, sources } of folders) {
        const before = asText(connection.first('SELECT sources FROM folder WHERE path = ?', path)?.[0])
        const sum = checksum(rules, fingerprint, json)
        connection.run(insertFolder, path, rules, fingerprint, json, sum, sources.join('\n'))
        retire(connection, before)
        for (const key of sources) if (before !== '') connection.run('DELETE FROM stale WHERE key = ?', key)
      }
    })
  }

  forget(paths: Iterable<string>): void {
    this.#write((connection) => {
      for (const path of paths) {
        retire(connection, asText(connection.first('SELECT sources FROM folder WHERE path = ?', path)?.[0]))
        connection.run('DELETE FROM folder WHERE path = ?', path)
      }
    })
  }

  paths(): string[] {
    return this.#use(({ database }) => database.prepare<[], string>('SELECT path FROM folder').pluck().all()) ?? []
  }

  keep(texts: Iterable<KeptText>): boolean {
    const done = this.#write((connection) => {
      for (const { key, detail, bytes } of texts) {
        connection.run(insertSource, key, detail, checksum(detail), bytes)
        connection.run('DELETE FROM stale WHERE key = ?', key)
      }
      return true
    })
    return done === true
  }

  source(key: string): Uint8Array | undefined {
    return this.#use((connection) => {
      const bytes = connection.first('SELECT bytes FROM source WHERE key = ?', key)?.[0]
      return bytes instanceof Uint8Array ? bytes : undefined
    })
  }

  detail(key: string): string | undefined {
    return this.#use((connection) => {
      const [detail, sum] = connection.first('SELECT detail, sum FROM source WHERE key = ?', key) ?? []
      return typeof detail === 'string' && sum === checksum(detail) ? detail : undefined
    })
  }

  close(): void {
    this.#connection?.database.close()
    this.#connection = undefined
  }

  #write<Answer>(work: (connection: Connection) => Answer): Answer | undefined {
    return this.#use((connection) => connection.database.transaction(() => work(connection)).immediate())
  }

  /** Runs `work`. A file that SQLite cannot use is thrown away and made anew, and for this once nothing is known. */
  #use<Answer>(work: (connection: Connection) => Answer): Answer | undefined {
    if (this.#connection === undefined) return undefined
    try {
      return work(this.#connection)
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error
      this.#options.onFault(error.message)
      if (/^SQLITE_(?:BUSY|FULL)/.test(error.code)) return undefined
      this.close()
      this.#reopen()
      return undefined
    }
  }

  /** Without a file everything is read from the folder. */
  #reopen(): void {
    try {
      if (this.#renew !== undefined) this.#connection = new Connection(this.#renew())
    } catch (error) {
      this.#options.onFault(errorMessage(error))
    }
  }
}

function openAnew(file: string): Database.Database {
  removeDatabaseFile(file)
  return openDatabase(file)
}

/** A database that only this process knows and that leaves nothing behind, however the process ends. */
function openNameless(): Database.Database {
  const folder = mkdtempSync(join(tmpdir(), 'newsroom-index-'))
  try {
    return openDatabase(join(folder, 'content.sqlite'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function dropStale(database: Database.Database): void {
  const old = 'SELECT key FROM stale WHERE since < unixepoch() - ? * 86400'
  database.prepare(`DELETE FROM source WHERE key IN (${old})`).run(staleDays)
  database.prepare('DELETE FROM stale WHERE since < unixepoch() - ? * 86400').run(staleDays)
}

/** Where the index of `dataDir` is, when it could be opened there. */
export const indexFileIn = (dataDir: string) => join(dataDir, 'content.sqlite')

/**
 * Opens the index in `dataDir`. A file that is damaged, of another version or not to be written is thrown away or, when that
 * cannot be, done without: then, and without `dataDir`, the index dies with the process. Never throws for the file's sake.
 */
export function openDerivedIndex(dataDir: string | undefined, options: DerivedIndexOptions): DerivedIndex {
  if (dataDir === undefined) return new SqliteIndex(openNameless(), undefined, options)
  const file = indexFileIn(dataDir)
  for (const open of [openDatabase, openAnew]) {
    try {
      const database = open(file)
      dropStale(database)
      return new SqliteIndex(database, file, options)
    } catch (error) {
      options.onFault(errorMessage(error))
    }
  }
  return new SqliteIndex(openNameless(), undefined, options)
}

/** The index at `file` for a thread beside the one that opened it; `undefined` when it cannot be opened. */
export function openSharedIndex(file: string, options: DerivedIndexOptions): DerivedIndex | undefined {
  if (!existsSync(file)) return undefined
  try {
    return new SqliteIndex(openDatabase(file), file, options, false)
  } catch (error) {
    options.onFault(errorMessage(error))
    return undefined
  }
}
