import type { Clock } from '#lib/clock.ts'
import { StoreError } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { localDay, nextMidnight } from '#lib/time-zone.ts'
import type { Salts } from './salts.ts'
import { isSpoolFault, type Spool } from './spool.ts'
import type { VisitHit, VisitStore } from './store/store.ts'
import type { Tally } from './tally.ts'

export interface UpkeepOptions {
  readonly store: VisitStore
  readonly spool: Spool
  readonly salts: Salts
  /** Reads what pages show of the day, once. Never rejects because of the store. */
  readonly learn: () => Promise<void>
  readonly tally: Tally
  readonly log: Log
  readonly clock: Clock
  readonly timeZone: () => string
  /** ms since the epoch as of the start, without jumps. */
  readonly steadyNow: () => number
  readonly releases: { isPublished(slug: string): boolean }
}

/** What must be done beside the answering of hits: bring what waits to the store, forget what is old. */
export interface Upkeep {
  /** Hits go to the spool at once while this is so. */
  isStoreDown(): boolean
  /** Takes note of a fault of store or spool; throws on what is neither. */
  failed(error: unknown): void
  /** Moves counts now, or as soon as the store is back; and again after hits of the old slug came out of the spool. */
  rename(from: string, to: string): Promise<void>
  /** Hits that wait on this machine's disk; 0 when the disk cannot be read, which is then a warning. */
  spooled(): Promise<number>
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
/** Pruning waits a while after the start, until what the machine's processes spooled is in the store. */
const firstPruneAfter = 300 * second
/** Hits given to the store at once when the spool is replayed. */
const replayAtOnce = 500

/** Starts the upkeep: a round each second until `stop`. */
export function startUpkeep(options: UpkeepOptions): Upkeep {
  const { store, tally, steadyNow } = options
  const faults = createFaults(options.log)
  const renames = createRenames(options)
  const flushDue = every(flushEvery, steadyNow)
  const pruneDue = every(pruneEvery, steadyNow, firstPruneAfter)
  const rounds = repeat(async () => {
    await faults.guard(async () => {
      if (faults.isStoreDown() && !(await store.health()).ok) return
      await bringToStore(options, faults, renames)
      faults.storeIsBack()
      if (flushDue()) await tally.flush(store)
      await fetchNextSalt(options)
      await options.learn()
      if (pruneDue()) await Promise.all([store.prune(steadyNow()), options.salts.prune()])
    })
  })

  return {
    isStoreDown: faults.isStoreDown,
    failed: faults.note,
    async rename(from, to) {
      renames.add(from, to)
      await faults.guard(renames.apply)
    },
    async spooled() {
      let size = 0
      await faults.guard(async () => {
        size = await options.spool.size()
      })
      return size
    },
    warnings: faults.warnings,
    async stop() {
      await rounds.stop()
      if (!faults.isStoreDown()) await faults.guard(() => tally.flush(store))
    },
  }
}

type Faults = ReturnType<typeof createFaults>

function createFaults(log: Log) {
  let store: StoreError | undefined
  let spool: StoreError | undefined
  const note = (error: unknown) => {
    if (!(error instanceof StoreError)) throw error
    const [event, before] = isSpoolFault(error) ? ['visits.spool-down', spool] : ['visits.store-down', store]
    if (before?.code !== error.code) {
      log.error(event, { code: error.code, message: error.message, hint: error.hint })
    }
    if (isSpoolFault(error)) spool = error
    else store = error
  }
  return {
    note,
    isStoreDown: () => store !== undefined,
    storeIsBack() {
      if (store !== undefined) log.info('visits.store-back')
      store = undefined
    },
    spoolIsBack() {
      spool = undefined
    },
    warnings: () => [store, spool].flatMap((fault) => (fault ? [`${fault.message} ${fault.hint}`] : [])),
    async guard(work: () => Promise<unknown>) {
      try {
        await work()
      } catch (error) {
        note(error)
      }
    },
  }
}

type Renames = ReturnType<typeof createRenames>

function createRenames({ store, releases, clock }: UpkeepOptions) {
  const known = new Map<string, string>()
  const waiting = new Set<string>()
  return {
    add(from: string, to: string) {
      known.set(from, to)
      waiting.add(from)
    },
    /** A slug that has become a release of its own keeps what it counts from then on. */
    addKnown() {
      for (const from of known.keys()) if (!releases.isPublished(from)) waiting.add(from)
    },
    async apply() {
      for (const from of [...waiting]) {
        await store.rename(from, known.get(from) ?? from, clock.now())
        waiting.delete(from)
      }
    },
  }
}

async function bringToStore({ store, spool, salts, log }: UpkeepOptions, faults: Faults, renames: Renames) {
  await salts.settle()
  const give = async (hits: readonly VisitHit[]) => {
    for (let start = 0; start < hits.length; start += replayAtOnce) {
      await Promise.all(hits.slice(start, start + replayAtOnce).map((hit) => store.hit(hit)))
      faults.storeIsBack()
    }
  }
  const { hits, torn } = await spool.replay(give)
  if (torn > 0) log.warn('visits.torn', { lines: torn })
  if (hits > 0) {
    log.info('visits.replayed', { hits })
    renames.addKnown()
  }
  await renames.apply()
  faults.spoolIsBack()
}

async function fetchNextSalt({ clock, timeZone, salts }: UpkeepOptions): Promise<void> {
  const now = clock.now()
  const midnight = nextMidnight(now, timeZone())
  if (midnight - now < saltAdvance) await salts.of(localDay(midnight, timeZone()))
}

/** Whether `interval` has passed since the last time this was so, or `first` since now. */
function every(interval: number, now: () => number, first = interval): () => boolean {
  let last = now() - interval + first
  return () => {
    if (now() - last < interval) return false
    last = now()
    return true
  }
}

/** Runs `round` a second after the last one ended; never keeps the process alive. */
function repeat(round: () => Promise<void>): { stop(): Promise<void> } {
  let stopped = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  const next = () => {
    timer = setTimeout(async () => {
      running = round()
      await running
      if (!stopped) next()
    }, second)
    timer.unref()
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
