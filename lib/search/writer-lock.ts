import { join } from 'node:path'
import Database from 'better-sqlite3'
import { errorCode } from '#lib/errors.ts'

/** Decides which of the processes that share a data folder writes the search index. */
export interface WriterLock {
  /** Whether this process writes: it does already, or nobody else does. The system gives the lock back however a process ends. */
  take(): boolean
  close(): void
}

/** Opens the lock in `dataDir`; throws what SQLite throws. */
export function openWriterLock(dataDir: string): WriterLock {
  const database = new Database(join(dataDir, 'search-writer.sqlite'), { timeout: 0 })
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
