import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { errorCode, StoreError } from '#lib/errors.ts'
import { emptiedStore, knownStoreId, meetStore } from '../known-store.ts'
import { applicationId, schema, schemaVersion } from './schema.ts'

export interface SqliteFileOptions {
  /** Path of the database file, absolute. */
  readonly file: string
  /** Where `visits-known.json` stands. */
  readonly dataDir: string
  /** How long a statement waits for another process, ms. */
  readonly busyTimeout: number
  /** Largest size in pages of 4 KB; unlimited when absent. */
  readonly maxPages?: number
}

/** An open visits file, and the means to see that the path still leads to it. */
export interface OpenSqliteFile {
  readonly db: Database.Database
  /** Throws `StoreError` when the file was moved, deleted or replaced. */
  checkStillThere(): void
}

/** Beyond this size a whole check takes longer than a start may; damage then shows when the damaged page is read. */
const checkedSize = 64 * 1024 * 1024

const addressOf = 'sqlite'

/**
 * Opens the visits file, creating it when this machine has never counted. Throws `StoreError` when it is damaged, empty,
 * of another program, of a newer version, gone, or not the one met before; it is never replaced by a new one.
 */
export function openSqliteFile(options: SqliteFileOptions): OpenSqliteFile {
  const { file, dataDir } = options
  if (!exists(file)) {
    if (knownStoreId(dataDir, addressOf) !== undefined) throw emptiedStore(dataDir, `sqlite (${file})`)
    createFile(file)
  }
  const opened = statSync(file)
  const db = new Database(file, { fileMustExist: true, timeout: options.busyTimeout })
  try {
    checkFile(db, file, opened.size)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    // What is forgotten is overwritten, not only unlinked.
    db.pragma('secure_delete = ON')
    if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`)
    const id = db.prepare<[], { id: string }>('SELECT id FROM store').get()?.id ?? ''
    meetStore(dataDir, addressOf, id)
  } catch (error) {
    db.close()
    throw error
  }
  return {
    db,
    checkStillThere() {
      const now = statSync(file, { throwIfNoEntry: false })
      if (now?.ino !== opened.ino || now.dev !== opened.dev) throw emptiedStore(dataDir, `sqlite (${file})`)
    },
  }
}

const exists = (file: string) => statSync(file, { throwIfNoEntry: false }) !== undefined

function checkFile(db: Database.Database, file: string, size: number): void {
  if (db.pragma('application_id', { simple: true }) !== applicationId) {
    throw new StoreError(
      'visits/not-a-store',
      `${file} is not a visits file${size === 0 ? '; it is empty' : ''}.`,
      'Restore it from a backup. It is never overwritten.',
    )
  }
  const version = db.pragma('user_version', { simple: true })
  if (version !== schemaVersion) {
    throw new StoreError(
      'visits/newer-store',
      `${file} has version ${String(version)}; this program knows version ${schemaVersion}.`,
      'Run the version of the program that wrote it, or a newer one.',
    )
  }
  if (size > checkedSize) return
  const verdict = db.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw damagedFile(file, String(verdict))
}

/** The error of a file that SQLite finds damaged. */
export function damagedFile(file: string, detail: string): StoreError {
  return new StoreError(
    'visits/damaged',
    `${file} is damaged: ${detail}.`,
    'Stop the site, move the file away, restore it from a backup and start again; hits wait in the spool meanwhile.',
  )
}

// Built aside and linked into place, so that a file of that name is whole at every moment, whoever else creates it now.
function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`
  const db = new Database(draft)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.transaction(() => {
      db.exec(schema)
      db.prepare<[string]>('INSERT INTO store (id) VALUES (?)').run(randomUUID())
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${schemaVersion}`)
    })()
    db.close()
    linkSync(draft, file)
    syncFolder(dirname(file))
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    db.close()
    rmSync(draft, { force: true })
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
