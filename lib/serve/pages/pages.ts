import type { Edition } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import { type Locale, localeFacts } from '#lib/i18n/locales.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { httpDate, neverStored, pageCacheControl } from '../headers.ts'
import type { LastModified } from '../last-modified.ts'
import { answerRoot } from '../negotiate.ts'
import type { Page } from '../page.ts'
import { finishHtml, type PageAssets } from './finish-html.ts'
import { decide, findRedirect, localeOfPath, type Target } from './gate.ts'
import { lastResortHtml } from './last-resort.ts'
import { MissingPages } from './missing-pages.ts'
import type { Render, Rendered } from './render.ts'
import { speculationRulesPath } from './speculation-rules.ts'

export interface PagesOptions {
  readonly newsroom: Pick<Newsroom, 'edition' | 'clock' | 'log'>
  readonly lastModified: LastModified
  readonly render: Render
  /** Absent in development: there pages keep Next's scripts, which reload them, and its style sheets. */
  readonly assets?: PageAssets | undefined
}

/** Answers for every address that `app/` renders. */
export class Pages {
  readonly #newsroom: PagesOptions['newsroom']
  readonly #render: Render
  readonly #lastModified: LastModified
  readonly #assets: PageAssets | undefined
  readonly #missing = new MissingPages((locale, path) =>
    this.#renderStatus({ status: 404, locale, query: { address: path } }),
  )

  constructor(options: PagesOptions) {
    this.#newsroom = options.newsroom
    this.#render = options.render
    this.#lastModified = options.lastModified
    this.#assets = options.assets
  }

  /** The whole answer for an address, the same for every reader. Never rejects. */
  async answerPage(target: Target): Promise<Page> {
    const edition = this.#newsroom.edition()
    try {
      return await this.#answer(edition, target)
    } catch (error) {
      this.#newsroom.log.error('serve.page-failed', { path: target.path, reason: errorMessage(error) })
      return await this.answerFault(target)
    }
  }

  /** The page that says that the site has nothing at an address, in the address's language. */
  async answerMissing(target: Target): Promise<Page> {
    const edition = this.#newsroom.edition()
    const locale = localeOfPath(target.path, edition.site.defaultLocale)
    try {
      return await this.#answerMissing(edition, locale, target)
    } catch (error) {
      this.#newsroom.log.error('serve.page-failed', { path: target.path, reason: errorMessage(error) })
      return await this.answerFault(target)
    }
  }

  /** The answer of `/`, which alone depends on the reader: where a former address led, else home in the reader's language. */
  answerRoot(target: Target, acceptLanguage: string | undefined): Page {
    const edition = this.#newsroom.edition()
    const moved = findRedirect(edition, target)
    return moved === undefined ? answerRoot(acceptLanguage, edition.site.defaultLocale) : this.#redirect(edition, moved)
  }

  /** The page that says the site has failed, with status 500; a static one when even that page fails. */
  async answerFault(target: Target): Promise<Page> {
    const locale = localeOfPath(target.path, this.#newsroom.edition().site.defaultLocale)
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': neverStored }
    try {
      const rendered = await this.#render(`/${locale}/status/500`)
      if (rendered.status !== 200) throw new Error(`Rendering the error page gave status ${rendered.status}`)
      return {
        status: 500,
        headers: { ...headers, 'content-language': localeFacts[locale].tag },
        body: this.#finish(rendered),
      }
    } catch (error) {
      this.#newsroom.log.error('serve.error-page-failed', { reason: errorMessage(error) })
      return { status: 500, headers, body: Buffer.from(lastResortHtml) }
    }
  }

  async #answer(edition: Edition, target: Target): Promise<Page> {
    const decision = decide(edition, target)
    if (decision.kind === 'redirect') return this.#redirect(edition, decision.to)
    if (decision.kind === 'missing') return await this.#answerMissing(edition, decision.locale, target)
    if (decision.kind === 'gone') {
      return await this.#renderStatus({ status: 410, locale: decision.locale, query: { slug: decision.slug } })
    }
    const address = parseAddress(target.path)
    const modified =
      address === undefined ? undefined : await this.#lastModified.of(edition, address, this.#newsroom.clock.now())
    const rendered = await this.#render(decision.path)
    if (rendered.status === 404) return await this.#answerMissing(edition, decision.locale, target)
    if (rendered.status !== 200) throw new Error(`Rendering gave status ${rendered.status}`)
    const page = this.#page(edition, rendered, { status: 200, locale: decision.locale })
    return {
      ...page,
      headers: {
        ...page.headers,
        ...(modified === undefined ? {} : { 'last-modified': httpDate(modified) }),
        // A release's address has its Markdown twin behind it for those who ask with `Accept`.
        ...(address?.kind === 'release' ? { vary: 'Accept' } : {}),
      },
    }
  }

  #redirect(edition: Edition, to: string): Page {
    const now = this.#newsroom.clock.now()
    return {
      status: 301,
      headers: { location: to, 'cache-control': pageCacheControl(edition, now) },
      body: Buffer.alloc(0),
    }
  }

  async #answerMissing(edition: Edition, locale: Locale, target: Target): Promise<Page> {
    // What developers change shows at once.
    if (this.#assets === undefined)
      return await this.#renderStatus({ status: 404, locale, query: { address: target.path } })
    const now = this.#newsroom.clock.now()
    const page = await this.#missing.answer({ edition, now }, locale, target.path)
    return { ...page, headers: { ...page.headers, 'cache-control': this.#cacheControl(edition) } }
  }

  async #renderStatus(what: {
    readonly status: 404 | 410
    readonly locale: Locale
    readonly query: Readonly<Record<string, string>>
  }): Promise<Page> {
    const rendered = await this.#render(`/${what.locale}/status/${what.status}?${new URLSearchParams(what.query)}`)
    if (rendered.status !== 200)
      throw new Error(`Rendering the page for status ${what.status} gave status ${rendered.status}`)
    return this.#page(this.#newsroom.edition(), rendered, what)
  }

  #cacheControl(edition: Edition): string {
    return this.#assets === undefined ? neverStored : pageCacheControl(edition, this.#newsroom.clock.now())
  }

  #page(edition: Edition, rendered: Rendered, what: { readonly status: number; readonly locale: Locale }): Page {
    const isPicture = rendered.contentType.startsWith('image/')
    return {
      status: what.status,
      headers: {
        'content-type': rendered.contentType,
        'cache-control': this.#cacheControl(edition),
        ...(isPicture
          ? { 'cross-origin-resource-policy': 'cross-origin' }
          : { 'content-language': localeFacts[what.locale].tag }),
        ...(this.#assets !== undefined && !isPicture && what.status === 200
          ? { 'speculation-rules': `"${speculationRulesPath}"` }
          : {}),
      },
      body: this.#finish(rendered),
    }
  }

  #finish(rendered: Rendered): Buffer {
    if (this.#assets === undefined || !rendered.contentType.startsWith('text/html')) return rendered.body
    return Buffer.from(finishHtml(rendered.body.toString('utf8'), this.#assets))
  }
}
