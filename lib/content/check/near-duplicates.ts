import type { ContentState } from '../change.ts'
import type { Release } from '../types.ts'
import type { Finding } from './finding.ts'
import { versionsIn } from './folders.ts'

/** Words in a shingle; a Han character counts as a word. */
const width = 3
/** A text of fewer shingles says too little to be compared. */
const fewest = 6
/** Shared shingles of two texts over all of theirs (Jaccard) from which on they count as the same. */
const alike = 0.7

/** Hashes in a signature: `bands` groups of `rows`. Texts with one whole group in common are compared. */
const bands = 10
const rows = 2
/** Most texts of one group that a text is compared with: a phrase that every release opens with must not cost its square. */
const mostCompared = 12

function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** One of many hashes of a hash (the finalizer of MurmurHash3, seeded). */
function mix(hash: number, seed: number): number {
  let mixed = hash ^ Math.imul(seed + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** The hashes of all runs of three words in title and opening. */
function shinglesOf({ title, summary }: Release): Set<number> {
  const words =
    `${title} ${summary}`
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []
  const shingles = new Set<number>()
  for (let start = 0; start + width <= words.length; start++)
    shingles.add(hashText(words.slice(start, start + width).join(' ')))
  return shingles
}

/** MinHash: the keys of the groups that a text belongs to. Alike texts probably share one. */
function groupKeys(shingles: ReadonlySet<number>): number[] {
  const keys: number[] = []
  for (let band = 0; band < bands; band++) {
    let key = band
    for (let row = 0; row < rows; row++) {
      let least = 0xffffffff
      for (const shingle of shingles) least = Math.min(least, mix(shingle, band * rows + row))
      key = mix(key ^ least, band)
    }
    keys.push(key)
  }
  return keys
}

function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0
  for (const shingle of a) if (b.has(shingle)) shared++
  return shared / (a.size + b.size - shared)
}

const isReplaced = ({ withdrawn }: Release) => withdrawn !== undefined && withdrawn.kind !== 'withdrawn'

/**
 * Releases that say nearly the same as an older one of their language, by the words of title and opening. Time and memory
 * grow with the number of releases, not with its square.
 */
export function* checkNearDuplicates({ folders }: ContentState): Iterable<Finding> {
  const releases = [...folders.values()].flatMap(versionsIn).filter((release) => !isReplaced(release))
  releases.sort((a, b) => a.date - b.date || (a.file < b.file ? -1 : 1))
  const groups = new Map<string, Release[]>()
  for (const release of releases) {
    const shingles = shinglesOf(release)
    if (shingles.size < fewest) continue
    const candidates = new Set<Release>()
    for (const key of groupKeys(shingles)) {
      const place = `${release.locale}${key}`
      const group = groups.get(place) ?? []
      for (const other of group.slice(-mostCompared)) if (other.slug !== release.slug) candidates.add(other)
      groups.set(place, group)
      group.push(release)
    }
    const twin = [...candidates].find((other) => likeness(shingles, shinglesOf(other)) >= alike)
    if (twin === undefined) continue
    const values = { other: twin.file, title: twin.title }
    yield { code: 'release/near-duplicate', file: release.file, field: 'title', values }
  }
}
