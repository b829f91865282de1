import { isLocale, type Locale } from '#lib/i18n/locales.ts'
import type { SearchIndex } from './search-index.ts'

/** Entries read at a time; takes a few milliseconds. */
const batch = 2000

/** Which release each id of the index stands for, so that a search with many hits asks the database for ids alone. */
export class KnownEntries {
  readonly #index: SearchIndex
  readonly #locales: (Locale | undefined)[] = []
  readonly #slugs: string[] = []
  #highest = 0
  #count = 0

  constructor(index: SearchIndex) {
    this.#index = index
  }

  /** How many entries have been read, those included that are no more. */
  get count(): number {
    return this.#count
  }

  /** Reads some entries that were written since; whether there may be more. */
  readSome(): boolean {
    const rows = this.#index.newer(this.#highest, batch)
    for (const { id, key } of rows) {
      const [locale, slug = ''] = key.split('/')
      this.#locales[id] = isLocale(locale) ? locale : undefined
      this.#slugs[id] = slug
      this.#highest = id
    }
    this.#count += rows.length
    return rows.length === batch
  }

  /** The slug of an entry in `locale`; `undefined` when it is in another, or not known yet. */
  slug(id: number, locale: Locale): string | undefined {
    return this.#locales[id] === locale ? this.#slugs[id] : undefined
  }

  /** Has an entry's slug be this very string, which is equal to it. */
  share(id: number, slug: string): void {
    this.#slugs[id] = slug
  }

  /** Every key, those of entries that are no more included. */
  *keys(): Generator<string> {
    for (const [id, locale] of this.#locales.entries()) if (locale !== undefined) yield `${locale}/${this.#slugs[id]}`
  }
}
