import { Worker } from 'node:worker_threads'
import { errorMessage, StoreError } from '#lib/errors.ts'
import { closedStore } from './closed.ts'
import type { SqliteEngine } from './engine.ts'
import type { SqliteFileOptions } from './file.ts'
import type { ThreadData, ThreadReply, ThreadRequest } from './thread.ts'

/** The engine in a thread of its own, which is started by the first call and again by the next after it ended. */
export interface EngineThread {
  /** Rejects with `StoreError`. */
  call<K extends keyof SqliteEngine>(
    method: K,
    ...args: Parameters<SqliteEngine[K]>
  ): Promise<ReturnType<SqliteEngine[K]>>
  /** Waits for calls that are under way; later ones are refused. */
  close(): Promise<void>
}

interface Pending {
  resolve(value: never): void
  reject(error: unknown): void
}

/** How long closing waits for calls that are under way before those that have not begun are refused, ms. */
const closingPatience = 500

export function openEngineThread(options: SqliteFileOptions): EngineThread {
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let isClosed = false
  const hurried = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  let next = 0

  const start = () => {
    const started = startWorker({ options, hurried }, pending)
    started.on('exit', () => {
      if (worker === started) worker = undefined
    })
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

/** Starts the thread; what it answers settles those who wait, and when it ends they are refused. */
function startWorker(data: ThreadData, pending: Map<number, Pending>): Worker {
  const started = new Worker(new URL('./thread.mjs', import.meta.url), { workerData: data })
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
