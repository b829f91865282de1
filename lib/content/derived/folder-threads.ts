import { availableParallelism } from 'node:os'
import { setImmediate as turn } from 'node:timers/promises'
import type { FolderAnswer, FolderTaskName, FolderWork } from './folder-work.ts'
import { ReadingThread } from './reading-thread.ts'

/** Texts as one, which is handed over in a tenth of the time. No name on a disk has the sign between them. */
const packed = (texts: readonly string[]) => texts.join('\0')

/** Folders in one piece of work: so many, or fewer when each thread is to have some, but not less than a thread is worth. */
const batch = 256
const leastBatch = 32

/**
 * Pieces that a thread has before it: the process may be busy for a third of a second with the framework. Of those that are
 * recalled from the index each takes some ms, of others many times as long.
 */
const ahead = { recall: 32, read: 2, fingerprint: 2, prepare: 1 }

/**
 * The same where this process takes part: the thread's pieces become smaller towards the end, since the process waits for the last
 * of them, and those of the process are short, since its other work waits for each.
 */
const sharedBatch = 64
const ownBatch = 8

export interface FolderThreadsOptions {
  /** Absolute. */
  readonly contentDir: string
  readonly indexFile: () => string | undefined
  readonly onIndexFault: (reason: string) => void
  /** How many threads at most; a core each by default. */
  readonly threads?: number
}

export interface FolderTask {
  readonly task: FolderTaskName
  readonly paths: readonly string[]
  readonly work: Omit<FolderWork, 'contentDir' | 'known'>
  /** Earlier fingerprints, in the order of the paths. */
  readonly known?: readonly string[]
  /** Called with each answer and the paths it is for. */
  readonly onAnswer: (answer: FolderAnswer, paths: readonly string[]) => void
  /** How many threads may work on it; all by default. */
  readonly threads?: number
  /**
   * Does a part of it in this process, which is at it while threads still start: they take the place of one thread less, and who
   * has not started when all is done is not waited for.
   */
  readonly here?:
    | ((paths: readonly string[], known: readonly string[] | undefined) => Promise<FolderAnswer>)
    | undefined
}

/** Threads that read folders beside the one that serves pages. */
export interface FolderThreads {
  /** Resolves when every path was answered for, in any order; rejects with the first failure. */
  run(task: FolderTask): Promise<void>
  /** Ends idle threads, which gives their memory back; later tasks start new ones. */
  rest(): Promise<void>
  /** Ends those that nobody waits for, too. To be called when no task runs. */
  close(): Promise<void>
}

/** The parts of a task, each given to who asks first. */
class Parts {
  readonly #task: FolderTask
  readonly #onDone: () => void
  #next = 0
  #left: number
  #last = Promise.resolve()

  constructor(task: FolderTask, onDone: () => void) {
    this.#task = task
    this.#onDone = onDone
    this.#left = task.paths.length
    if (this.#left === 0) onDone()
  }

  /** Folders that nobody was given yet. */
  get left(): number {
    return this.#task.paths.length - this.#next
  }

  /** The next part of at most `size` folders; `undefined` when all are given. */
  take(size: number) {
    const { paths, known } = this.#task
    const [start, end] = [this.#next, this.#next + size]
    this.#next = end
    return start < paths.length ? { paths: paths.slice(start, end), known: known?.slice(start, end) } : undefined
  }

  /** Gives no more. */
  stop(): void {
    this.#next = this.#task.paths.length
  }

  /** Takes an answer when those before it have been taken. Others have their turn after each: many may have come at once. */
  answer(answer: FolderAnswer, paths: readonly string[]): Promise<void> {
    this.#last = this.#last.then(() => {
      this.#task.onAnswer(answer, paths)
      this.#left -= paths.length
      if (this.#left === 0) this.#onDone()
      return turn()
    })
    return this.#last
  }
}

class Threads implements FolderThreads {
  readonly #options: FolderThreadsOptions
  readonly #threads = new Set<ReadingThread>()

  constructor(options: FolderThreadsOptions) {
    this.#options = options
  }

  run(task: FolderTask): Promise<void> {
    const { paths, here } = task
    const threads = this.#countFor(task)
    const size =
      here === undefined ? Math.min(batch, Math.max(leastBatch, Math.ceil(paths.length / threads))) : sharedBatch
    const lanes = here === undefined ? ahead[task.task] : 1
    const used = new Set<ReadingThread>()
    while (used.size < Math.min(threads, Math.ceil(paths.length / size))) used.add(this.#take(task, lanes, used))
    return new Promise((resolve, reject) => {
      const parts = new Parts(task, resolve)
      // Each thread in turn, so that few pieces are for all of them.
      const rounds = Array.from({ length: lanes }, () => [...used])
      const work = rounds.flat().map((thread) => this.#workInThread(thread, task, parts, size))
      if (here !== undefined) work.push(workHere(parts, here))
      for (const one of work)
        one.catch((error: unknown) => {
          parts.stop()
          reject(error)
        })
    })
  }

  async rest(): Promise<void> {
    await this.#end([...this.#threads].filter(({ users }) => users === 0))
  }

  async close(): Promise<void> {
    await this.#end([...this.#threads])
  }

  async #end(threads: readonly ReadingThread[]): Promise<void> {
    for (const thread of threads) this.#threads.delete(thread)
    await Promise.all(threads.filter(({ isAlive }) => isAlive).map((thread) => thread.end()))
  }

  #countFor({ here, threads }: FolderTask): number {
    const { threads: most = Math.max(2, availableParallelism()) } = this.#options
    return threads ?? (here === undefined ? most : most - 1)
  }

  /** A thread beside `others` that does nothing, for so many users. */
  #take({ here }: FolderTask, users: number, others: ReadonlySet<ReadingThread>): ReadingThread {
    for (const thread of this.#threads) if (!thread.isAlive) this.#threads.delete(thread)
    const free = [...this.#threads].filter((thread) => !others.has(thread))
    // What still starts for an earlier task, which this process may end without it, costs a core already.
    const starting = here === undefined ? undefined : free.find(({ isReady }) => !isReady)
    const thread = free.find(({ users }) => users === 0) ?? starting ?? new ReadingThread(this.#options.onIndexFault)
    this.#threads.add(thread)
    thread.users += users
    return thread
  }

  async #workInThread(
    thread: ReadingThread,
    { task, work, here }: FolderTask,
    parts: Parts,
    size: number,
  ): Promise<void> {
    const { contentDir, indexFile } = this.#options
    const request = { task, work: { ...work, contentDir }, indexFile: indexFile() }
    try {
      // Meanwhile this process does what the thread would have been given.
      if (here !== undefined && !thread.isReady)
        await thread.ask({ ...request, task: 'prepare', paths: '', known: undefined, indexFile: undefined })
      const next = () => parts.take(here === undefined ? size : Math.min(size, Math.max(ownBatch, parts.left >> 2)))
      for (let part = next(); part !== undefined; part = next()) {
        const { paths, known } = part
        const answer = await thread.ask({ ...request, paths: packed(paths), known: known && packed(known) })
        await parts.answer(answer, paths)
      }
    } finally {
      thread.users -= 1
    }
  }
}

async function workHere(parts: Parts, here: NonNullable<FolderTask['here']>): Promise<void> {
  for (let part = parts.take(ownBatch); part !== undefined; part = parts.take(ownBatch)) {
    await parts.answer(await here(part.paths, part.known), part.paths)
  }
}

/** Starts threads when there is work for them; a core each by default, two at least. */
export const openFolderThreads = (options: FolderThreadsOptions): FolderThreads => new Threads(options)
