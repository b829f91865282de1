import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FolderAnswer, FolderWork } from './folder-work.ts'
import type { ThreadReply, ThreadRequest } from './thread.ts'

/** Texts as one, which is handed over in a tenth of the time. No name on a disk has the sign between them. */
const packed = (texts: readonly string[]) => texts.join('\0')

/** Folders in one piece of work: so many, or fewer when each thread is to have some, but not less than a thread is worth. */
const batch = 256
const leastBatch = 32

/**
 * Pieces that a thread has before it: the process may be busy for a third of a second with the framework. Of those that are
 * recalled from the index each takes some ms, of others many times as long.
 */
const ahead = { recall: 32, read: 2, fingerprint: 2 }

export interface FolderThreadsOptions {
  /** Absolute. */
  readonly contentDir: string
  readonly indexFile: () => string | undefined
  readonly onIndexFault: (reason: string) => void
  /** How many threads at most; a core each by default. */
  readonly threads?: number
}

export interface FolderTask {
  readonly task: 'recall' | 'read' | 'fingerprint'
  readonly paths: readonly string[]
  readonly work: Omit<FolderWork, 'contentDir' | 'known'>
  /** Earlier fingerprints, in the order of the paths. */
  readonly known?: readonly string[]
  /** Called with each answer and the paths it is for. */
  readonly onAnswer: (answer: FolderAnswer, paths: readonly string[]) => void
  /** How many threads may work on it; all by default. */
  readonly threads?: number
}

/** Threads that read folders beside the one that serves pages. */
export interface FolderThreads {
  /** Resolves when every path was answered for, in any order; rejects with the first failure. */
  run(task: FolderTask): Promise<void>
  /** Ends the threads, which gives their memory back; later tasks start new ones. */
  close(): Promise<void>
}

class Thread {
  readonly #worker: Worker
  readonly #onIndexFault: (reason: string) => void
  /** Those who asked, in the order in which they are answered. */
  readonly #waiting: { resolve(answer: FolderAnswer): void; reject(error: Error): void }[] = []

  #isAlive = true

  constructor(onIndexFault: (reason: string) => void) {
    this.#onIndexFault = onIndexFault
    this.#worker = new Worker(new URL('./thread.mjs', import.meta.url), {
      // More room for what parsing leaves behind spares no processor time that could be measured, and stays taken.
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    })
    this.#worker.unref()
    this.#worker.on('message', (reply: ThreadReply) => this.#take(reply))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('A thread that read the content ended.')))
  }

  ask(request: ThreadRequest): Promise<FolderAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(request)
    })
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  /** Lets it finish what it does. */
  async end(): Promise<void> {
    const ended = once(this.#worker, 'exit')
    this.#worker.ref()
    this.#worker.postMessage('end')
    await ended
  }

  #fail(error: Error): void {
    this.#isAlive = false
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }

  #take(reply: ThreadReply): void {
    if (reply.kind === 'index-fault') {
      this.#onIndexFault(reply.reason)
      return
    }
    const waiting = this.#waiting.shift()
    if (reply.kind === 'answer') waiting?.resolve(reply.answer)
    else waiting?.reject(new Error(reply.message))
  }
}

/** Starts threads when there is work for them; a core each by default, two at least. */
export function openFolderThreads(options: FolderThreadsOptions): FolderThreads {
  const { contentDir, indexFile, onIndexFault, threads: most = Math.max(2, availableParallelism()) } = options
  const idle: Thread[] = []
  const requestOf = ({ task, work, known, paths }: FolderTask, start: number, end: number): ThreadRequest => ({
    task,
    paths: packed(paths.slice(start, end)),
    work: { ...work, contentDir },
    known: known === undefined ? undefined : packed(known.slice(start, end)),
    indexFile: indexFile(),
  })
  return {
    async run(task) {
      const { paths, onAnswer, threads = most } = task
      const size = Math.min(batch, Math.max(leastBatch, Math.ceil(paths.length / threads)))
      let next = 0
      const work = async (thread: Thread) => {
        while (next < paths.length) {
          const start = next
          const end = start + size
          next = end
          onAnswer(await thread.ask(requestOf(task, start, end)), paths.slice(start, end))
        }
      }
      const count = Math.min(threads, Math.ceil(paths.length / size))
      const used = Array.from({ length: count }, () => idle.pop() ?? new Thread(onIndexFault))
      // Each thread in turn, so that few pieces are for all of them.
      const rounds = Array.from({ length: ahead[task.task] }, () => used)
      try {
        await Promise.all(rounds.flat().map(work))
      } finally {
        next = paths.length
        idle.push(...used.filter(({ isAlive }) => isAlive))
      }
    },
    async close() {
      const ending = [...idle.splice(0)]
      await Promise.all(ending.map((thread) => thread.end()))
    },
  }
}
