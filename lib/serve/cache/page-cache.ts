import { LRUCache } from 'lru-cache'
import type { Clock } from '#lib/clock.ts'
import type { Edition } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { cacheControlUntil, editionEnd, type Headers, longestPageLife } from '../headers.ts'
import type { Page } from '../page.ts'
import { Entry, type Life } from './entry.ts'

/** What a request asks for, in a form that is the same for all who ask for the same. */
export interface Question {
  /** The canonical target, which must answer the same when it is asked for itself. Absent: the answer is not kept. */
  readonly key?: string
  /** Of addresses without number, which may not displace pages that readers use. */
  readonly isRare?: boolean
  /** False while the answer lacks something that is on its way; then it is not kept. */
  isSettled?(): boolean
  /** Never rejects: a fault is a page with status 500. */
  render(): Promise<Page>
}

export interface PageCacheOptions {
  readonly edition: () => Edition
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'warn'>
  readonly commonHeaders: Headers
  /** Bytes for pages, and for what is not found and what was searched for. */
  readonly limits?: { readonly pages: number; readonly rare: number }
}

interface Slot {
  readonly entry: Entry
  readonly question: Question
  readonly life: Life
  /** After a fault: when to try again, in ms since the epoch. */
  retryAt: number
}

const usualLimits = { pages: 64 * 1024 * 1024, rare: 4 * 1024 * 1024 }

/** All in ms. */
const longestLife = longestPageLife * 1000
const rareLife = 10_000
const refreshBefore = 10_000
const retryPause = 2000

/** Bounds of the memory of other spellings of kept addresses. */
const mostSpellings = 2000
const longestSpelling = 300

/** How often an answer is rendered again because what is public changed meanwhile. */
const mostAttempts = 3

/** Answers are kept in public only; a fault, a preview or a redirect is not. */
const isKept = ({ status, headers }: Page) =>
  (status === 200 || status === 404 || status === 410) && headers['cache-control']?.startsWith('public') === true

function lifeOf(renderedAt: number, until: number, isRare: boolean): Life {
  const end = Math.min(renderedAt + (isRare ? rareLife : longestLife), until)
  // What ends sooner ends because something changes then: rendering it anew before that gains nothing.
  const refreshAt = isRare ? end : Math.min(renderedAt + longestLife - refreshBefore, end)
  return { renderedAt, refreshAt, end, lastResortEnd: until }
}

/** A page that other caches may not keep either. */
const unshared = (page: Page): Page =>
  isKept(page) ? { ...page, headers: { ...page.headers, 'cache-control': cacheControlUntil(0, 0) } } : page

/**
 * A shared cache of RFC 9111 before the rendering. What it gives equals what would be rendered from the same edition on the
 * same day; only figures of visits may be up to 60 s old. Another edition empties it.
 */
export class PageCache {
  readonly #options: PageCacheOptions
  readonly #pages: LRUCache<string, Slot>
  readonly #rare: LRUCache<string, Slot>
  readonly #spellings = new LRUCache<string, string>({ max: mostSpellings })
  #flights = new Map<string, Promise<Entry | Page | undefined>>()
  #edition: Edition | undefined

  constructor(options: PageCacheOptions) {
    this.#options = options
    const { pages, rare } = options.limits ?? usualLimits
    const sizeCalculation = ({ entry }: Slot, key: string) => entry.bytes + 2 * key.length
    this.#pages = new LRUCache({ maxSize: pages, sizeCalculation })
    this.#rare = new LRUCache({ maxSize: rare, sizeCalculation })
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#pages.calculatedSize + this.#rare.calculatedSize
  }

  /** What is kept for a request's target, spelt as it came, when it may be shown now. Starts to render anew what soon may not. */
  find(target: string): Entry | undefined {
    this.#follow()
    const slot = this.#slot(target) ?? this.#slot(this.#spellings.get(target))
    if (slot === undefined) return undefined
    const now = this.#options.clock.now()
    if (now < slot.life.renderedAt || now >= slot.life.end) return undefined
    if (now >= slot.life.refreshAt && now >= slot.retryAt) this.#refresh(slot)
    return slot.entry
  }

  /**
   * The answer to a question: kept, or rendered now, once however many ask. `ask` is called anew when the edition changes.
   * `spelling` is the request's target as it came, under which `find` shall find the answer next time.
   */
  async answer(ask: () => Question, spelling?: string): Promise<Entry | Page> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      this.#follow()
      const question = ask()
      const { key } = question
      if (key === undefined) return await question.render()
      if (spelling !== undefined && spelling !== key && spelling.length <= longestSpelling)
        this.#spellings.set(spelling, key)
      const found = this.find(key) ?? this.#lastResort(key) ?? (await this.#fly(question))
      if (found !== undefined) return found
    }
    return unshared(await ask().render())
  }

  /** Counts again what an entry costs, after an encoding was added. */
  measure(entry: Entry): void {
    for (const region of [this.#pages, this.#rare]) {
      const key = entry.key
      const slot = key === undefined ? undefined : region.peek(key)
      // A new slot, since a region counts again only what is another value.
      if (key !== undefined && slot?.entry === entry) region.set(key, { ...slot })
    }
  }

  /** Empties everything when another edition has begun; what is being rendered from the one before is nobody's any more. */
  #follow(): Edition {
    const edition = this.#options.edition()
    if (edition !== this.#edition) {
      this.#pages.clear()
      this.#rare.clear()
      this.#spellings.clear()
      this.#flights = new Map()
      this.#edition = edition
    }
    return edition
  }

  #refresh({ question, entry }: Slot): void {
    this.#fly(question, entry).catch((error: unknown) => {
      this.#options.log.warn('serve.refresh-failed', { address: question.key, reason: errorMessage(error) })
    })
  }

  #slot(key: string | undefined): Slot | undefined {
    return key === undefined ? undefined : (this.#pages.get(key) ?? this.#rare.get(key))
  }

  /** What was good before, for a short while after rendering has failed. */
  #lastResort(key: string): Entry | undefined {
    const slot = this.#slot(key)
    if (slot === undefined) return undefined
    const now = this.#options.clock.now()
    return now < slot.retryAt && now >= slot.life.renderedAt && now < slot.life.lastResortEnd ? slot.entry : undefined
  }

  /** One rendering for all who wait for it; `undefined` when what is public has changed meanwhile. */
  async #fly(question: Question, earlier?: Entry): Promise<Entry | Page | undefined> {
    const { key = '' } = question
    const flights = this.#flights
    const flying = flights.get(key)
    if (flying !== undefined) return await flying
    const flight = this.#render(question, key, earlier)
    flights.set(key, flight)
    try {
      return await flight
    } finally {
      flights.delete(key)
    }
  }

  /** `earlier` is what readers are shown meanwhile; without it somebody waits. */
  async #render(question: Question, key: string, earlier?: Entry): Promise<Entry | Page | undefined> {
    const { clock, commonHeaders } = this.#options
    const edition = this.#follow()
    const renderedAt = clock.now()
    const until = editionEnd(edition, renderedAt)
    const isSettled = question.isSettled?.() ?? true
    const page = await question.render()
    const isRare = question.isRare === true || page.status !== 200
    const kept = lifeOf(renderedAt, until, isRare)
    const entry = new Entry(page, { commonHeaders, key, life: kept, isRare })
    if (earlier !== undefined) await entry.prepareLike(earlier)
    const now = clock.now()
    if (this.#follow() !== edition || now >= until || now < renderedAt) return undefined
    if (page.status >= 500) return this.#keepEarlier(key, now) ?? page
    if (!isKept(page) || !isSettled || question.isSettled?.() === false) return unshared(page)
    const [region, other] = isRare ? [this.#rare, this.#pages] : [this.#pages, this.#rare]
    other.delete(key)
    region.set(key, { entry, question, life: kept, retryAt: 0 })
    return entry
  }

  #keepEarlier(key: string, now: number): Entry | undefined {
    const slot = this.#slot(key)
    if (slot === undefined || now < slot.life.renderedAt || now >= slot.life.lastResortEnd) return undefined
    this.#options.log.warn('serve.earlier-page-shown', { address: key, age: now - slot.life.renderedAt })
    slot.retryAt = now + retryPause
    return slot.entry
  }
}
