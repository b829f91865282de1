/** Who has a key that only one may have. Those who came later wait, in order. Immutable; `claiming` gives the next one. */
export interface Claims<T> {
  readonly owners: ReadonlyMap<string, T>
  readonly waiting: ReadonlyMap<string, readonly T[]>
}

/** A copy of claims that is being changed. */
export interface Claiming<T> {
  /** Gives the key to `claimant`, or puts it in the queue. Nothing when it has or awaits it already. */
  claim(key: string, claimant: T): void
  /** Takes the key back; the first that waits gets it. */
  disclaim(key: string, claimant: T): void
  done(): Claims<T>
}

/** Changes to `claims`, which stays as it is. `same` tells whether two claimants are one. */
export function claiming<T>(claims: Claims<T>, same: (a: T, b: T) => boolean): Claiming<T> {
  const owners = new Map(claims.owners)
  const waiting = new Map(claims.waiting)
  const setQueue = (key: string, queue: readonly T[]) =>
    queue.length === 0 ? waiting.delete(key) : waiting.set(key, queue)
  return {
    claim(key, claimant) {
      const owner = owners.get(key)
      const queue = waiting.get(key) ?? []
      if (owner === undefined) owners.set(key, claimant)
      else if (!same(owner, claimant) && !queue.some((other) => same(other, claimant)))
        setQueue(key, [...queue, claimant])
    },
    disclaim(key, claimant) {
      const owner = owners.get(key)
      if (owner === undefined) return
      const queue = (waiting.get(key) ?? []).filter((other) => !same(other, claimant))
      if (same(owner, claimant)) {
        const next = queue.shift()
        if (next === undefined) owners.delete(key)
        else owners.set(key, next)
      }
      setQueue(key, queue)
    },
    done: () => ({ owners, waiting }),
  }
}
