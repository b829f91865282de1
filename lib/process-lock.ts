import { join } from 'node:path'
import Database from 'better-sqlite3'
import { errorCode } from '#lib/errors.ts'

/** Decides which of the processes that share a data folder does a work that only one may do. */
export interface ProcessLock {
  /** Whether this process does it: it does already, or nobody else does. The system gives the lock back however a process ends. */
  take(): boolean
  close(): void
}

/** Opens the lock `name` in `dataDir`, an empty SQLite file; throws what SQLite throws. */
export function openProcessLock(dataDir: string, name: string): ProcessLock {
  const database = new Database(join(dataDir, `${name}.sqlite`), { timeout: 0 })
  return {
    take() {
      if (database.inTransaction) return true
      try {
        database.exec('BEGIN EXCLUSIVE')
        return true
      } catch (error) {
        if (errorCode(error) === 'SQLITE_BUSY') return false
        throw error
      }
    },
    close: () => database.close(),
  }
}
