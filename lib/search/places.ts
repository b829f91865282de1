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

/** So many releases are numbered before others have their turn; takes a few milliseconds. */
const slice = 2000

/** Places that are being worked out. */
interface Making extends Pick<Places, 'own' | 'ids' | 'categories'> {
  readonly before: Places | undefined
  /** The next of the releases, and of those of `before`. */
  place: number
  old: number
  /** What was learned meanwhile. */
  readonly late: [id: number, slug: string][]
}

/** Which release of one language each id of the index stands for. */
export class LocalePlaces {
  readonly #ids = new Map<string, number>()
  /** Numbers from 1 on, which stay the same. */
  readonly #categories = new Map<string, number>()
  #highest = 0
  #places: Places | undefined
  #making: Making | undefined

  /** Notes the entry of a slug, which takes the place of an earlier one. */
  learn(id: number, slug: string): void {
    const release = this.#places?.own.bySlug.get(slug)
    // The edition's own string, where there is one, is not held twice.
    this.#ids.set(release?.slug ?? slug, id)
    this.#highest = Math.max(this.#highest, id)
    this.#making?.late.push([id, slug])
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
    const making = this.#makingOf(own)
    this.#work(making, own.releases.length)
    return this.#finish(making)
  }

  /** Works out some more of what `of` gives; whether there is any left. */
  prepareSome(own: LocaleEdition): boolean {
    if (this.#places?.own === own) return false
    const making = this.#makingOf(own)
    this.#work(making, slice)
    if (making.place < own.releases.length) return true
    this.#finish(making)
    return false
  }

  #makingOf(own: LocaleEdition): Making {
    if (this.#making?.own === own) return this.#making
    const { length } = own.releases
    const before = this.#places
    this.#making = {
      own,
      before,
      ids: new Int32Array(length),
      categories: new Uint16Array(length),
      old: 0,
      place: 0,
      late: [],
    }
    return this.#making
  }

  /** Numbers so many more releases: one that stood in the list before by what was known of it, without a look at the release. */
  #work(making: Making, most: number): void {
    const { own, before, ids, categories } = making
    const to = Math.min(own.releases.length, making.place + most)
    for (; making.place < to; making.place += 1) {
      const release = own.releases[making.place]
      if (release === undefined) continue
      let other = before?.own.releases[making.old]
      while (other !== undefined && other !== release && compareNewestFirst(other, release) < 0) {
        making.old += 1
        other = before?.own.releases[making.old]
      }
      const stood = other === release
      ids[making.place] = stood ? (before?.ids[making.old] ?? 0) : (this.#ids.get(release.slug) ?? 0)
      categories[making.place] = stood ? (before?.categories[making.old] ?? 0) : this.#numberOf(release)
      if (stood) making.old += 1
    }
  }

  #finish({ own, ids, categories, late }: Making): Places {
    const ofId = new Int32Array(this.#highest + 1)
    for (let place = 0; place < ids.length; place += 1) {
      const id = ids[place] ?? 0
      if (id > 0) ofId[id] = place + 1
    }
    this.#places = { own, ids, categories, ofId, categoryKeys: [...this.#categories.keys()], years: yearSpans(own) }
    this.#making = undefined
    for (const [id, slug] of late) this.learn(id, slug)
    return this.#places
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
