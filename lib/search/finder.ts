import type { Edition, LocaleEdition, PublicRelease } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { keyOf } from './build/catch-up.ts'
import type { KnownEntries } from './known-entries.ts'
import { byFit, countMarks, type Marks, markedFirst, newestFirst, part } from './order.ts'
import type { Places } from './places.ts'
import type { SearchHit, SearchRequest, SearchResult } from './result.ts'
import type { SearchedIn, SearchIndex } from './search-index.ts'
import { parseSearch, type SearchTerm } from './segment.ts'
import { buildSnippet, markText } from './snippet.ts'
import { suggestWords } from './suggest.ts'

/** Titles that are offered while a reader types. */
const mostTitles = 8

/** To so many readable releases the words themselves say which fits best; of more they no longer do. */
const mostRanked = 2000
/** To rank, every entry with the words is weighed, those of the other language and unpublished ones included. */
const mostWeighed = 10_000

const snippetLength: Readonly<Record<Locale, number>> = { en: 220, zh: 110 }

const phrasesOf = (terms: readonly SearchTerm[]) => terms.map(({ phrase }) => phrase)

/** What the index has of a language's readable releases. */
interface Scanned {
  readonly marks: Marks
  readonly marked: number
  /** All entries to be weighed, what nobody may read included. */
  readonly matched: number
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
    const terms = parseSearch(request.text)
    if (terms.length === 0) {
      return { asked: false, hits: [], total: 0, pages: 0, categories: [], years: [], complete }
    }
    const { site } = edition
    const places = this.#places(edition.locales[request.locale])
    const found = this.#search(places, terms)
    const { total, categories, years } = countMarks(places, found.marks, request)
    const hits = this.#page(places, found, terms, { request, edition })
    const isMissing = found.marked === 0 && complete
    const suggestion = isMissing ? this.#suggest(places, terms) : undefined
    return {
      asked: true,
      hits: hits.map((release) => this.#hit(release, terms)),
      total,
      pages: Math.ceil(total / site.pageSize),
      categories: site.categories.flatMap(({ key }) => {
        const count = categories.get(key)
        return count === undefined ? [] : [[key, count] as const]
      }),
      years,
      ...(suggestion === undefined ? {} : { suggestion }),
      complete,
    }
  }

  /** As `Search.titles`, of the readable releases of a language. */
  titles(own: LocaleEdition, text: string): string[] {
    const phrases = phrasesOf(parseSearch(text))
    const last = phrases.pop()
    // One letter begins most titles.
    if (last === undefined || !/[\p{L}\p{N}]{2}|\p{Script=Han}/u.test(last)) return []
    const places = this.#places(own)
    const { marks } = this.#scan('titles', places, [...phrases, last.endsWith('*') ? last : `${last} *`])
    const newest = part(newestFirst(places, marks, {}), 0, mostTitles)
    return [...new Set(newest.flatMap((place) => places.own.releases[place]?.title ?? []))]
  }

  /** The readable releases of a language. The index is asked for words only; who may see what is the edition's to say. */
  #places(own: LocaleEdition): Places {
    this.#known.readSome()
    return this.#known.places(own)
  }

  /** Marks the readable releases that have all terms. */
  #search(places: Places, terms: readonly SearchTerm[]): Scanned {
    const characters = terms.flatMap(({ character }) => (character === undefined ? [] : [`"${character}"`]))
    if (characters.length === 0) return this.#scan('words', places, phrasesOf(terms))
    const found = this.#scan('characters', places, characters)
    const others = terms.filter(({ character }) => character === undefined)
    if (others.length === 0) return found
    const { marks, matched } = this.#scan('words', places, phrasesOf(others))
    let marked = 0
    for (let place = 0; place < marks.length; place += 1) {
      if (found.marks[place] === 0) marks[place] = 0
      else marked += marks[place] ?? 0
    }
    return { marks, marked, matched }
  }

  /** Marks what one table has of the readable releases. */
  #scan(where: SearchedIn, { own, ofId }: Places, phrases: readonly string[]): Scanned {
    const marks = new Uint8Array(own.releases.length)
    const found = this.#index.match(where, phrases)
    let marked = 0
    for (const id of found) {
      const place = (ofId[id] ?? 0) - 1
      if (place < 0 || marks[place] === 1) continue
      marks[place] = 1
      marked += 1
    }
    return { marks, marked, matched: found.length }
  }

  /** How well the releases fit, by id. Beside words a single character says little, and would cost much. */
  #fits(terms: readonly SearchTerm[]): Map<number, number> {
    const others = terms.filter(({ character }) => character === undefined)
    return this.#index.rank(phrasesOf(others.length === 0 ? terms : others))
  }

  /** The releases of the page that is asked for. Few are ranked; of many those with the words in their titles come first. */
  #page(
    places: Places,
    found: Scanned,
    terms: readonly SearchTerm[],
    { request, edition }: { readonly request: SearchRequest; readonly edition: Edition },
  ): PublicRelease[] {
    const { pageSize } = edition.site
    const [from, to] = [(request.page - 1) * pageSize, request.page * pageSize]
    const newest = () => newestFirst(places, found.marks, request)
    const inOrder = (): Iterable<number> => {
      if (request.order === 'newest') return newest()
      if (request.order === 'oldest') return [...newest()].reverse()
      if (found.marked <= mostRanked && found.matched <= mostWeighed)
        return byFit(places, newest(), { fits: this.#fits(terms), now: edition.at })
      const { marks } = this.#scan('titles', places, phrasesOf(terms))
      return markedFirst(newest, marks)
    }
    return part(inOrder(), from, to).flatMap((place) => places.own.releases[place] ?? [])
  }

  #hit(release: PublicRelease, terms: readonly SearchTerm[]): SearchHit {
    const text = this.#index.text(keyOf(release)) ?? ''
    const length = snippetLength[release.locale]
    const source =
      buildSnippet(text, terms, length).some(({ hit }) => hit) || release.summary === '' ? text : release.summary
    return { release, title: markText(release.title, terms), snippet: buildSnippet(source, terms, length) }
  }

  /** Another spelling with hits among the readable; never one that only unpublished releases have. */
  #suggest(places: Places, terms: readonly SearchTerm[]): string | undefined {
    const text = suggestWords(terms, {
      wordsFrom: (start) => this.#index.vocabulary(start),
      isPublic: (word) =>
        parseSearch(word).some(({ phrase }) => this.#index.some([phrase], (id) => (places.ofId[id] ?? 0) > 0)),
    })
    return text !== undefined && this.#search(places, parseSearch(text)).marked > 0 ? text : undefined
  }
}
