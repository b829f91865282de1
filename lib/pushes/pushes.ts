import type { Clock } from '#lib/clock.ts'
import type { Edition, Release, ReleaseBody } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { openProcessLock, type ProcessLock } from '#lib/process-lock.ts'
import { allKeys, changedKeys, Noter } from './noter.ts'
import { Outbox, type PushCounts } from './outbox.ts'
import { Sender } from './sender.ts'
import { createProtocols, type PushEndpoints, type PushSettings, pushObstacle, wantedTargets } from './targets.ts'

/** How pushes stand: off, on with what waits and what failed, or on but unable to be kept. */
export type PushStatus =
  | { readonly state: 'off' }
  | ({ readonly state: 'on' } & PushCounts)
  | { readonly state: 'broken'; readonly reason: string }

/** Tells search engines and hubs what has changed. */
export interface Pushes {
  status(): PushStatus
  close(): Promise<void>
}

export interface PushesOptions {
  readonly settings: PushSettings
  readonly dataDir: string
  readonly content: {
    body(release: Release): Promise<ReleaseBody>
    onChange(listener: () => void): () => void
  }
  readonly edition: () => Edition
  readonly clock: Clock
  readonly log: Log
  /** From 0 to 1. */
  readonly random?: () => number
  readonly endpoints?: PushEndpoints
  /** ms between looks at the clock and at what waits; 1 s when absent. */
  readonly interval?: number
}

/** Looks for which everything rests after a fault of the outbox. */
const faultLooks = 30
/** All in ms. */
const usualInterval = 1000
const receiptLife = 90 * 86_400_000
/** What the other serving processes get to see the same change, before anybody is sent here to read it. */
const settling = 1000
/** What a call under way gets to be answered when the process ends. */
const lastCall = 1000

/** Releases whose texts are read at a time while there is nothing else to do. */
const readAtOnce = 20

class LivePushes implements Pushes {
  readonly #options: PushesOptions
  readonly #outbox: Outbox
  readonly #lock: ProcessLock
  readonly #noter: Noter
  readonly #senders: readonly Sender[]
  readonly #sending = new Map<Sender, Promise<void>>()
  readonly #ending = new AbortController()
  readonly #stopListening: () => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  /** What was looked at last; `undefined` before the first look of this process. */
  #noted: Edition | undefined
  #allRead = false
  #again = false
  /** Until when nobody is told since the outbox could not be written, ms of the process's own clock. */
  #restsUntil = 0
  #closed = false

  constructor(options: PushesOptions, outbox: Outbox, lock: ProcessLock) {
    const { settings, content, clock, log, random = Math.random } = options
    this.#options = options
    this.#outbox = outbox
    this.#lock = lock
    const targets = wantedTargets(settings)
    const body = (release: Release) => content.body(release)
    this.#noter = new Noter({ outbox, body, targets, log, isClosed: () => this.#closed })
    this.#senders = [...createProtocols(settings, options.endpoints)].map(
      ([target, protocol]) => new Sender({ target, protocol, outbox, siteUrl: settings.siteUrl, clock, log, random }),
    )
    this.#stopListening = content.onChange(() => this.#wake())
    this.#wake()
  }

  status(): PushStatus {
    try {
      return { state: 'on', ...this.#outbox.counts() }
    } catch (error) {
      return { state: 'broken', reason: errorMessage(error) }
    }
  }

  /** Looks again now, or as soon as the look under way is over. */
  #wake(): void {
    clearTimeout(this.#timer)
    if (this.#closed) return
    if (this.#running !== undefined) {
      this.#again = true
      return
    }
    const { interval = usualInterval, edition, clock, log } = this.#options
    let pause = interval
    this.#running = this.#cycle()
      .catch((error: unknown) => {
        log.error('pushes.failed', { reason: errorMessage(error) })
        pause = interval * faultLooks
      })
      .finally(() => {
        this.#running = undefined
        if (this.#closed) return
        // A scheduled release is told at its second.
        const wait = this.#again ? 0 : Math.min(pause, Math.max(0, edition().until - clock.now()))
        this.#again = false
        this.#timer = setTimeout(() => this.#wake(), wait).unref()
      })
  }

  async #cycle(): Promise<void> {
    // Of the processes that serve side by side, one looks and sends; another takes over when it ends.
    if (!this.#lock.take()) return
    const edition = this.#options.edition()
    if (edition !== this.#noted) await this.#note(edition)
    for (const sender of this.#senders) this.#send(sender)
    if (this.#allRead || this.#closed) return
    this.#allRead = !(await this.#noter.readSome(edition, readAtOnce))
    this.#again ||= !this.#allRead
  }

  async #note(edition: Edition): Promise<void> {
    const before = this.#noted
    const now = this.#options.clock.now()
    if (before === undefined) this.#outbox.prune(now - receiptLife)
    const isEdited = before?.catalogue !== edition.catalogue
    const keys = before === undefined ? allKeys(this.#outbox, edition) : changedKeys(before, edition)
    const times = { now, due: isEdited ? now + settling : now }
    if (await this.#noter.look(keys, edition, times)) this.#noted = edition
  }

  #send(sender: Sender): void {
    if (this.#sending.has(sender) || this.#closed || performance.now() < this.#restsUntil) return
    const { log, interval = usualInterval } = this.#options
    const sending = sender
      .sendDue(this.#ending.signal)
      .catch((error: unknown) => {
        log.error('pushes.failed', { reason: errorMessage(error) })
        this.#restsUntil = performance.now() + interval * faultLooks
      })
      .finally(() => this.#sending.delete(sender))
    this.#sending.set(sender, sending)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    clearTimeout(this.#timer)
    const cut = setTimeout(() => this.#ending.abort(), lastCall)
    await Promise.all([this.#running, ...this.#sending.values()])
    clearTimeout(cut)
    this.#outbox.close()
    this.#lock.close()
  }
}

const withoutPushes = (status: PushStatus): Pushes => ({ status: () => status, close: async () => {} })

/**
 * Opens pushes over the outbox in `dataDir`: off without a key, a token or a hub, and on a site that is closed or local. A
 * broken outbox stops pushes, not the site.
 */
export function openPushes(options: PushesOptions): Pushes {
  const { settings, dataDir, log } = options
  if (wantedTargets(settings).size === 0) return withoutPushes({ state: 'off' })
  const obstacle = pushObstacle(settings)
  if (obstacle !== undefined) {
    log.warn('pushes.off', { because: obstacle })
    return withoutPushes({ state: 'off' })
  }
  let outbox: Outbox | undefined
  try {
    outbox = new Outbox(dataDir)
    return new LivePushes(options, outbox, openProcessLock(dataDir, 'pushes-sender'))
  } catch (error) {
    outbox?.close()
    const reason = errorMessage(error)
    log.error('pushes.broken', { reason })
    return withoutPushes({ state: 'broken', reason })
  }
}
