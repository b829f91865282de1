import { compareNewestFirst, countBefore } from '#lib/content/edition/locale-edition.ts'
import type { LocaleEdition, PublicRelease } from '#lib/content/types.ts'

/** The part of a list that is of one year. */
interface YearSpan {
  readonly year: number
  readonly from: number
  /** The place after its last. */
  readonly to: number
}

/** One language's list of readable releases, newest first, in numbers that take a thousandth of asking the releases. */
export interface Places {
  readonly own: LocaleEdition
  /** By place: the id of the entry, 0 when it is not known. */
  readonly ids: Int32Array
  /** By id: one more than the place, 0 when the entry is no readable release. May be shorter than there are ids. */
  readonly ofId: Int32Array
  /** By place: one more than where in `categoryKeys` its category stands, 0 when it has none. */
  readonly categories: Uint16Array
  readonly categoryKeys: readonly string[]
  /** Newest first; together they are the whole list. */
  readonly years: readonly YearSpan[]
}

function yearSpans({ years }: LocaleEdition): YearSpan[] {
  let to = 0
  return years.map(({ year, count }) => {
    const from = to
    to += count
    return { year, from, to }
  })
}

/** Room for ids that come later, so that an index that grows is not copied at each of them. */
const spare = 1.5

/** Which release of one language each id of the index stands for. */
export class LocalePlaces {
  readonly #ids = new Map<string, number>()
  /** Numbers from 1 on, which stay the same. */
  readonly #categories = new Map<string, number>()
  #highest = 0
  #places: Places | undefined

  /** Notes the entry of a slug, which takes the place of an earlier one. */
  learn(id: number, slug: string): void {
    const release = this.#places?.own.bySlug.get(slug)
    // The edition's own string, where there is one, is not held twice.
    this.#ids.set(release?.slug ?? slug, id)
    this.#highest = Math.max(this.#highest, id)
    if (this.#places === undefined || release === undefined) return
    const { own, ids } = this.#places
    const place = countBefore(own.releases, release)
    ids[place] = id
    if (id >= this.#places.ofId.length) {
      const ofId = new Int32Array(Math.ceil(id * spare))
      ofId.set(this.#places.ofId)
      this.#places = { ...this.#places, ofId }
    }
    this.#places.ofId[id] = place + 1
  }

  /** The places of `own`. What is handed out stays as it is when `own` is followed by another. */
  of(own: LocaleEdition): Places {
    if (this.#places?.own === own) return this.#places
    const ofId = new Int32Array(this.#highest + 1)
    const numbers = this.#numbersOf(own.releases)
    for (let place = 0; place < numbers.ids.length; place += 1) {
      const id = numbers.ids[place] ?? 0
      if (id > 0) ofId[id] = place + 1
    }
    this.#places = { own, ...numbers, ofId, categoryKeys: [...this.#categories.keys()], years: yearSpans(own) }
    return this.#places
  }

  /** Of a release that stood in the list before, what was known of it, without a look at the release. */
  #numbersOf(releases: readonly PublicRelease[]): Pick<Places, 'ids' | 'categories'> {
    const before = this.#places
    const ids = new Int32Array(releases.length)
    const categories = new Uint16Array(releases.length)
    let old = 0
    let place = 0
    for (const release of releases) {
      let other = before?.own.releases[old]
      while (other !== undefined && other !== release && compareNewestFirst(other, release) < 0) {
        old += 1
        other = before?.own.releases[old]
      }
      const stood = other === release
      ids[place] = stood ? (before?.ids[old] ?? 0) : (this.#ids.get(release.slug) ?? 0)
      categories[place] = stood ? (before?.categories[old] ?? 0) : this.#numberOf(release)
      if (stood) old += 1
      place += 1
    }
    return { ids, categories }
  }

  #numberOf({ category }: PublicRelease): number {
    if (category === undefined) return 0
    const known = this.#categories.get(category)
    if (known !== undefined) return known
    this.#categories.set(category, this.#categories.size + 1)
    return this.#categories.size
  }

  /** Every slug that was noted. */
  slugs(): Iterable<string> {
    return this.#ids.keys()
  }
}
