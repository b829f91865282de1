import type { Clock } from '#lib/clock.ts'
import type { Catalogue, Edition, Release, ReleaseBody } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import { isLocale, type Locale } from '#lib/i18n/locales.ts'
import type { Log } from '#lib/log.ts'
import { openProcessLock, type ProcessLock } from '#lib/process-lock.ts'
import { CatchUp } from './build/catch-up.ts'
import { Finder, findNothing } from './finder.ts'
import { KnownEntries } from './known-entries.ts'
import type { SearchRequest, SearchResult } from './result.ts'
import { openSearchIndex, type SearchIndex } from './search-index.ts'

/** Full-text search over what is public. */
export interface Search {
  /** Everything in a result is readable in `edition`. */
  find(edition: Edition, request: SearchRequest): SearchResult
  /** Titles, the newest first and at most eight, that have all words of `text`, the last of which may be a beginning. */
  titles(edition: Edition, locale: Locale, text: string): string[]
  /** How much is indexed, as a share from 0 to 1. */
  progress(): number
  close(): Promise<void>
}

export interface SearchOptions {
  readonly dataDir: string
  /** Absolute. */
  readonly contentDir: string
  readonly content: {
    catalogue(): Catalogue
    body(release: Release): Promise<ReleaseBody>
    onChange(listener: (changed: ReadonlySet<string>) => void): () => void
  }
  readonly clock: Clock
  readonly log: Log
}

/** Milliseconds between looks at an index that another process writes, and whether it still does. */
const followEvery = 1000

/** After how many milliseconds an index that could not be written is tried again: at first, and at most. */
const retryAfter = { first: 1000, most: 60_000 }

class LiveSearch implements Search {
  readonly #options: SearchOptions
  readonly #index: SearchIndex
  readonly #known: KnownEntries
  readonly #finder: Finder
  readonly #catchUp: CatchUp
  readonly #lock: ProcessLock
  readonly #stopListening: () => void
  #following: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  /** What is to be compared; at first, and after a process that wrote has ended, everything. */
  #todo: Set<string> | 'everything' = 'everything'
  #closed = false
  #progress = 0
  #failures = 0
  #seen: Edition | undefined

  constructor(options: SearchOptions, index: SearchIndex, lock: ProcessLock) {
    const { dataDir, contentDir, content, clock, log } = options
    this.#options = options
    this.#index = index
    this.#known = new KnownEntries(this.#index)
    this.#finder = new Finder(this.#index, this.#known)
    this.#lock = lock
    this.#catchUp = new CatchUp({
      index: this.#index,
      known: this.#known,
      dataDir,
      contentDir,
      body: (release) => content.body(release),
      clock,
      log,
      isClosed: () => this.#closed,
      onLeft: (left) => {
        // 1 is said only when all is done.
        this.#progress = this.#known.count / (this.#known.count + Math.max(1, left))
      },
    })
    this.#stopListening = content.onChange((changed) => this.#update(changed))
    this.#update(new Set())
  }

  progress(): number {
    return this.#progress
  }

  /** Starts bringing the index up to date, unless another process does; once more afterwards when the content changes meanwhile. */
  #update(changed: ReadonlySet<string>): void {
    if (this.#todo !== 'everything') for (const slug of changed) this.#todo.add(slug)
    clearTimeout(this.#following)
    if (!this.#lock.take()) {
      this.#todo = 'everything'
      if (this.#progress < 1) this.#progress = this.#share()
      this.#following = setTimeout(() => this.#update(new Set()), followEvery).unref()
      return
    }
    this.#running ??= this.#bringUpToDate()
      .then(
        () => {
          this.#failures = 0
        },
        (error: unknown) => this.#tryAgain(error),
      )
      .finally(() => {
        this.#running = undefined
      })
  }

  /** A disk that is full may have room later; until then is found what was written before. */
  #tryAgain(error: unknown): void {
    this.#options.log.error('search.index-failed', { reason: errorMessage(error) })
    const pause = Math.min(retryAfter.first * 2 ** this.#failures, retryAfter.most)
    this.#failures += 1
    this.#todo = 'everything'
    const { count } = this.#known
    this.#progress = Math.min(this.#progress, count / (count + 1))
    if (!this.#closed) this.#following = setTimeout(() => this.#update(new Set()), pause).unref()
  }

  /** How much of an index that another process writes is there. */
  #share(): number {
    let wanted = 0
    for (const versions of this.#options.content.catalogue().releases.values()) wanted += Object.keys(versions).length
    return wanted === 0 ? 1 : Math.min(1, this.#index.size() / wanted)
  }

  async #bringUpToDate(): Promise<void> {
    while (!this.#closed) {
      const todo = this.#todo
      this.#todo = new Set()
      const catalogue = this.#options.content.catalogue()
      if (todo === 'everything') await this.#catchUp.everything(catalogue)
      else await this.#catchUp.some(catalogue, todo)
      if (this.#todo.size === 0) break
    }
    if (!this.#closed) this.#progress = 1
  }

  /** Lets what was published since it was written count among the public words. It is found before, and whoever writes. */
  #follow(edition: Edition): void {
    if (this.#seen === edition) return
    this.#seen = edition
    const published = this.#index.waiting().flatMap((key) => {
      const [locale, slug = ''] = key.split('/')
      return isLocale(locale) && edition.locales[locale].bySlug.has(slug) ? [slug] : []
    })
    if (published.length > 0) this.#update(new Set(published))
  }

  find(edition: Edition, request: SearchRequest): SearchResult {
    this.#follow(edition)
    return this.#finder.find(edition, request, this.#progress === 1)
  }

  titles(edition: Edition, locale: Locale, text: string): string[] {
    return this.#finder.titles(edition.locales[locale], text)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    clearTimeout(this.#following)
    await this.#running
    this.#index.close()
    this.#lock.close()
  }
}

/** Throws what SQLite throws when the index cannot be opened or made. */
function openLiveSearch(options: SearchOptions): Search {
  const index = openSearchIndex(options.dataDir)
  try {
    return new LiveSearch(options, index, openProcessLock(options.dataDir, 'search-writer'))
  } catch (error) {
    index.close()
    throw error
  }
}

/** Finds nothing while the index cannot be opened, as on a disk that is full or may only be read, and tries again. */
class AwaitedSearch implements Search {
  readonly #options: SearchOptions
  #opened: Search | undefined
  #next: NodeJS.Timeout | undefined

  constructor(options: SearchOptions) {
    this.#options = options
    this.#open(retryAfter.first)
  }

  #open(pause: number): void {
    try {
      this.#opened = openLiveSearch(this.#options)
    } catch (error) {
      this.#options.log.error('search.index-failed', { reason: errorMessage(error) })
      this.#next = setTimeout(() => this.#open(Math.min(2 * pause, retryAfter.most)), pause).unref()
    }
  }

  progress(): number {
    return this.#opened?.progress() ?? 0
  }

  find(edition: Edition, request: SearchRequest): SearchResult {
    return this.#opened?.find(edition, request) ?? findNothing(request)
  }

  titles(edition: Edition, locale: Locale, text: string): string[] {
    return this.#opened?.titles(edition, locale, text) ?? []
  }

  async close(): Promise<void> {
    clearTimeout(this.#next)
    await this.#opened?.close()
  }
}

/**
 * Opens search over the index in `dataDir`, and brings the index up to date behind the readers' backs. Never throws: the index
 * is derived, and pages go on without it.
 */
export function openSearch(options: SearchOptions): Search {
  return new AwaitedSearch(options)
}
