import { setImmediate as turn } from 'node:timers/promises'
import type { Edition, LocaleEdition } from '#lib/content/types.ts'
import { isLocale, type Locale, locales } from '#lib/i18n/locales.ts'
import { LocalePlaces, type Places } from './places.ts'
import type { SearchIndex } from './search-index.ts'

/** Entries read at a time; takes a few milliseconds. */
const batch = 2000

/** Which release each id of the index stands for, so that a search with many hits asks the database for ids alone. */
export class KnownEntries {
  readonly #index: SearchIndex
  readonly #places: Readonly<Record<Locale, LocalePlaces>> = { en: new LocalePlaces(), zh: new LocalePlaces() }
  #highest = 0
  #count = 0

  constructor(index: SearchIndex) {
    this.#index = index
  }

  /** How many entries have been read, those included that are no more. */
  get count(): number {
    return this.#count
  }

  /** The highest id that has been read. */
  get highest(): number {
    return this.#highest
  }

  /** Reads some entries that were written since; whether there may be more. */
  readSome(): boolean {
    const before = this.#highest
    const rows = this.#index.newer(before, batch)
    for (const { id, key } of rows) {
      const [locale, slug = ''] = key.split('/')
      if (isLocale(locale)) this.#places[locale].learn(id, slug)
      this.#highest = Math.max(this.#highest, id)
    }
    this.#count += rows.length
    // In a damaged index ids need not rise.
    return rows.length === batch && this.#highest > before
  }

  /** Reads all that was written since, letting others have their turn between. */
  async readAll(isClosed: () => boolean): Promise<void> {
    while (!isClosed() && this.readSome()) await turn()
  }

  /** Works out the places of an edition in slices of a few milliseconds, while it is wanted. A search does what is left at once. */
  async prepare(edition: Edition, isWanted: () => boolean): Promise<void> {
    for (const locale of locales) {
      while (isWanted() && this.#places[locale].prepareSome(edition.locales[locale])) await turn()
    }
  }

  /** Where the entries that have been read stand among the readable releases of a language. */
  places(own: LocaleEdition): Places {
    return this.#places[own.locale].of(own)
  }

  /** Every key, those of entries that are no more included. */
  *keys(): Generator<string> {
    for (const locale of locales) for (const slug of this.#places[locale].slugs()) yield `${locale}/${slug}`
  }
}
