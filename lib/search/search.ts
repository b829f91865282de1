import type { Edition } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { openProcessLock } from '#lib/process-lock.ts'
import { findNothing } from './finder.ts'
import { isDamage, isIndexFault, openIndexFile } from './index-file.ts'
import { LiveSearch, pauseAfter, type SearchOptions } from './live-search.ts'
import type { Search, SearchRequest, SearchResult } from './result.ts'

/** Milliseconds between looks whether the index is still where it was. */
const lookEvery = 1000

const hints = {
  failed:
    'Search finds nothing until this is mended, and tries again. Look at the room on the disk of DATA_DIR and at its rights.',
  damaged:
    'A new index is being made; search says so until it is ready. Nothing has to be done; when it happens again, look at the disk of DATA_DIR.',
  gone: 'A new index is being made; search says so until it is ready.',
}

/**
 * Finds nothing while there is no index, as on a disk that is full or may only be read, and tries again. An index that is
 * damaged or taken away is followed by a new one.
 */
class LastingSearch implements Search {
  readonly #options: SearchOptions
  readonly #looking: NodeJS.Timeout
  #live: LiveSearch | undefined
  /** The least generation of the index that is of use. */
  #generation = 0
  #failures = 0
  #opening: NodeJS.Timeout | undefined
  #leaving: Promise<void> = Promise.resolve()
  #closed = false

  constructor(options: SearchOptions) {
    this.#options = options
    this.#looking = setInterval(() => this.#look(), lookEvery).unref()
    this.#open()
  }

  #open(): void {
    try {
      this.#live = this.#openLive()
      this.#live.start()
    } catch (error) {
      this.#options.log.error('search.index-failed', { reason: errorMessage(error), hint: hints.failed })
      this.#openLater()
    }
  }

  #openLive(): LiveSearch {
    const { dataDir } = this.#options
    const onDamage = (file: string, error: unknown) => this.#sayDamaged(file, error)
    const file = openIndexFile(dataDir, { least: this.#generation, onDamage })
    try {
      const lock = openProcessLock(dataDir, 'search-writer')
      return new LiveSearch({ ...this.#options, onDamage: (error) => this.#leave(error) }, file, lock)
    } catch (error) {
      file.index.close()
      throw error
    }
  }

  #sayDamaged(file: string, error: unknown): void {
    this.#options.log.error('search.index-damaged', { file, reason: errorMessage(error), hint: hints.damaged })
  }

  #openLater(): void {
    this.#opening = setTimeout(() => this.#open(), pauseAfter(this.#failures)).unref()
    this.#failures += 1
  }

  /** Another process may have made a new index, or somebody may have deleted this one. */
  #look(): void {
    const live = this.#live
    if (live === undefined) return
    if (live.progress() === 1) this.#failures = 0
    try {
      if (live.file.isCurrent()) void live.prepare()
      else this.#leave(undefined)
    } catch (error) {
      this.#leave(error)
    }
  }

  /** Ends the use of an index for an error, or because it is no longer where it was, and goes over to another. */
  #leave(error: unknown): void {
    const live = this.#live
    if (live === undefined) return
    this.#live = undefined
    const { file, generation } = live.file
    const isDamaged = isDamage(error)
    const { log } = this.#options
    if (error === undefined) log.warn('search.index-gone', { file, hint: hints.gone })
    else if (isDamaged) this.#sayDamaged(file, error)
    else log.error('search.index-failed', { reason: errorMessage(error), hint: hints.failed })
    if (isDamaged || error === undefined) this.#generation = generation + 1
    this.#leaving = live.close().then(() => {
      if (this.#closed) return
      if (this.#failures > 0 || (error !== undefined && !isDamaged)) return this.#openLater()
      this.#failures += 1
      this.#open()
    })
  }

  /** What the index answers, or `otherwise` while there is none, and when it fails. */
  #ask<Answer>(question: (live: LiveSearch) => Answer, otherwise: () => Answer): Answer {
    try {
      if (this.#live !== undefined) return question(this.#live)
    } catch (error) {
      if (!isIndexFault(error)) throw error
      this.#leave(error)
    }
    return otherwise()
  }

  progress(): number {
    return this.#live?.progress() ?? 0
  }

  find(edition: Edition, request: SearchRequest): SearchResult {
    return this.#ask(
      (live) => live.find(edition, request),
      () => findNothing(request),
    )
  }

  titles(edition: Edition, locale: Locale, text: string): string[] {
    return this.#ask(
      (live) => live.titles(edition, locale, text),
      () => [],
    )
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#looking)
    clearTimeout(this.#opening)
    await this.#leaving
    await this.#live?.close()
  }
}

/**
 * Opens search over the index in `dataDir`, and brings the index up to date behind the readers' backs. Never throws: the index
 * is derived, and pages go on without it.
 */
export function openSearch(options: SearchOptions): Search {
  return new LastingSearch(options)
}
