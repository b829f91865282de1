import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'

export type ChangeListener = (changed: ReadonlySet<string>) => void

/** Who wants to know which slugs changed. One that fails does not keep it from the others. */
export class ChangeListeners {
  readonly #log: Log
  readonly #listeners = new Set<ChangeListener>()

  constructor(log: Log) {
    this.#log = log
  }

  /** Returns how to stop. */
  add(listener: ChangeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(changed: ReadonlySet<string>): void {
    for (const listener of this.#listeners) {
      try {
        listener(changed)
      } catch (error) {
        this.#log.error('content.listener-failed', { message: errorMessage(error) })
      }
    }
  }
}
