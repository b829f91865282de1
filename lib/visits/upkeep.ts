import type { Clock } from '#lib/clock.ts'
import { StoreError } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { localDay, nextMidnight } from '#lib/time-zone.ts'
import type { Salts } from './salts.ts'
import type { Spool } from './spool.ts'
import type { VisitHit, VisitStore } from './store/store.ts'
import type { Tally } from './tally.ts'

export interface UpkeepOptions {
  readonly store: VisitStore
  readonly spool: Spool
  readonly salts: Salts
  readonly tally: Tally
  readonly log: Log
  readonly clock: Clock
  readonly timeZone: () => string
  /** ms since the epoch as of the start, without jumps. */
  readonly steadyNow: () => number
}

/** What must be done beside the answering of hits: bring what waits to the store, forget what is old. */
export interface Upkeep {
  /** Hits go to the spool at once while this is so. */
  isStoreDown(): boolean
  storeFailed(error: StoreError): void
  spoolFailed(error: StoreError): void
  rename(from: string, to: string): Promise<void>
  /** What is wrong now, for an operator. */
  warnings(): readonly string[]
  /** Does what is due a last time and ends. */
  stop(): Promise<void>
}

const second = 1000
/** How long before midnight the next day's salt is fetched, so that a store that is down at midnight does no harm. */
const saltAdvance = 6 * 3600 * second
const pruneEvery = 3600 * second
const flushEvery = 5 * second
/** Hits given to the store at once when the spool is replayed. */
const replayAtOnce = 500

/** Starts the upkeep: a round each second until `stop`. */
export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { store, spool, salts, tally, log, clock, timeZone, steadyNow } = options
  const renames: { from: string; to: string }[] = []
  let storeFault: StoreError | undefined
  let spoolFault: StoreError | undefined
  let flushedAt = steadyNow()
  // Pruning waits a while after the start: what other processes still spool is then in the store.
  let prunedAt = steadyNow() - pruneEvery + 300 * second

  const storeFailed = (error: StoreError) => {
    if (storeFault?.code !== error.code) {
      log.error('visits.store-down', { code: error.code, message: error.message, hint: error.hint })
    }
    storeFault = error
  }
  const give = async (hits: readonly VisitHit[]) => {
    for (let start = 0; start < hits.length; start += replayAtOnce) {
      await Promise.all(hits.slice(start, start + replayAtOnce).map((hit) => store.hit(hit)))
      storeFault = undefined
    }
  }
  const applyRenames = async () => {
    for (const rename of [...renames]) {
      await store.rename(rename.from, rename.to)
      renames.splice(renames.indexOf(rename), 1)
    }
  }
  const bringToStore = async () => {
    await salts.settle()
    const { hits, torn } = await spool.replay(give)
    if (hits > 0) log.info('visits.replayed', { hits })
    if (torn > 0) log.warn('visits.torn', { lines: torn })
    await applyRenames()
    spoolFault = undefined
  }
  const flush = async () => {
    flushedAt = steadyNow()
    await tally.flush(store)
  }
  const round = async () => {
    if (storeFault !== undefined && !(await store.health()).ok) return
    const wasDown = storeFault !== undefined
    await bringToStore()
    storeFault = undefined
    if (wasDown) log.info('visits.store-back')
    if (steadyNow() - flushedAt >= flushEvery) await flush()
    const now = clock.now()
    const midnight = nextMidnight(now, timeZone())
    if (midnight - now < saltAdvance) await salts.of(localDay(midnight, timeZone()))
    if (steadyNow() - prunedAt >= pruneEvery) {
      prunedAt = steadyNow()
      await store.prune(steadyNow())
    }
  }

  const guarded = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      storeFailed(error)
    }
  }
  let stopped = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const next = () => {
    timer = setTimeout(async () => {
      running = guarded(round)
      await running
      if (!stopped) next()
    }, second)
    timer.unref()
  }
  next()

  return {
    isStoreDown: () => storeFault !== undefined,
    storeFailed,
    spoolFailed: (error) => {
      if (spoolFault === undefined) log.error('visits.spool-down', { code: error.code, message: error.message })
      spoolFault = error
    },
    async rename(from, to) {
      renames.push({ from, to })
      await guarded(applyRenames)
    },
    warnings: () => [storeFault, spoolFault].flatMap((fault) => (fault ? [`${fault.message} ${fault.hint}`] : [])),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      if (storeFault === undefined) await guarded(flush)
    },
  }
}
