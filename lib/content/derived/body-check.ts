import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import type { Look } from '../watch/reader.ts'

/** Folders read at a time, and after how many the results go online together. */
const atOnce = 256
const together = 4096

export interface BodyCheckOptions {
  readonly log: Log
  /** Reads folders whole. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, Look>>
  /** Puts online what was read, as far as it is still what lies in the folders. */
  readonly apply: (looks: ReadonlyMap<string, Look>) => Promise<void>
  /** Called when everything is checked. */
  readonly onDone: () => Promise<void>
}

/** Checks bodies that went online on the strength of their headers, the newest years first, behind the readers' backs. */
export class BodyCheck {
  readonly #options: BodyCheckOptions
  readonly #waiting = new Set<string>()
  #running: Promise<void> | undefined
  #closed = false

  constructor(options: BodyCheckOptions) {
    this.#options = options
  }

  /** Folders whose bodies are not checked yet. */
  get left(): number {
    return this.#waiting.size
  }

  /** Notes what is online at `path` now. */
  note(path: string, look: Look): void {
    if (look.kind === 'release' && look.parsed.skimmed === true) this.#waiting.add(path)
    else this.#waiting.delete(path)
  }

  /** Starts checking unless it runs already. */
  start(): void {
    if (this.#waiting.size === 0 || this.#closed) return
    this.#running ??= this.#run()
      .catch((error: unknown) => this.#options.log.error('content.check-failed', { reason: errorMessage(error) }))
      .finally(() => {
        this.#running = undefined
      })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #run(): Promise<void> {
    const { log, read, apply, onDone } = this.#options
    const total = this.#waiting.size
    if (total > atOnce) log.info('content.checking', { folders: total })
    const began = performance.now()
    let ready = new Map<string, Look>()
    let queue: string[] = []
    while (this.#waiting.size > 0 && !this.#closed) {
      if (queue.length === 0) queue = [...this.#waiting].filter((path) => !ready.has(path)).sort()
      const part = queue.splice(-atOnce)
      if (part.length > 0) for (const [path, look] of await read(part)) ready.set(path, look)
      // What is being written comes back through the watcher.
      for (const path of part) if (!ready.has(path)) this.#waiting.delete(path)
      if (ready.size < together && queue.length > 0) continue
      await apply(ready)
      ready = new Map()
    }
    if (this.#closed) return
    if (total > atOnce)
      log.info('content.checked', { folders: total, milliseconds: Math.round(performance.now() - began) })
    await onDone()
  }
}
