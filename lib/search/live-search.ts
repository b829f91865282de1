import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '#lib/clock.ts'
import type { Catalogue, Edition, Release, ReleaseBody } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import { isLocale, type Locale } from '#lib/i18n/locales.ts'
import type { Log } from '#lib/log.ts'
import type { ProcessLock } from '#lib/process-lock.ts'
import { CatchUp, keyOf } from './build/catch-up.ts'
import { Finder } from './finder.ts'
import { type IndexFile, isDamage } from './index-file.ts'
import { KnownEntries } from './known-entries.ts'
import type { Search, SearchRequest, SearchResult } from './result.ts'
import type { SearchIndex } from './search-index.ts'

export interface SearchOptions {
  readonly dataDir: string
  /** Absolute. */
  readonly contentDir: string
  readonly content: {
    catalogue(): Catalogue
    body(release: Release): Promise<ReleaseBody>
    onChange(listener: (changed: ReadonlySet<string>) => void): () => void
  }
  /** What is public now; the same object until something changes. */
  readonly edition: () => Edition
  readonly clock: Clock
  readonly log: Log
}

export interface LiveSearchOptions extends SearchOptions {
  /** Called when the index is found to be damaged while it is brought up to date, which then ends. */
  readonly onDamage: (error: unknown) => void
}

/** Milliseconds between looks at an index that another process writes, and whether it still does. */
const followEvery = 1000

/** Awaited entries looked for before others have their turn. */
const lookedAtOnce = 500

/** After how many milliseconds what failed is tried again: at first, and at most. */
const retryAfter = { first: 1000, most: 60_000 }

/** The pause before another try, in ms, after so many that failed. */
export const pauseAfter = (failures: number) => Math.min(retryAfter.first * 2 ** failures, retryAfter.most)

/** Answers from an index that lies in a file, and brings it up to date. Throws what SQLite throws when the file is of no use. */
export class LiveSearch implements Search {
  readonly file: IndexFile
  readonly #options: LiveSearchOptions
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
  /** Slugs that changed and of which the process that writes has not written the present versions yet. */
  #awaited = new Set<string>()
  #closed = false
  #progress = 0
  #failures = 0
  #seen: Edition | undefined
  #prepared: Edition | undefined

  constructor(options: LiveSearchOptions, file: IndexFile, lock: ProcessLock) {
    const { dataDir, contentDir, content, clock, log } = options
    this.file = file
    this.#options = options
    this.#index = file.index
    this.#known = new KnownEntries(this.#index)
    this.#finder = new Finder(this.#index, this.#known)
    this.#lock = lock
    this.#catchUp = new CatchUp({
      index: this.#index,
      known: this.#known,
      file: file.file,
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
  }

  /** Begins to bring the index up to date. */
  start(): void {
    this.#update(new Set())
  }

  progress(): number {
    return this.#progress
  }

  /** Starts bringing the index up to date; once more afterwards when the content changes meanwhile. */
  #update(changed: ReadonlySet<string>): void {
    if (this.#todo === 'everything') this.#await(changed)
    else for (const slug of changed) this.#todo.add(slug)
    clearTimeout(this.#following)
    this.#running ??= this.#work()
      .catch((error: unknown) => this.#tryAgain(error))
      .finally(() => {
        this.#running = undefined
      })
  }

  /** Writes the index or, while another process does, reads what that wrote. */
  async #work(): Promise<void> {
    if (this.#lock.take()) {
      this.#awaited.clear()
      await this.#bringUpToDate()
      this.#failures = 0
      return
    }
    this.#todo = 'everything'
    await this.#known.readAll(() => this.#closed)
    await this.#forgetWritten()
    if (this.#awaited.size > 0) this.#await([])
    else if (this.#progress < 1) this.#progress = this.#share()
    await this.prepare()
    this.#updateAfter(followEvery)
  }

  /** Until another process has written what changed, the index lacks something: no search may be kept as if it did not. */
  #await(changed: Iterable<string>): void {
    for (const slug of changed) this.#awaited.add(slug)
    const { count } = this.#known
    if (this.#awaited.size > 0) this.#progress = Math.min(this.#progress, count / (count + this.#awaited.size))
  }

  async #forgetWritten(): Promise<void> {
    const { releases } = this.#options.content.catalogue()
    let looked = 0
    for (const slug of this.#awaited) {
      const versions = Object.values(releases.get(slug) ?? {})
      if (versions.every((release) => this.#index.kept(keyOf(release))?.digest === release.digest))
        this.#awaited.delete(slug)
      looked += 1
      if (looked % lookedAtOnce === 0) await turn()
      if (this.#closed) return
    }
  }

  #updateAfter(pause: number): void {
    if (!this.#closed) this.#following = setTimeout(() => this.#update(new Set()), pause).unref()
  }

  /** A disk that is full may have room later; until then is found what was written before. */
  #tryAgain(error: unknown): void {
    if (isDamage(error)) {
      this.#options.onDamage(error)
      return
    }
    const hint =
      'Search finds what was written before, and this is tried again. Look at the room on the disk of DATA_DIR and at its rights.'
    this.#options.log.error('search.index-failed', { reason: errorMessage(error), hint })
    this.#todo = 'everything'
    const { count } = this.#known
    this.#progress = Math.min(this.#progress, count / (count + 1))
    this.#updateAfter(pauseAfter(this.#failures))
    this.#failures += 1
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
      await this.prepare()
      if (this.#todo.size === 0) break
    }
    if (!this.#closed) this.#progress = 1
  }

  /** Works out what searches need of the edition, in slices, so that the first of them need not. */
  async prepare(): Promise<void> {
    const edition = this.#options.edition()
    if (edition === this.#prepared) return
    this.#prepared = edition
    await this.#known.prepare(edition, () => this.#prepared === edition && !this.#closed)
  }

  /** Lets what was published since it was written count among the public words. It is found before, and whoever writes. */
  #follow(edition: Edition): void {
    if (this.#seen === edition) return
    this.#seen = edition
    const published = this.#index.waiting().flatMap((key) => {
      const [locale, slug = ''] = key.split('/')
      return isLocale(locale) && edition.locales[locale].bySlug.has(slug) ? [slug] : []
    })
    if (published.length > 0 && this.#todo !== 'everything') this.#update(new Set(published))
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
