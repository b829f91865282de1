/** Lets only so many works go on at the same time; the others wait in the order in which they came. */
export class Turnstile {
  readonly #most: number
  readonly #waiting: (() => void)[] = []
  #working = 0

  constructor(most: number) {
    this.#most = most
  }

  /** What `work` gives, when its turn has come. Rejects when it does. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#working >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#working++
    try {
      return await work()
    } finally {
      // Who waits takes over this one's place.
      const next = this.#waiting.shift()
      if (next === undefined) this.#working--
      else next()
    }
  }
}
