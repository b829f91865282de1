import type { Edition, Instant } from '#lib/content/types.ts'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { addressWords } from '#lib/search/address-words.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { editionEnd } from '../headers.ts'
import type { Page } from '../page.ts'

/** Stands for the words of an address; letters alone, as such words are, so that none needs escaping in HTML. */
const anyWords = 'WordsOfWhateverAddressNobodyHasEverHeardOf'

/** Longest part of an address whose words are shown. */
const longestShownAddress = 300

/** ms for which one rendering is used. */
const life = 10_000

/** Renders the page of a language that says that nothing is at `path`. */
type RenderMissing = (locale: Locale, path: string) => Promise<Page>

interface Kept {
  readonly edition: Edition
  readonly renderedAt: Instant
  readonly until: Instant
  readonly page: Promise<Page>
}

/** Whether the page for a missing address may name a release. */
function isOfRelease(edition: Edition, path: string): boolean {
  const address = parseAddress(path)
  if (address === undefined || !('slug' in address)) return false
  return locales.some((locale) => edition.locales[locale].bySlug.has(address.slug))
}

/**
 * Pages for addresses where nothing is. There is no end of such addresses, and their pages differ only in the words that the
 * search box offers: each language's page is rendered once for all of them, for ten seconds of one edition at most.
 */
export class MissingPages {
  readonly #render: RenderMissing
  readonly #kept = new Map<string, Kept>()

  constructor(render: RenderMissing) {
    this.#render = render
  }

  async answer(
    { edition, now }: { readonly edition: Edition; readonly now: Instant },
    locale: Locale,
    path: string,
  ): Promise<Page> {
    const shown = path.slice(0, longestShownAddress)
    if (isOfRelease(edition, path)) return await this.#render(locale, shown)
    const words = addressWords(shown)
    const example = words === '' ? `/${locale}` : `/${locale}/${anyWords}`
    const kept = this.#kept.get(example)
    const holds = kept?.edition === edition && now >= kept.renderedAt && now < kept.until
    const page = await (holds ? kept.page : this.#renderOnce(edition, locale, { path: example, now }))
    if (words === '') return page
    return { ...page, body: Buffer.from(page.body.toString('utf8').replaceAll(anyWords, words)) }
  }

  #renderOnce(edition: Edition, locale: Locale, { path, now }: { path: string; now: Instant }): Promise<Page> {
    const page = this.#render(locale, path)
    const kept = { edition, renderedAt: now, until: Math.min(now + life, editionEnd(edition, now)), page }
    this.#kept.set(path, kept)
    // Whoever waits for it is told; the next asks anew.
    page.catch(() => this.#kept.get(path) === kept && this.#kept.delete(path))
    return page
  }
}
