/** Milliseconds in which the first readers of many changes have the process to themselves. */
const firstAnswers = 1000

/** Does what no reader waits for: at once, or after many changes when the first answers with them have been made. */
export class FollowUp {
  readonly #work: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(work: () => void) {
    this.#work = work
  }

  /** Has it done for what has just changed, too. */
  plan(isMany: boolean): void {
    if (this.#timer !== undefined) return
    const now = () => {
      this.#timer = undefined
      this.#work()
    }
    if (isMany) this.#timer = setTimeout(now, firstAnswers).unref()
    else now()
  }

  /** Leaves it undone. */
  close(): void {
    clearTimeout(this.#timer)
  }
}
