import { StoreError } from '#lib/errors.ts'
import { groupCommit } from './group-commit.ts'
import { type EngineThread, openEngineThread } from './sqlite/engine-thread.ts'
import type { SqliteFileOptions } from './sqlite/file.ts'
import type { VisitRow, VisitStore } from './store.ts'

/**
 * The SQLite store: a file in WAL mode, each commit synced to the disk. The database lives in a thread of its own, so that
 * neither the disk nor a lock ever holds up a page. The file is opened at the first call, and again after a fault.
 */
export function openSqliteStore(options: SqliteFileOptions): VisitStore {
  const thread = openEngineThread(options)
  const { call } = thread
  let lastCommit: number | undefined
  const hit = groupCommit((batch) => call('hits', batch))

  return {
    async hit(visit) {
      const result = await hit(visit)
      lastCommit = Math.max(lastCommit ?? 0, visit.at)
      return result
    },
    async read(slugs, day) {
      const rows = await call('read', slugs, day)
      return new Map(rows.map(({ slug, today, total }) => [slug, { today, total }]))
    },
    top: (from, to, limit) => call('top', from, to, limit),
    series: (slug, from, to) => call('series', slug, from, to),
    rename: (from, to, at) => call('rename', from, to, at),
    refuse: (reason, day, hits) => call('refuse', reason, day, hits),
    async refusals(from, to) {
      const rows = await call('refusals', from, to)
      return new Map(rows.map(({ reason, hits }) => [reason, hits]))
    },
    export: () => exportRows(call),
    adopt: (source, rows) => call('adopt', source, rows),
    adopted: (source) => call('adopted', source),
    restate: (restatement) => call('restate', restatement),
    restatements: () => call('restatements'),
    async salt(day, at, proposed) {
      return Buffer.from(await call('salt', day, at, proposed))
    },
    prune: (now) => call('prune', now),
    async health() {
      const base = { kind: 'sqlite' as const, ...(lastCommit === undefined ? {} : { lastCommit }) }
      try {
        return { ...base, ok: true, id: await call('probe'), warnings: [] }
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        return { ...base, ok: false, warnings: [`${error.message} ${error.hint}`] }
      }
    },
    close: () => thread.close(),
  }
}

async function* exportRows(call: EngineThread['call']): AsyncGenerator<VisitRow> {
  let last = { slug: '', day: '' }
  for (;;) {
    const rows = await call('rowsAfter', last.slug, last.day, 1000)
    yield* rows
    const end = rows.at(-1)
    if (end === undefined) return
    last = end
  }
}
