import type { Catalogue, Edition, LocaleEdition, PublicRelease, Release, ReleaseBody } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { Log } from '#lib/log.ts'
import { openProcessLock, type ProcessLock } from '#lib/process-lock.ts'
import { CatchUp, keyOf } from './build/catch-up.ts'
import { KnownEntries } from './known-entries.ts'
import { byDate, byFit, byTitle, type Match, mostRanked, yearsOf } from './order.ts'
import { openSearchIndex, type SearchIndex } from './search-index.ts'
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
  readonly log: Log
}

/** Milliseconds between looks at an index that another process writes, and whether it still does. */
const followEvery = 1000
/** Titles that are offered while a reader types. */
const mostTitles = 8

const snippetLength: Readonly<Record<Locale, number>> = { en: 220, zh: 110 }

function tally<K>(matches: readonly Match[], keyOfItem: (release: PublicRelease) => K | undefined): Map<K, number> {
  const counts = new Map<K, number>()
  for (const { release } of matches) {
    const key = keyOfItem(release)
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const phrasesOf = (terms: readonly SearchTerm[]) => terms.map(({ phrase }) => phrase)

class LiveSearch implements Search {
  readonly #options: SearchOptions
  readonly #index: SearchIndex
  readonly #known: KnownEntries
  readonly #catchUp: CatchUp
  readonly #lock: ProcessLock
  readonly #stopListening: () => void
  #following: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  /** What is to be compared; at first, and after a process that wrote has ended, everything. */
  #todo: Set<string> | 'everything' = 'everything'
  #closed = false
  #progress = 0

  constructor(options: SearchOptions) {
    const { dataDir, contentDir, content, log } = options
    this.#options = options
    this.#index = openSearchIndex(dataDir)
    this.#known = new KnownEntries(this.#index)
    this.#lock = openProcessLock(dataDir, 'search-writer')
    this.#catchUp = new CatchUp({
      index: this.#index,
      known: this.#known,
      dataDir,
      contentDir,
      body: (release) => content.body(release),
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
      .catch((error: unknown) => this.#options.log.error('search.index-failed', { reason: errorMessage(error) }))
      .finally(() => {
        this.#running = undefined
      })
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

  find(edition: Edition, request: SearchRequest): SearchResult {
    const terms = parseSearch(request.text)
    const complete = this.#progress === 1
    if (terms.length === 0) {
      return { asked: false, hits: [], total: 0, pages: 0, categories: [], years: [], complete }
    }
    const own = edition.locales[request.locale]
    const matches = this.#matches(own, terms)
    const { timeZone, pageSize } = edition.site
    const yearOf = yearsOf(own, timeZone)
    const { category, year } = request
    const ofCategory = category === undefined ? matches : matches.filter(({ release }) => release.category === category)
    const isOfYear = ({ release }: Match) => yearOf(release) === year
    const ofYear = year === undefined ? matches : matches.filter(isOfYear)
    const wanted = year === undefined ? ofCategory : ofCategory.filter(isOfYear)
    const byCategory = tally(ofYear, (release) => release.category)
    const suggestion = matches.length === 0 && complete ? this.#suggest(own, terms) : undefined
    return {
      asked: true,
      hits: this.#page(wanted, terms, request, edition).map((release) => this.#hit(release, terms)),
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

  titles(edition: Edition, locale: Locale, text: string): string[] {
    const phrases = phrasesOf(parseSearch(text))
    const [last, own] = [phrases.pop(), edition.locales[locale]]
    // One letter begins most titles.
    if (last === undefined || !/[\p{L}\p{N}]{2}|\p{Script=Han}/u.test(last)) return []
    this.#known.readSome()
    const matches = this.#index.matchTitles([...phrases, last.endsWith('*') ? last : `${last} *`]).flatMap((id) => {
      const release = this.#release(id, own)
      return release === undefined ? [] : [{ id, release }]
    })
    return [...new Set(byDate(matches, true, 0, mostTitles).map(({ title }) => title))]
  }

  /** Readable releases with all terms. The index is asked for words only; who may see what is the edition's to say. */
  #matches(own: LocaleEdition, terms: readonly SearchTerm[]): Match[] {
    this.#known.readSome()
    const matches: Match[] = []
    for (const id of this.#index.match(phrasesOf(terms))) {
      const release = this.#release(id, own)
      if (release !== undefined) matches.push({ id, release })
    }
    return matches
  }

  #isFound(own: LocaleEdition, terms: readonly SearchTerm[]): boolean {
    return terms.length > 0 && this.#index.match(phrasesOf(terms)).some((id) => this.#release(id, own) !== undefined)
  }

  /** What an entry stands for, when readers may see it. */
  #release(id: number, own: LocaleEdition): PublicRelease | undefined {
    const slug = this.#known.slug(id, own.locale)
    const release = slug === undefined ? undefined : own.bySlug.get(slug)
    // One string for both is found far faster, and held once.
    if (release !== undefined) this.#known.share(id, release.slug)
    return release
  }

  /** The releases of the page that is asked for. */
  #page(
    matches: readonly Match[],
    terms: readonly SearchTerm[],
    { order, page }: SearchRequest,
    { at: now, site }: Edition,
  ): PublicRelease[] {
    const [from, to] = [(page - 1) * site.pageSize, page * site.pageSize]
    if (order !== 'relevance') return byDate(matches, order === 'newest', from, to)
    const phrases = phrasesOf(terms)
    if (matches.length <= mostRanked) return byFit(matches, { fits: this.#index.rank(phrases), now, from, to })
    return byTitle(matches, { titled: new Set(this.#index.matchTitles(phrases)), from, to })
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
    const isFound = (words: string) => this.#isFound(own, parseSearch(words))
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
