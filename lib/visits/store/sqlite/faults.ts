import Database from 'better-sqlite3'
import { errorCode, StoreError } from '#lib/errors.ts'
import { damagedFile } from './file.ts'

interface Fault {
  readonly code: string
  readonly message: string
  readonly hint: string
}

const faults: readonly (readonly [RegExp, Fault])[] = [
  [
    /^SQLITE_(?:BUSY|LOCKED)/,
    {
      code: 'visits/locked',
      message: 'is locked by another program',
      hint: 'Close whatever holds it open, such as a database browser or a backup that copies the live file.',
    },
  ],
  [
    /^(?:SQLITE_READONLY|EACCES|EPERM|EROFS)/,
    {
      code: 'visits/read-only',
      message: 'cannot be written to',
      hint: 'Give the account of the site the right to write to the data folder and to each file in it.',
    },
  ],
  [
    /^(?:SQLITE_FULL|ENOSPC|EDQUOT)/,
    {
      code: 'visits/full',
      message: 'cannot grow: the disk is full',
      hint: 'Free space on the disk of the data folder.',
    },
  ],
  [
    /^(?:SQLITE_IOERR|SQLITE_CANTOPEN|SQLITE_PROTOCOL|EIO|ENOENT|ENOTDIR)/,
    {
      code: 'visits/unreadable',
      message: 'cannot be opened, read or written',
      hint: 'Look at the data folder, its rights and its disk.',
    },
  ],
]

/** The `StoreError` behind what SQLite or the file system threw, or `undefined` when it is a mistake in the program. */
export function sqliteFault(error: unknown, file: string): StoreError | undefined {
  if (error instanceof StoreError) return error
  const code = errorCode(error)
  if (code === undefined || !(error instanceof Error)) return undefined
  if (error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) {
    return damagedFile(file, error.message)
  }
  const fault = faults.find(([pattern]) => pattern.test(code))?.[1]
  if (fault === undefined) return undefined
  return new StoreError(fault.code, `${file} ${fault.message} (${error.message}).`, fault.hint, { cause: error })
}
