import type { LocalDay } from '#lib/time-zone.ts'

/** One hit that passed every rule but the window and the replay check, which only the store can decide. */
export interface VisitHit {
  /** 128 random bits, 32 hexadecimal digits; the same hit sent again has the same id. */
  readonly event: string
  readonly slug: string
  /** Local day of the site's zone when the hit was received. */
  readonly day: LocalDay
  /** HMAC of address, agent and slug under the day's salt; 32 hexadecimal digits. */
  readonly fingerprint: string
  /** When the hit was received, ms since the epoch. */
  readonly at: number
  /** Length of the window in which one reader counts once; 0 counts each hit. */
  readonly windowSeconds: number
}

export interface VisitFigures {
  /** Counted visits of the asked local day. */
  readonly today: number
  /** All counted visits, without the release's `legacyVisits`. */
  readonly total: number
}

export interface HitResult extends VisitFigures {
  readonly outcome: 'counted' | 'repeat' | 'replay'
}

export interface SlugVisits {
  readonly slug: string
  readonly visits: number
}

export interface DayVisits {
  readonly day: LocalDay
  readonly visits: number
}

/** One row of an export: what one slug had on one day. */
export interface VisitRow extends DayVisits {
  readonly slug: string
}

export interface StoreHealth {
  readonly kind: 'sqlite' | 'redis' | 'memory'
  readonly ok: boolean
  /** When the last hit was committed, ms since the epoch. */
  readonly lastCommit?: number
  /** Sentences for an operator, each with its cure. */
  readonly warnings: readonly string[]
}

/**
 * Where visits are kept. Knows nothing of news; a slug is only a key. Each method rejects with `StoreError` when the
 * store cannot answer; a promise of `hit` resolves after the commit. One contract suite runs against every store.
 */
export interface VisitStore {
  /** Atomic, and idempotent on `event`. */
  hit(hit: VisitHit): Promise<HitResult>
  /** Figures of many slugs in one round trip; a slug never counted has zeros. */
  read(slugs: readonly string[], day: LocalDay): Promise<ReadonlyMap<string, VisitFigures>>
  /** The `limit` slugs with most visits from day `from` to day `to`, both included; ties by slug. */
  top(from: LocalDay, to: LocalDay, limit: number): Promise<readonly SlugVisits[]>
  /** Visits per day of one slug, or of all slugs when `slug` is undefined; days without any are left out. */
  series(slug: string | undefined, from: LocalDay, to: LocalDay): Promise<readonly DayVisits[]>
  /** Moves the counts of `from` to `to`, adding; atomic. A second call changes nothing. */
  rename(from: string, to: string): Promise<void>
  /** Adds to the counter of refused hits for a reason and day. */
  refuse(reason: string, day: LocalDay, hits: number): Promise<void>
  /** Refused hits by reason between two days, both included. */
  refusals(from: LocalDay, to: LocalDay): Promise<ReadonlyMap<string, number>>
  /** Every count, ordered by slug and day. */
  export(): AsyncIterable<VisitRow>
  /** The 32-byte salt of a local day, made once for all processes. `at` is now, ms since the epoch. */
  salt(day: LocalDay, at: number): Promise<Buffer>
  /** Forgets salts, fingerprints and event ids older than 48 h at `now` (ms since the epoch). */
  prune(now: number): Promise<void>
  health(): Promise<StoreHealth>
  close(): Promise<void>
}
