/** How often each process is asked for a sign of life, in ms. */
export const heartbeatInterval = 3000

/** So many questions in a row without any word from a process, and its event loop stands still. */
const mostUnanswered = 5

/**
 * Notices processes that hang: they hold their connections and answer nobody, yet do not end. Questions are counted, not
 * seconds, so that a machine that slept has lost nobody.
 */
export class Heartbeat<M extends { ask(): void }> {
  readonly #unanswered = new Map<M, number>()

  /** Asks `members`, to be called once each interval; gives those that hang. */
  beat(members: readonly M[]): M[] {
    for (const known of [...this.#unanswered.keys()]) if (!members.includes(known)) this.#unanswered.delete(known)
    return members.filter((member) => {
      const unanswered = this.#unanswered.get(member) ?? 0
      if (unanswered >= mostUnanswered) return true
      this.#unanswered.set(member, unanswered + 1)
      member.ask()
      return false
    })
  }

  /** `member` has said something, whatever it was. */
  heard(member: M): void {
    if (this.#unanswered.has(member)) this.#unanswered.set(member, 0)
  }
}
