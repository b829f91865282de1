import { join } from 'node:path'
import { openMemoryStore } from './memory.ts'
import { openSqliteStore } from './sqlite.ts'
import type { VisitStore } from './store.ts'

export type VisitsStoreSetting =
  | { readonly kind: 'sqlite' | 'memory' }
  | { readonly kind: 'redis'; readonly url: string }

export interface OpenStoreOptions {
  /** Absolute; made when missing. */
  readonly dataDir: string
  /** How long a SQLite statement waits for another process, ms. */
  readonly busyTimeout?: number
  /** How long a Redis command may take, ms. */
  readonly commandTimeout?: number
  /** Largest size of the SQLite file in pages of 4 KB. */
  readonly maxPages?: number
}

/** The SQLite file of a data folder. */
export function sqliteStoreFile(dataDir: string): string {
  return join(dataDir, 'visits.sqlite')
}

/**
 * Opens the store that the setting names. A store that is down is no error here: its methods reject until it is back.
 * Rejects with `ConfigError` when the store works but is set up so that it would lose visits.
 */
export async function openStore(setting: VisitsStoreSetting, options: OpenStoreOptions): Promise<VisitStore> {
  const { dataDir, busyTimeout = 1000, maxPages } = options
  switch (setting.kind) {
    case 'memory':
      return openMemoryStore()
    case 'sqlite':
      return openSqliteStore({
        file: sqliteStoreFile(dataDir),
        dataDir,
        busyTimeout,
        ...(maxPages === undefined ? {} : { maxPages }),
      })
    case 'redis': {
      // Its client is a quarter of the program.
      const { openRedisStore } = await import('./redis.ts')
      return await openRedisStore({ url: setting.url, dataDir, commandTimeout: options.commandTimeout ?? 200 })
    }
  }
}
