import { parentPort, workerData } from 'node:worker_threads'
import { closedStore } from './closed.ts'
import { createSqliteEngine, type SqliteEngine } from './engine.ts'
import { sqliteFault } from './faults.ts'
import { type OpenSqliteFile, openSqliteFile, type SqliteFileOptions } from './file.ts'

/** One call of the engine. `close` is the last. */
export interface ThreadRequest {
  readonly id: number
  readonly method: keyof SqliteEngine | 'close'
  readonly args: readonly unknown[]
}

export type ThreadReply =
  | { readonly id: number; readonly value: never }
  | { readonly id: number; readonly fault: { readonly code: string; readonly message: string; readonly hint: string } }

/** What the thread is started with. */
export interface ThreadData {
  readonly options: SqliteFileOptions
  /** One number in shared memory; other than 0 while calls that have not begun shall be refused. */
  readonly hurried: Int32Array
}

const { options, hurried }: ThreadData = workerData
let open: (OpenSqliteFile & { readonly engine: SqliteEngine }) | undefined

function engine(): SqliteEngine {
  if (open === undefined) {
    const file = openSqliteFile(options)
    open = { ...file, engine: createSqliteEngine(file.db) }
  }
  open.checkStillThere()
  return open.engine
}

function close(): void {
  open?.db.close()
  open = undefined
}

function run({ method, args }: ThreadRequest): unknown {
  if (method === 'close') return close()
  if (Atomics.load(hurried, 0) !== 0) throw closedStore()
  const call: (...args: never[]) => unknown = engine()[method]
  return Reflect.apply(call, undefined, args)
}

parentPort?.on('message', (request: ThreadRequest) => {
  try {
    parentPort?.postMessage({ id: request.id, value: run(request) })
  } catch (error) {
    const fault = sqliteFault(error, options.file)
    if (fault === undefined) throw error
    // A locked or full file is the same file a moment later; after any other fault the next call opens it afresh.
    if (fault.code !== 'visits/locked' && fault.code !== 'visits/full') close()
    const { code, message, hint } = fault
    parentPort?.postMessage({ id: request.id, fault: { code, message, hint } })
  }
})
