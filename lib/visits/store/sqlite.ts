import { Worker } from 'node:worker_threads'
import { errorMessage, StoreError } from '#lib/errors.ts'
import { groupCommit } from './group-commit.ts'
import { closedStore } from './sqlite/closed.ts'
import type { SqliteEngine } from './sqlite/engine.ts'
import type { SqliteFileOptions } from './sqlite/file.ts'
import type { ThreadData, ThreadReply, ThreadRequest } from './sqlite/thread.ts'
import type { VisitRow, VisitStore } from './store.ts'

/**
 * The SQLite store: a file in WAL mode, each commit synced to the disk. The database lives in a thread of its own, so that
 * neither the disk nor a lock ever holds up a page. The file is opened at the first call, and again after a fault.
 */
export function openSqliteStore(options: SqliteFileOptions): VisitStore {
  const thread = openThread(options)
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

async function* exportRows(call: Thread['call']): AsyncGenerator<VisitRow> {
  let last = { slug: '', day: '' }
  for (;;) {
    const rows = await call('rowsAfter', last.slug, last.day, 1000)
    yield* rows
    const end = rows.at(-1)
    if (end === undefined) return
    last = end
  }
}

interface Thread {
  call<K extends keyof SqliteEngine>(
    method: K,
    ...args: Parameters<SqliteEngine[K]>
  ): Promise<ReturnType<SqliteEngine[K]>>
  close(): Promise<void>
}

interface Pending {
  resolve(value: never): void
  reject(error: unknown): void
}

/** How long closing waits for calls that are under way before those that have not begun are refused, ms. */
const closingPatience = 500

function openThread(options: SqliteFileOptions): Thread {
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let isClosed = false
  const hurried = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  let next = 0

  const start = () => {
    const started = new Worker(new URL('./sqlite/thread.mjs', import.meta.url), {
      workerData: { options, hurried } satisfies ThreadData,
    })
    started.on('message', (reply: ThreadReply) => {
      const asked = pending.get(reply.id)
      pending.delete(reply.id)
      if (pending.size === 0) started.unref()
      if ('fault' in reply) asked?.reject(new StoreError(reply.fault.code, reply.fault.message, reply.fault.hint))
      else asked?.resolve(reply.value)
    })
    let cause: unknown
    started.on('error', (error) => {
      cause = error
    })
    // Whatever ended it: nobody else answers those who wait.
    started.on('exit', (status) => {
      if (worker === started) worker = undefined
      const error = new StoreError(
        'visits/thread',
        `The thread of the visit store ended: ${cause === undefined ? `status ${status}` : errorMessage(cause)}`,
        'The next visit starts it again; report this message to the developers.',
        { cause },
      )
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
    })
    started.unref()
    return started
  }

  const post = (to: Worker, method: ThreadRequest['method'], args: readonly unknown[], asked: Pending) => {
    const id = ++next
    pending.set(id, asked)
    to.ref()
    to.postMessage({ id, method, args } satisfies ThreadRequest)
  }

  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(closedStore())
        worker ??= start()
        post(worker, method, args, { resolve, reject })
      }),
    async close() {
      isClosed = true
      const closing = worker
      if (closing === undefined) return
      worker = undefined
      const hurry = setTimeout(() => Atomics.store(hurried, 0, 1), closingPatience)
      await new Promise<void>((resolve, reject) => post(closing, 'close', [], { resolve: () => resolve(), reject }))
      clearTimeout(hurry)
      // Not before: a thread that is ended in the middle of a call takes the process along.
      await closing.terminate()
    },
  }
}
