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

function numberCategories({ releases, byCategory }: LocaleEdition) {
  const categoryKeys = [...byCategory.keys()]
  const numbers = new Map(categoryKeys.map((key, index) => [key, index + 1]))
  const categories = new Uint16Array(releases.length)
  for (const [place, { category }] of releases.entries()) {
    if (category !== undefined) categories[place] = numbers.get(category) ?? 0
  }
  return { categories, categoryKeys }
}

/** The ids of `releases`. Those that stood in `before` already are not looked for again. */
function idsOf(
  releases: readonly PublicRelease[],
  before: Places | undefined,
  idOf: (release: PublicRelease) => number,
): Int32Array {
  const ids = new Int32Array(releases.length)
  let old = 0
  for (const [place, release] of releases.entries()) {
    let other = before?.own.releases[old]
    while (other !== undefined && other !== release && compareNewestFirst(other, release) < 0) {
      old += 1
      other = before?.own.releases[old]
    }
    ids[place] = other === release ? (before?.ids[old] ?? 0) : idOf(release)
  }
  return ids
}

/** Room for ids that come later, so that an index that grows is not copied at each of them. */
const spare = 1.5

/** Which release of one language each id of the index stands for. */
export class LocalePlaces {
  readonly #ids = new Map<string, number>()
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
    const ids = idsOf(own.releases, this.#places, ({ slug }) => this.#ids.get(slug) ?? 0)
    const ofId = new Int32Array(this.#highest + 1)
    for (const [place, id] of ids.entries()) if (id > 0) ofId[id] = place + 1
    this.#places = { own, ids, ofId, ...numberCategories(own), years: yearSpans(own) }
    return this.#places
  }

  /** Every slug that was noted. */
  slugs(): Iterable<string> {
    return this.#ids.keys()
  }
}
