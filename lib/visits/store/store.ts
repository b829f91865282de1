import type { LocalDay } from '#lib/time-zone.ts'

/** How long salts, fingerprints and event ids are kept: 48 hours in ms. */
export const retention = 48 * 3_600_000

/** From and to which day every day is. */
export const allDays: readonly [from: LocalDay, to: LocalDay] = ['0000-00-00', '9999-12-31']

/** One hit that passed every rule but the window and the replay check, which only the store can decide. */
export interface VisitHit {
  /** 128 random bits, 32 hexadecimal digits; the same hit sent again has the same id. */
  readonly event: string
  readonly slug: string
  /** Local day of the site's zone when the hit was received. */
  readonly day: LocalDay
  /** HMAC of address, agent and slug under the day's salt; 32 hexadecimal digits. */
  readonly fingerprint: string
  /** When the hit was received, ms since the epoch, on a clock that does not jump while the process runs. */
  readonly at: number
  /** Two hits of one fingerprint closer than this are one visit, whichever arrives first; 0 counts each hit. */
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

/** The order of rankings: most visits first, then by slug. */
export const compareVisits = (a: SlugVisits, b: SlugVisits) => b.visits - a.visits || (a.slug < b.slug ? -1 : 1)

export interface DayVisits {
  readonly day: LocalDay
  readonly visits: number
}

/** One row of an export: what one slug had on one day. */
export interface VisitRow extends DayVisits {
  readonly slug: string
}

/** What the audit lines of a rename say. */
export const renameNotes = {
  to: (slug: string) => `moved to ${slug}`,
  from: (slug: string) => `moved from ${slug}`,
}

/** A count corrected by hand, or moved by a rename. */
export interface Restatement extends VisitRow {
  /** Why, in the operator's words, or one of `renameNotes`. */
  readonly note: string
  /** ms since the epoch. */
  readonly at: number
}

/** The audit line of a correction. */
export interface RestatementRecord extends Restatement {
  /** What the day had before. */
  readonly before: number
}

export interface StoreHealth {
  readonly kind: 'sqlite' | 'redis' | 'memory'
  /** Whether a hit would be committed now. */
  readonly ok: boolean
  /** Made with the store and kept in it for good; absent when the store cannot be asked. */
  readonly id?: string
  /** `at` of the newest hit that this process committed. */
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
  /**
   * Moves the counts of `from` to `to`, adding, with audit lines for both on each day; atomic. A second call changes nothing.
   * `at` is now, ms since the epoch.
   */
  rename(from: string, to: string, at: number): Promise<void>
  /** Adds to the counter of refused hits for a reason and day. */
  refuse(reason: string, day: LocalDay, hits: number): Promise<void>
  /** Refused hits by reason between two days, both included. */
  refusals(from: LocalDay, to: LocalDay): Promise<ReadonlyMap<string, number>>
  /** Every count, ordered by slug and day. */
  export(): AsyncIterable<VisitRow>
  /**
   * Takes over the counts of another store, named by its id: adds what each row has beyond what was taken from that store
   * before. A second call with the same rows changes nothing; a later call adds only what came since.
   */
  adopt(source: string, rows: readonly VisitRow[]): Promise<void>
  /** What was taken from that store so far, in no order; a row may be below zero. */
  adopted(source: string): Promise<readonly VisitRow[]>
  /** Sets the visits of one slug and day, keeps an audit line, and returns what the day had before. */
  restate(restatement: Restatement): Promise<number>
  /** Every audit line, oldest first. */
  restatements(): Promise<readonly RestatementRecord[]>
  /**
   * The 32-byte salt of a local day, made once for all processes. `at` is now, ms since the epoch. When the store has none
   * yet, it keeps `proposed`, or random bytes.
   */
  salt(day: LocalDay, at: number, proposed?: Buffer): Promise<Buffer>
  /** Forgets salts, fingerprints and event ids older than 48 h at `now` (ms since the epoch). */
  prune(now: number): Promise<void>
  health(): Promise<StoreHealth>
  close(): Promise<void>
}
