import { join } from 'node:path'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import type { LocalDay } from '#lib/time-zone.ts'
import { createToday, startSteadyClock } from './clocks.ts'
import { createFigureReader, type ReaderFigures } from './for-pages/figures.ts'
import { settledWithin } from './for-pages/patience.ts'
import { createRankingReader } from './for-pages/rankings.ts'
import { createRateLimiter, type RateLimiter, type VisitRates } from './rate.ts'
import { createRecorder, type VisitAnswer } from './recorder.ts'
import type { VisitReason, VisitRequest } from './rules.ts'
import { openSalts } from './salts.ts'
import { openSpool } from './spool.ts'
import { openStore, type VisitsStoreSetting } from './store/open.ts'
import type { DayVisits, SlugVisits, StoreHealth, VisitStore } from './store/store.ts'
import { createTally } from './tally.ts'
import { rankReleases } from './top.ts'
import { startUpkeep, type Upkeep } from './upkeep.ts'

/** The settings that visits depend on; a part of `Config`. */
export interface VisitSettings {
  /** Absolute. */
  readonly dataDir: string
  readonly visitsStore: VisitsStoreSetting
  readonly visitWindowSeconds: number
  readonly trustProxyHops: number
  readonly visitLimits: VisitRates
}

/** What visits must know of the content. */
export interface VisitedReleases {
  /** Whether the slug's release can be read now in any language. */
  isPublished(slug: string): boolean
  /** The total that the release brought from an older site; 0 when none. */
  legacyVisits(slug: string): number
  /**
   * The `limit` published slugs with the greatest totals from an older site, greatest first, for the ranking of all times;
   * without it that ranking knows counted visits alone.
   */
  mostLegacy?(limit: number): readonly SlugVisits[]
}

export interface VisitsHealth {
  /** Whether hits are committed at once and none waits. */
  readonly ok: boolean
  readonly store: StoreHealth
  /** Hits waiting on this machine's disk. */
  readonly spooled: number
  /** Sentences for an operator, each with its cure. */
  readonly warnings: readonly string[]
}

/** Counting and reading of visits in a running process. */
export interface Visits {
  /**
   * Figures for pages: at most 50 ms, else the last values this process knows, else no entry for the slug (shown as `–`).
   * Never rejects. Totals include `legacyVisits` of the content.
   */
  figures(slugs: readonly string[]): Promise<ReadonlyMap<string, ReaderFigures>>
  /** Decides about a hit and counts it. Resolves after the commit. Never rejects because of the store. */
  record(request: VisitRequest): Promise<VisitAnswer>
  /** Moves the counts of a release to its new slug, now or as soon as the store is back. A second call changes nothing. */
  rename(from: string, to: string): Promise<void>
  /**
   * Published releases with most visits in the last `days` local days, today included, or of all times with legacy totals;
   * ties by slug. Rejects with `StoreError`.
   */
  topReleases(days: number | 'all', limit: number): Promise<readonly SlugVisits[]>
  /**
   * The same for pages: at most 50 ms, else the last ranking this process saw, else `undefined`. Never rejects because of
   * the store.
   */
  mostRead(days: number | 'all', limit: number): Promise<readonly SlugVisits[] | undefined>
  /** Visits per local day, both ends included, of one release or of all; days without any are left out. Rejects with `StoreError`. */
  series(slug: string | undefined, from: LocalDay, to: LocalDay): Promise<readonly DayVisits[]>
  /** Refused hits by reason between two local days, both included. Rejects with `StoreError`. */
  refusals(from: LocalDay, to: LocalDay): Promise<ReadonlyMap<string, number>>
  /** Decisions of this process by reason, since it began. */
  counters(): ReadonlyMap<VisitReason, number>
  /** The local day of now. */
  today(): LocalDay
  /** Whether the slug's release can be read now. */
  isPublished(slug: string): boolean
  health(): Promise<VisitsHealth>
  /** Waits for what was acknowledged to be written, then closes the store. */
  close(): Promise<void>
}

export interface VisitsOptions {
  readonly config: VisitSettings
  readonly clock: Clock
  readonly log: Log
  /** The site's zone, IANA. */
  readonly timeZone: () => string
  readonly releases: VisitedReleases
  /** Instead of the store that `config` names. */
  readonly store?: VisitStore
  /** Instead of counting the hits of addresses in this process alone. */
  readonly isWithinLimits?: RateLimiter<Promise<boolean>> | undefined
}

/** How long the start waits for a silent store to give the day's salt, ms. */
const startPatience = 10_000
/** How long the start waits for the figures and rankings of all releases, ms; they go on being read meanwhile. */
const learningPatience = 1000
/** How long closing waits for a round of the upkeep that a store holds up, ms. */
const stoppingPatience = 1000

/** Opens store and spool. Rejects with `ConfigError` when the store is set up so that it would lose visits. */
export async function openVisits(options: VisitsOptions): Promise<Visits> {
  const { config, clock, log, timeZone, releases } = options
  const store = options.store ?? (await openStore(config.visitsStore, { dataDir: config.dataDir }))
  const steadyNow = startSteadyClock(clock)
  const today = createToday(clock, timeZone)
  const spoolFolder = join(config.dataDir, 'spool')
  const spool = openSpool({ folder: spoolFolder })
  const salts = openSalts(store, spoolFolder, steadyNow)
  const figures = createFigureReader(store, steadyNow)
  const tally = createTally()
  // A store that is only slow to start is waited for here, so that all processes begin the day with one salt.
  await salts.of(today(), startPatience)
  const rank: Visits['topReleases'] = (days, limit) =>
    rankReleases({ store, releases, days, limit, now: clock.now(), timeZone: timeZone() })
  const isPublished = (slug: string) => releases.isPublished(slug)
  const rankings = createRankingReader({ rank, isPublished, today, now: steadyNow })
  const learn = async () => {
    await figures.learn(today())
    await rankings.learn()
  }
  await settledWithin(learningPatience, learn())
  const upkeep = startUpkeep({ store, spool, salts, learn, tally, log, clock, timeZone, steadyNow, releases })
  const withLegacy = createLegacyAdder(releases)
  const isWithinLimits = options.isWithinLimits ?? createRateLimiter(config.visitLimits)
  const counting = { config, store, spool, salts, figures, tally, upkeep, isPublished, today, steadyNow }

  return {
    async figures(slugs) {
      const found = await figures.read(slugs, today())
      return new Map([...found].map(([slug, seen]) => [slug, withLegacy(slug, seen)]))
    },
    record: createRecorder({ ...counting, withLegacy, isWithinLimits }),
    rename: (from, to) => upkeep.rename(from, to),
    topReleases: rank,
    mostRead: rankings.read,
    series: (slug, from, to) => store.series(slug, from, to),
    refusals: (from, to) => store.refusals(from, to),
    counters: () => tally.counters(),
    today,
    isPublished,
    health: () => readHealth(store, upkeep),
    async close() {
      await settledWithin(stoppingPatience, upkeep.stop())
      await spool.close()
      await store.close()
    },
  }
}

const createLegacyAdder =
  (releases: VisitedReleases) =>
  (slug: string, { today, total }: ReaderFigures): ReaderFigures => ({
    today,
    total: total + releases.legacyVisits(slug),
  })

async function readHealth(store: VisitStore, upkeep: Upkeep): Promise<VisitsHealth> {
  const health = await store.health()
  const spooled = await upkeep.spooled()
  const waiting = `${spooled} visits wait in the spool; they are counted when the visit store is back.`
  const warnings = new Set([...health.warnings, ...upkeep.warnings(), ...(spooled > 0 ? [waiting] : [])])
  return {
    ok: health.ok && !upkeep.isStoreDown() && spooled === 0,
    store: health,
    spooled,
    warnings: [...warnings],
  }
}
