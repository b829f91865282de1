import { randomBytes } from 'node:crypto'
import type { LocalDay } from '#lib/time-zone.ts'
import type { FigureReader, ReaderFigures } from './for-pages/figures.ts'
import type { RateLimiter } from './rate.ts'
import { judgeVisit, type VisitReason, type VisitRequest } from './rules.ts'
import type { Salts } from './salts.ts'
import type { Spool } from './spool.ts'
import type { HitResult, VisitHit, VisitStore } from './store/store.ts'
import type { Tally } from './tally.ts'
import type { Upkeep } from './upkeep.ts'
import { clientNetwork, headerText, visitFingerprint } from './visitor.ts'

/** What a hit is answered with. */
export interface VisitAnswer {
  readonly slug: string
  /** `null`: the store is down and this process has not seen the figure, that of today since midnight. */
  readonly today: number | null
  readonly total: number | null
  readonly counted: boolean
  readonly reason: VisitReason
}

export interface RecorderOptions {
  readonly config: { readonly visitWindowSeconds: number; readonly trustProxyHops: number }
  readonly store: VisitStore
  readonly spool: Spool
  readonly salts: Salts
  readonly figures: FigureReader
  readonly tally: Tally
  readonly upkeep: Upkeep
  readonly isPublished: (slug: string) => boolean
  readonly today: () => LocalDay
  /** ms since the epoch as of the start, without jumps. */
  readonly steadyNow: () => number
  /** Adds to figures of the store what the release brought from an older site. */
  readonly withLegacy: (slug: string, figures: ReaderFigures) => ReaderFigures
  readonly isWithinLimits: RateLimiter<boolean | Promise<boolean>>
}

/** Decides about hits and counts them; each call resolves after the commit and never rejects because of the store. */
export function createRecorder(options: RecorderOptions): (request: VisitRequest) => Promise<VisitAnswer> {
  const { config, salts, figures, tally, isPublished, today, steadyNow, withLegacy, isWithinLimits } = options
  const answer = (slug: string, reason: VisitReason, day: LocalDay, seen: ReaderFigures | undefined): VisitAnswer => {
    tally.add(reason, day)
    const shown = seen === undefined ? { today: null, total: null } : withLegacy(slug, seen)
    return { slug, ...shown, counted: reason === 'counted', reason }
  }
  const refuse = async (slug: string, reason: VisitReason, day: LocalDay) => {
    const found = isPublished(slug) ? await figures.read([slug], day) : undefined
    return answer(slug, reason, day, found?.get(slug))
  }
  return async (request) => {
    const { slug, headers } = request
    const [at, day] = [steadyNow(), today()]
    const judged = judgeVisit(request, isPublished)
    if ('refused' in judged) return await refuse(slug, judged.refused, day)
    const network = clientNetwork(headers, request.remoteAddress, config.trustProxyHops)
    if (!(await isWithinLimits(network, slug, { at, day }))) return await refuse(slug, 'rate', day)
    const agent = headerText(headers, 'user-agent') ?? ''
    const result = await commit(options, {
      event: judged.event ?? randomBytes(16).toString('hex'),
      slug,
      day,
      fingerprint: visitFingerprint(await salts.of(day), { network, agent, slug }),
      at,
      windowSeconds: config.visitWindowSeconds,
    })
    if (typeof result === 'string') return answer(slug, result, day, figures.lastSeen(slug, day))
    figures.see(slug, day, result)
    return answer(slug, result.outcome, day, result)
  }
}

/** Commits the hit, to the spool when the store cannot take it. */
async function commit(
  { store, spool, upkeep }: RecorderOptions,
  hit: VisitHit,
): Promise<HitResult | 'spooled' | 'unavailable'> {
  try {
    if (!upkeep.isStoreDown()) return await store.hit(hit)
  } catch (error) {
    upkeep.failed(error)
  }
  try {
    await spool.append(hit)
    return 'spooled'
  } catch (error) {
    upkeep.failed(error)
    return 'unavailable'
  }
}
