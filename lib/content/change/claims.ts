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

/** A map that is copied when it is first written to: most changes touch none of 100,000 claims. */
function copyOnWrite<V>(original: ReadonlyMap<string, V>) {
  let copy: Map<string, V> | undefined
  const writable = () => {
    copy ??= new Map(original)
    return copy
  }
  return { read: () => copy ?? original, writable }
}

/** Changes to `claims`, which stays as it is. `same` tells whether two claimants are one. */
export function claiming<T>(claims: Claims<T>, same: (a: T, b: T) => boolean): Claiming<T> {
  const owners = copyOnWrite(claims.owners)
  const waiting = copyOnWrite(claims.waiting)
  const queueOf = (key: string) => waiting.read().get(key) ?? []
  const setQueue = (key: string, queue: readonly T[]) => {
    if (queue.length > 0) waiting.writable().set(key, queue)
    else if (waiting.read().has(key)) waiting.writable().delete(key)
  }
  return {
    claim(key, claimant) {
      const owner = owners.read().get(key)
      const queue = queueOf(key)
      if (owner === undefined) owners.writable().set(key, claimant)
      else if (!same(owner, claimant) && !queue.some((other) => same(other, claimant)))
        setQueue(key, [...queue, claimant])
    },
    disclaim(key, claimant) {
      const owner = owners.read().get(key)
      if (owner === undefined) return
      const queue = queueOf(key).filter((other) => !same(other, claimant))
      if (same(owner, claimant)) {
        const next = queue.shift()
        if (next === undefined) owners.writable().delete(key)
        else owners.writable().set(key, next)
      }
      setQueue(key, queue)
    },
    done: () => ({ owners: owners.read(), waiting: waiting.read() }),
  }
}
