import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FolderAnswer } from './folder-work.ts'
import type { ThreadReply, ThreadRequest } from './thread.ts'

/** A thread that does what it is asked one after the other. It starts at once, and holds up no end of the process. */
export class ReadingThread {
  readonly #worker: Worker
  readonly #onIndexFault: (reason: string) => void
  /** Those who asked, in the order in which they are answered. */
  readonly #waiting: { resolve(answer: FolderAnswer): void; reject(error: Error): void }[] = []
  /** How many give it pieces of their work. */
  users = 0
  #isAlive = true
  #isReady = false

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

  /** Rejects when the work fails, or the thread ends before. */
  ask(request: ThreadRequest): Promise<FolderAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(request)
    })
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  /** Whether it has started, and answered once. */
  get isReady(): boolean {
    return this.#isReady
  }

  /** Lets it finish what it does; one that starts is not waited for. */
  async end(): Promise<void> {
    if (!this.#isReady) {
      await this.#worker.terminate()
      return
    }
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
    this.#isReady = true
    const waiting = this.#waiting.shift()
    if (reply.kind === 'answer') waiting?.resolve(reply.answer)
    else waiting?.reject(new Error(reply.message))
  }
}
