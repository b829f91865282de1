import type { Edition, LocaleEdition, PublicRelease } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { type Afforded, affordTerms } from './afford.ts'
import { keyOf } from './build/catch-up.ts'
import type { KnownEntries } from './known-entries.ts'
import { byDate, byFit, countMarks, type Marks, markedFirst, part } from './order.ts'
import type { Places } from './places.ts'
import type { SearchHit, SearchRequest, SearchResult } from './result.ts'
import type { SearchIndex } from './search-index.ts'
import { parseSearch, phraseOf, type SearchTerm } from './segment.ts'
import { buildSnippet, markText } from './snippet.ts'
import { suggestWords } from './suggest.ts'
import type { SearchTable } from './tables/index-tables.ts'

/** Titles that are offered while a reader types. */
const mostTitles = 8

/** To so many readable releases the words themselves say which fits best; of more they no longer do. */
const mostRanked = 2000
/** To rank, every public entry with the words is weighed, those of the other language included. */
const mostWeighed = 10_000

const snippetLength: Readonly<Record<Locale, number>> = { en: 220, zh: 110 }

const nothing = { asked: false, hits: [], total: 0, found: 0, pages: 0, categories: [], years: [], isCut: false }

/** The result of a search while there is no index. */
export function findNothing(request: SearchRequest): SearchResult {
  const { terms, isCut } = parseSearch(request.text)
  return { ...nothing, asked: terms.length > 0, isCut, complete: false }
}

/** What the index has of a language's readable releases. */
interface Scanned {
  readonly marks: Marks
  readonly marked: number
  /** All entries that would be weighed. */
  readonly matched: number
}

/** What is asked for, and what was found of it before filters. */
interface Found extends Scanned, Afforded {
  readonly places: Places
}

/** Answers searches from the index and an edition. */
export class Finder {
  readonly #index: SearchIndex
  readonly #known: KnownEntries

  constructor(index: SearchIndex, known: KnownEntries) {
    this.#index = index
    this.#known = known
  }

  /** `complete`: whether all is indexed. */
  find(edition: Edition, request: SearchRequest, complete: boolean): SearchResult {
    const { terms, isCut } = parseSearch(request.text)
    if (terms.length === 0) return { ...nothing, complete }
    const { site } = edition
    const places = this.#places(edition.locales[request.locale])
    const found = this.#find(places, terms)
    const { total, categories, years } = countMarks(places, found.marks, request)
    const isMissing = found.marked === 0 && complete && !found.isCostly
    const suggestion = isMissing ? this.#suggest(places, terms) : undefined
    return {
      asked: true,
      hits: this.#page(found, request, edition).map((release) => this.#hit(release, terms)),
      total,
      found: found.marked,
      pages: Math.ceil(total / site.pageSize),
      categories: site.categories.flatMap(({ key }) => {
        const count = categories.get(key)
        return count === undefined ? [] : [[key, count] as const]
      }),
      years,
      ...(suggestion === undefined ? {} : { suggestion }),
      isCut: isCut || found.isCut,
      complete,
    }
  }

  /** As `Search.titles`, of the readable releases of a language. */
  titles(own: LocaleEdition, text: string): string[] {
    const { terms } = affordTerms(parseSearch(text).terms, this.#index)
    const last = terms.at(-1)
    // One letter begins most titles.
    if (last === undefined || !/[\p{L}\p{N}]{2}|\p{Script=Han}/u.test(last.tokens.join(''))) return []
    const places = this.#places(own)
    const { marks } = this.#scan('titles', places, [...terms.slice(0, -1), { ...last, open: true }])
    const newest = part(byDate(places, marks, {}), 0, mostTitles)
    return [...new Set(newest.flatMap((place) => places.own.releases[place]?.title ?? []))]
  }

  /** The readable releases of a language. The index is asked for words only; who may see what is the edition's to say. */
  #places(own: LocaleEdition): Places {
    this.#known.readSome()
    return this.#known.places(own)
  }

  /** Marks the readable releases that have all terms. */
  #find(places: Places, asked: readonly SearchTerm[]): Found {
    const afforded = affordTerms(asked, this.#index)
    const characters = afforded.terms.filter(({ character }) => character !== undefined)
    const others = afforded.terms.filter(({ character }) => character === undefined)
    if (characters.length === 0) return { ...afforded, places, ...this.#scan('words', places, others) }
    const scanned = this.#scan('characters', places, characters)
    if (others.length === 0) return { ...afforded, places, ...scanned }
    return { ...afforded, places, ...this.#scan('words', places, others, scanned.marks) }
  }

  /**
   * Marks what one table has of the readable releases, or of those of them that are marked in `within`; with the public words
   * those that were not public when they were written.
   */
  #scan(where: SearchTable, { own, ofId }: Places, terms: readonly SearchTerm[], within?: Marks): Scanned {
    const phrases =
      where === 'characters' ? terms.map(({ character }) => `"${character}"`) : terms.map((term) => phraseOf(term))
    const marks = new Uint8Array(own.releases.length)
    let marked = 0
    const mark = (id: number) => {
      const place = (ofId[id] ?? 0) - 1
      if (place < 0 || marks[place] === 1 || within?.[place] === 0) return
      marks[place] = 1
      marked += 1
    }
    const matched = this.#index.match(where, phrases, mark)
    if (where === 'words') this.#index.match('waiting', phrases, mark)
    return { marks, marked, matched }
  }

  /** How well the releases fit, by id. Beside words a single character says little, and would cost much. */
  #fits(terms: readonly SearchTerm[]): Map<number, number> {
    const others = terms.filter(({ character }) => character === undefined)
    return this.#index.rank((others.length === 0 ? terms : others).map(phraseOf))
  }

  /** The releases of the page that is asked for. Few are ranked; of many those with the words in their titles come first. */
  #page(found: Found, request: SearchRequest, edition: Edition): PublicRelease[] {
    const { places, terms, marks } = found
    const { pageSize } = edition.site
    const [from, to] = [(request.page - 1) * pageSize, request.page * pageSize]
    const inOrder = (): Iterable<number> => {
      if (request.order === 'newest' || found.marked === 0) return byDate(places, marks, request)
      if (request.order === 'oldest') return byDate(places, marks, request, true)
      if (found.marked <= mostRanked && found.matched <= mostWeighed && !found.isCostly)
        return byFit(places, byDate(places, marks, request), { fits: this.#fits(terms), now: edition.at })
      return markedFirst(places, marks, { filters: request, first: this.#scan('titles', places, terms).marks })
    }
    return part(inOrder(), from, to).flatMap((place) => places.own.releases[place] ?? [])
  }

  #hit(release: PublicRelease, terms: readonly SearchTerm[]): SearchHit {
    const text = this.#index.text(keyOf(release)) ?? ''
    const length = snippetLength[release.locale]
    const ofText = buildSnippet(text, terms, length)
    const isOfText = release.summary === '' || ofText.some(({ hit }) => hit)
    const snippet = isOfText ? ofText : buildSnippet(release.summary, terms, length)
    return { release, title: markText(release.title, terms), snippet }
  }

  /** Another spelling with hits among the readable; never one that only unpublished releases have. */
  #suggest(places: Places, terms: readonly SearchTerm[]): SearchResult['suggestion'] {
    const text = suggestWords(terms, {
      wordsFrom: (start) => this.#index.vocabulary(start),
      count: (word) => this.#index.count(word),
      isPublic: (word) =>
        parseSearch(word).terms.some((term) => this.#index.some([phraseOf(term)], (id) => (places.ofId[id] ?? 0) > 0)),
    })
    if (text === undefined) return undefined
    const { marked } = this.#find(places, parseSearch(text).terms)
    return marked === 0 ? undefined : { text, count: marked }
  }
}
