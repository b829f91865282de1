import { setImmediate as turn } from 'node:timers/promises'
import { compareNewestFirst } from '#lib/content/edition/locale-edition.ts'
import type { Edition, LocaleEdition, PublicRelease, Release, ReleaseBody } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { Log } from '#lib/log.ts'
import { openProcessLock, type ProcessLock } from '#lib/process-lock.ts'
import { wallTime } from '#lib/time-zone.ts'
import { type IndexEntry, openSearchIndex, type SearchIndex } from './search-index.ts'
import { parseSearch, type SearchTerm } from './segment.ts'
import { buildSnippet, type Marked, markText } from './snippet.ts'
import { suggestWords } from './suggest.ts'

export const searchOrders = ['relevance', 'newest', 'oldest'] as const
export type SearchOrder = (typeof searchOrders)[number]

/** What a reader asks for; `page` counts from 1. */
export interface SearchRequest {
  readonly locale: Locale
  readonly text: string
  readonly category?: string
  readonly year?: number
  readonly order: SearchOrder
  readonly page: number
}

export interface SearchHit {
  readonly release: PublicRelease
  readonly title: readonly Marked[]
  readonly snippet: readonly Marked[]
}

export interface SearchResult {
  /** False when nothing typed can be looked for. */
  readonly asked: boolean
  readonly hits: readonly SearchHit[]
  /** Hits on all pages, filters applied. */
  readonly total: number
  readonly pages: number
  /** Hits by category and by year, each without its own filter; categories in the site's order, years newest first. */
  readonly categories: readonly (readonly [key: string, count: number])[]
  readonly years: readonly (readonly [year: number, count: number])[]
  /** Another spelling, when nothing was found. */
  readonly suggestion?: string
  /** False while the index is being made: there may be more. */
  readonly complete: boolean
}

/** Full-text search over what is public. */
export interface Search {
  /** Everything in a result is readable in `edition`. */
  find(edition: Edition, request: SearchRequest): SearchResult
  /** How much is indexed, as a share from 0 to 1. */
  progress(): number
  close(): Promise<void>
}

export interface SearchOptions {
  readonly dataDir: string
  readonly content: {
    body(release: Release): Promise<ReleaseBody>
    onChange(listener: () => void): () => void
  }
  readonly edition: () => Edition
  readonly log: Log
}

const batchSize = 8

/** Milliseconds between looks at an index that another process writes, and whether it still does. */
const followEvery = 1000
const snippetLength: Readonly<Record<Locale, number>> = { en: 220, zh: 110 }
const keyOf = (release: Release) => `${release.locale}/${release.slug}`

function factsOf(release: Release): string {
  return [
    release.summary,
    release.source?.name ?? '',
    ...release.tags,
    release.number ?? '',
    release.dateline ?? '',
  ].join(' \n ')
}

function tally<K>(
  items: readonly PublicRelease[],
  keyOfItem: (release: PublicRelease) => K | undefined,
): Map<K, number> {
  const counts = new Map<K, number>()
  for (const item of items) {
    const key = keyOfItem(item)
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

class LiveSearch implements Search {
  readonly #options: SearchOptions
  readonly #index: SearchIndex
  readonly #lock: ProcessLock
  readonly #stopListening: () => void
  #following: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #stale = false
  #closed = false
  #progress = 0

  constructor(options: SearchOptions) {
    this.#options = options
    this.#index = openSearchIndex(options.dataDir)
    this.#lock = openProcessLock(options.dataDir, 'search-writer')
    this.#stopListening = options.content.onChange(() => this.#update())
    this.#update()
  }

  progress(): number {
    return this.#progress
  }

  /** Starts bringing the index up to date, unless another process does; once more afterwards when the content changes meanwhile. */
  #update(): void {
    clearTimeout(this.#following)
    if (!this.#lock.take()) {
      if (this.#progress < 1) this.#progress = this.#share()
      this.#following = setTimeout(() => this.#update(), followEvery).unref()
      return
    }
    if (this.#running !== undefined) {
      this.#stale = true
      return
    }
    this.#running = this.#catchUp()
      .catch((error: unknown) => this.#options.log.error('search.index-failed', { reason: errorMessage(error) }))
      .finally(() => {
        this.#running = undefined
        if (this.#stale && !this.#closed) {
          this.#stale = false
          this.#update()
        }
      })
  }

  /** How much of an index that another process writes is there. */
  #share(): number {
    let wanted = 0
    for (const versions of this.#options.edition().catalogue.releases.values()) wanted += Object.keys(versions).length
    return wanted === 0 ? 1 : Math.min(1, this.#index.size() / wanted)
  }

  async #catchUp(): Promise<void> {
    const { catalogue } = this.#options.edition()
    const kept = this.#index.digests()
    const wanted = [...catalogue.releases.values()].flatMap((versions) => Object.values(versions))
    const missing = wanted.filter((release) => kept.get(keyOf(release)) !== release.digest)
    for (const release of wanted) kept.delete(keyOf(release))
    this.#index.remove(kept.keys())
    for (let at = 0; at < missing.length && !this.#closed; at += batchSize) {
      this.#progress = (wanted.length - missing.length + at) / wanted.length
      const entries: IndexEntry[] = []
      for (const release of missing.slice(at, at + batchSize)) {
        // Reading a body takes milliseconds, and readers come first.
        await turn()
        if (this.#closed) return
        const entry = await this.#read(release)
        if (entry !== undefined) entries.push(entry)
      }
      await turn()
      if (this.#closed) return
      this.#index.put(entries)
    }
    this.#progress = 1
    if (missing.length > 0) this.#options.log.info('search.indexed', { releases: missing.length })
  }

  /** An entry, or `undefined` when the release's file is gone or another by now; the next change brings it again. */
  async #read(release: Release): Promise<IndexEntry | undefined> {
    try {
      const { text } = await this.#options.content.body(release)
      return { key: keyOf(release), digest: release.digest, title: release.title, facts: factsOf(release), text }
    } catch (error) {
      this.#options.log.warn('search.unreadable', { file: release.file, reason: errorMessage(error) })
      return undefined
    }
  }

  find(edition: Edition, request: SearchRequest): SearchResult {
    const terms = parseSearch(request.text)
    const complete = this.#progress === 1
    if (terms.length === 0) {
      return { asked: false, hits: [], total: 0, pages: 0, categories: [], years: [], complete }
    }
    const own = edition.locales[request.locale]
    const matches = this.#matches(own, terms, request.order)
    const yearOf = (release: PublicRelease) => wallTime(release.date, edition.site.timeZone).year
    const inCategory = (release: PublicRelease) =>
      request.category === undefined || release.category === request.category
    const inYear = (release: PublicRelease) => request.year === undefined || yearOf(release) === request.year
    const ofCategory = request.category === undefined ? matches : matches.filter(inCategory)
    const ofYear = request.year === undefined ? matches : matches.filter(inYear)
    const wanted = request.year === undefined ? ofCategory : ofCategory.filter(inYear)
    const byCategory = tally(ofYear, (release) => release.category)
    const { pageSize } = edition.site
    const shown = wanted.slice((request.page - 1) * pageSize, request.page * pageSize)
    const suggestion = matches.length === 0 && complete ? this.#suggest(own, terms) : undefined
    return {
      asked: true,
      hits: shown.map((release) => this.#hit(release, terms)),
      total: wanted.length,
      pages: Math.ceil(wanted.length / pageSize),
      categories: edition.site.categories.flatMap(({ key }) => {
        const count = byCategory.get(key)
        return count === undefined ? [] : [[key, count] as const]
      }),
      years: [...tally(ofCategory, yearOf)].sort(([a], [b]) => b - a),
      ...(suggestion === undefined ? {} : { suggestion }),
      complete,
    }
  }

  /** Readable releases with all terms. The index is asked for words only; who may see what is the edition's to say. */
  #matches(own: LocaleEdition, terms: readonly SearchTerm[], order: SearchOrder): PublicRelease[] {
    const prefix = `${own.locale}/`
    const keys = this.#index.match(
      terms.map(({ phrase }) => phrase),
      order === 'relevance',
    )
    const releases = keys.flatMap((key) => {
      if (!key.startsWith(prefix)) return []
      const slug = key.slice(prefix.length)
      return own.bySlug.get(slug) ?? []
    })
    if (order === 'relevance') return releases
    return releases.sort((a, b) => (order === 'newest' ? compareNewestFirst(a, b) : compareNewestFirst(b, a)))
  }

  #hit(release: PublicRelease, terms: readonly SearchTerm[]): SearchHit {
    const text = this.#index.text(keyOf(release)) ?? ''
    const length = snippetLength[release.locale]
    const source =
      buildSnippet(text, terms, length).some(({ hit }) => hit) || release.summary === '' ? text : release.summary
    return { release, title: markText(release.title, terms), snippet: buildSnippet(source, terms, length) }
  }

  /** Another spelling with hits among the readable; never one that only unpublished releases have. */
  #suggest(own: LocaleEdition, terms: readonly SearchTerm[]): string | undefined {
    const isFound = (words: string) => this.#matches(own, parseSearch(words), 'newest').length > 0
    const text = suggestWords(terms, {
      wordsFrom: (start) => this.#index.vocabulary(start),
      isPublic: isFound,
    })
    return text !== undefined && isFound(text) ? text : undefined
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

/** Opens search over the index in `dataDir`, and brings the index up to date behind the readers' backs. */
export function openSearch(options: SearchOptions): Search {
  return new LiveSearch(options)
}
