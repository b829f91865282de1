import type { ContentState } from '../change.ts'
import type { Release } from '../types.ts'
import type { Findings } from './finding.ts'
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

/** MinHash: as many smallest hashes as rows in all bands. The share that two texts have in common is about their likeness. */
function signatureOf(shingles: ReadonlySet<number>): Uint32Array {
  const signature = new Uint32Array(bands * rows).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let seed = 0; seed < signature.length; seed++) {
      const hash = mix(shingle, seed)
      if (hash < (signature[seed] ?? 0)) signature[seed] = hash
    }
  }
  return signature
}

/** The groups that a text belongs to, one for each band. Two groups may share a key: then they are one, which costs time only. */
function groupsOf(signature: Uint32Array): number[] {
  const groups: number[] = []
  for (let band = 0; band < bands; band++) {
    let key = band
    for (let row = 0; row < rows; row++) key = mix(key ^ (signature[band * rows + row] ?? 0), band)
    groups.push(key)
  }
  return groups
}

/** Whether two texts of one language may be alike, by their signatures; most that are not are told apart by this. */
function mayBeTwins(a: Seen, b: Seen): boolean {
  if (a.release.locale !== b.release.locale || a.release.slug === b.release.slug) return false
  // Drafts that were begun alike still hold the words of their template.
  if (a.release.draft && b.release.draft) return false
  let same = 0
  for (let place = 0; place < a.signature.length; place++) if (a.signature[place] === b.signature[place]) same++
  return same >= a.signature.length * (alike - 0.2)
}

function likeness<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  let shared = 0
  for (const one of a) if (b.has(one)) shared++
  return shared / (a.size + b.size - shared)
}

const figuresOf = ({ title, summary }: Release) =>
  new Set(`${title} ${summary}`.normalize('NFKC').match(/\d+(?:[.,]\d+)*/g) ?? [])

/** Whether two texts in the same words tell of other things, as the results of two quarters: most figures are others. */
function areOfOneSeries(a: Release, b: Release): boolean {
  const [ours, theirs] = [figuresOf(a), figuresOf(b)]
  return Math.min(ours.size, theirs.size) >= 2 && likeness(ours, theirs) < 0.5
}

interface Seen {
  readonly release: Release
  readonly signature: Uint32Array
}

/** Whether a release leaves the site, as an error or for another in its place; one under a notice is still read. */
const isTakenDown = ({ withdrawn }: Release) => withdrawn !== undefined && withdrawn.kind !== 'withdrawn'

/**
 * Releases that say nearly the same as an older one of their language, by the words of title and opening. Time and memory
 * grow with the number of releases, not with its square.
 */
export function* checkNearDuplicates({ folders }: ContentState): Findings {
  const releases = [...folders.values()].flatMap(versionsIn).filter((release) => !isTakenDown(release))
  releases.sort((a, b) => a.date - b.date || (a.file < b.file ? -1 : 1))
  const groups = new Map<number, Seen[]>()
  for (const release of releases) {
    yield undefined
    const shingles = shinglesOf(release)
    if (shingles.size < fewest) continue
    const seen = { release, signature: signatureOf(shingles) }
    const candidates = new Set<Seen>()
    for (const place of groupsOf(seen.signature)) {
      const group = groups.get(place)
      if (group === undefined) groups.set(place, [seen])
      else {
        for (const other of group) if (mayBeTwins(seen, other)) candidates.add(other)
        if (group.length < mostCompared) group.push(seen)
      }
    }
    const twin = [...candidates].find(
      (other) => likeness(shingles, shinglesOf(other.release)) >= alike && !areOfOneSeries(release, other.release),
    )
    if (twin === undefined) continue
    const values = { other: twin.release.file, title: twin.release.title }
    yield { code: 'release/near-duplicate', file: release.file, field: 'title', values }
  }
}
