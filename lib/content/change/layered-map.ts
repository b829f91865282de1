/** Fewer entries than this are copied whole. */
const few = 2000

/** The share of a map's entries that may lie in a layer above it. */
const share = 1 / 32

type Changes<K, V> = ReadonlyMap<K, V | undefined>

/** A map that leaves another as it is and says only what differs. An entry that was taken out and put back has its old place. */
class LayeredMap<K, V extends object> implements ReadonlyMap<K, V> {
  readonly base: ReadonlyMap<K, V>
  readonly changes: Changes<K, V>
  readonly size: number

  constructor(base: ReadonlyMap<K, V>, changes: Changes<K, V>) {
    this.base = base
    this.changes = changes
    let size = base.size
    for (const [key, value] of changes) size += Number(value !== undefined) - Number(base.has(key))
    this.size = size
  }

  get(key: K): V | undefined {
    return this.changes.has(key) ? this.changes.get(key) : this.base.get(key)
  }

  has(key: K): boolean {
    return this.get(key) !== undefined
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.base) {
      const now = this.changes.has(key) ? this.changes.get(key) : value
      if (now !== undefined) yield [key, now]
    }
    for (const [key, value] of this.changes) if (value !== undefined && !this.base.has(key)) yield [key, value]
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this)
  }
}

/** What `map` lies on, and what it says of it. */
const layersOf = <K, V extends object>(map: ReadonlyMap<K, V>): { base: ReadonlyMap<K, V>; changes: Changes<K, V> } =>
  map instanceof LayeredMap ? map : { base: map, changes: new Map() }

/** Whether nothing is taken out. */
function isWhole<K, V extends object>(changes: Changes<K, V>): changes is ReadonlyMap<K, V> {
  for (const value of changes.values()) if (value === undefined) return false
  return true
}

/**
 * `map` after `changes`, in which `undefined` takes an entry out; neither may be written to afterwards. Of a large map only
 * the changes are written down, so that a publication need not copy 100,000 entries, and of what is all new nothing.
 */
export function withChanges<K, V extends object>(map: ReadonlyMap<K, V>, changes: Changes<K, V>): ReadonlyMap<K, V> {
  if (changes.size === 0) return map
  if (map.size === 0 && isWhole(changes)) return changes
  const layers = layersOf(map)
  if (layers.base.size >= few && layers.changes.size + changes.size <= layers.base.size * share)
    return new LayeredMap(layers.base, new Map([...layers.changes, ...changes]))
  const copy = new Map(map)
  for (const [key, value] of changes) {
    if (value === undefined) copy.delete(key)
    else copy.set(key, value)
  }
  return copy
}

/** The keys whose values are not the same in both. Of two that lie on one map only what they say of it is compared. */
export function differingKeys<K, V extends object>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): Set<K> {
  const differing = new Set<K>()
  if (a === b) return differing
  const [one, other] = [layersOf(a), layersOf(b)]
  const layers = one.base === other.base ? [one.changes, other.changes] : [a, b]
  for (const layer of layers) for (const key of layer.keys()) if (a.get(key) !== b.get(key)) differing.add(key)
  return differing
}
