/** Does one thing after another. What fails is told to `onFail` and holds up nothing. */
export class Turns {
  readonly #onFail: (error: unknown) => void
  #last: Promise<void> = Promise.resolve()

  constructor(onFail: (error: unknown) => void) {
    this.#onFail = onFail
  }

  /** Does `work` after all that was asked for before; resolves when it is done. Without `work`: when all is. */
  take(work: () => Promise<void> = async () => undefined): Promise<void> {
    this.#last = this.#last.then(work).catch(this.#onFail)
    return this.#last
  }

  /** The same for work whose failure is for the caller alone to tell. */
  takeOrReject(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }
}
