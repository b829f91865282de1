import { Worker } from 'node:worker_threads'
import type { ThreadData, ThreadReply, ThreadRequest, Unreadable, Wanted } from './thread.ts'

/** A thread that reads texts and writes the index, beside the one that serves pages. */
export interface BuildThread {
  /** Resolves with what could not be read when the others are written. Rejects when the index cannot be. One call at a time. */
  write(wanted: readonly Wanted[]): Promise<readonly Unreadable[]>
  /** Lets it finish and, unless the work is left undone, put the index in order; resolves when it has ended, rejects when it ended by an error. */
  end(isDone: boolean): Promise<void>
}

export function openBuildThread(workerData: ThreadData): BuildThread {
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  })
  worker.unref()
  let waiting: { resolve(unreadable: readonly Unreadable[]): void; reject(error: unknown): void } | undefined
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.on('message', (reply: ThreadReply) => {
    if (reply.kind === 'written') waiting?.resolve(reply.unreadable)
    else waiting?.reject(Object.assign(new Error(reply.reason), { code: reply.code }))
  })
  let fault: unknown
  worker.on('error', (error) => {
    fault = error
    waiting?.reject(error)
  })
  worker.on('exit', () => waiting?.reject(new Error('The thread that wrote the search index ended.')))
  const send = (request: ThreadRequest) => worker.postMessage(request)
  return {
    write: (wanted) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        send(wanted)
      }),
    async end(isDone) {
      worker.ref()
      send(isDone ? 'end' : 'leave')
      await ended
      if (fault !== undefined) throw fault
    },
  }
}
