import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import { absoluteUrl } from '#lib/urls.ts'
import type { Outbox, WaitingPush } from './outbox.ts'
import type { Outcome, Protocol } from './protocols/protocol.ts'
import type { PushTarget } from './push.ts'

/** All in ms. */
const firstPause = 30_000
const longestPause = 6 * 3_600_000
/** How long a push is tried before it is given up. */
export const longestTrial = 3 * 86_400_000

/** How long to wait after so many setbacks in a row, ms: twice as long each time, less up to half by chance. `random` is from 0 to 1. */
export function pauseAfter(setbacks: number, random: number): number {
  return Math.min(longestPause, firstPause * 2 ** (setbacks - 1)) * (1 - random / 2)
}

export interface SenderOptions {
  readonly target: PushTarget
  readonly protocol: Protocol
  readonly outbox: Outbox
  readonly siteUrl: string
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
}

/** Sends what waits for one target, call by call. */
export class Sender {
  readonly #options: SenderOptions
  /** Most addresses in a call now: fewer while a quota does not take them all. */
  #limit: number

  constructor(options: SenderOptions) {
    this.#options = options
    this.#limit = options.protocol.batch
  }

  /** Sends until nothing is due, the target wants a pause, or `signal` ends it. Rejects when the outbox cannot be written. */
  async sendDue(signal: AbortSignal): Promise<void> {
    const { outbox, target, protocol, siteUrl, clock } = this.#options
    while (!signal.aborted) {
      const pushes = outbox.due(target, clock.now(), this.#limit)
      if (pushes.length === 0) return
      outbox.ask(target, clock.now())
      const urls = pushes.map(({ path }) => absoluteUrl(siteUrl, path))
      const outcome = await protocol.send(urls, { now: clock.now(), signal })
      // A call cut off by our own end may have arrived or not: it is made again at the next start.
      if (signal.aborted && outcome.kind === 'later') return
      this.#settle(pushes, urls, outcome)
    }
  }

  #settle(pushes: readonly WaitingPush[], urls: readonly string[], outcome: Outcome): void {
    const { outbox, target, log, clock } = this.#options
    const now = clock.now()
    const { answer } = outcome
    const fields = { target, count: pushes.length, answer }
    if (outcome.kind === 'sent') this.#settleSent(pushes, urls, outcome)
    else if (outcome.kind === 'refused') {
      outbox.end(pushes, { state: 'failed', answer }, now)
      log.error('pushes.refused', fields)
    } else if (outcome.kind === 'too-many' && pushes.length > 1) this.#limit = Math.ceil(pushes.length / 2)
    else {
      outbox.postpone(pushes, answer)
      this.#pause(outcome)
      log.warn('pushes.delayed', fields)
      const given = outbox.giveUp(target, now - longestTrial, now)
      if (given > 0) log.error('pushes.given-up', { target, count: given, answer })
    }
  }

  #settleSent(pushes: readonly WaitingPush[], urls: readonly string[], outcome: Outcome & { readonly kind: 'sent' }) {
    const { outbox, target, log, clock } = this.#options
    const now = clock.now()
    const { answer, refused = new Map(), left = [], resume = 0 } = outcome
    const isLeft = new Set(left)
    const withUrls = pushes.map((push, place) => ({ push, url: urls[place] ?? '' }))
    const sent = withUrls.filter(({ url }) => !refused.has(url) && !isLeft.has(url)).map(({ push }) => push)
    outbox.end(sent, { state: 'sent', answer }, now)
    for (const { push, url } of withUrls) {
      const why = refused.get(url)
      if (why !== undefined) outbox.end([push], { state: 'failed', answer: why }, now)
    }
    if (refused.size > 0) log.error('pushes.refused', { target, count: refused.size, answer })
    outbox.setFortune(target, 0, resume)
    if (resume > now) this.#limit = this.#options.protocol.batch
    if (sent.length > 0) log.info('pushes.sent', { target, count: sent.length, answer })
  }

  /** After a quota the count begins anew by itself; only faults make the next pause longer. */
  #pause({ kind, resume = 0 }: Outcome & { readonly kind: 'later' | 'too-many' }): void {
    const { outbox, target, clock, random, protocol } = this.#options
    this.#limit = protocol.batch
    const setbacks = kind === 'too-many' ? 0 : outbox.fortune(target).setbacks + 1
    const pause = setbacks === 0 ? 0 : pauseAfter(setbacks, random())
    outbox.setFortune(target, setbacks, Math.round(Math.max(clock.now() + pause, resume)))
  }
}
