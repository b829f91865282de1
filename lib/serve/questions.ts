import { errorMessage } from '#lib/errors.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { type Address, canonicalPath } from '#lib/urls.ts'
import type { Question } from './cache/page-cache.ts'
import type { Documents } from './documents.ts'
import { prefersMarkdown } from './negotiate.ts'
import type { Page } from './page.ts'
import { type Decision, decide, parseTarget, type Target } from './pages/gate.ts'
import type { Pages } from './pages/pages.ts'
import { Turnstile } from './turnstile.ts'

export interface QuestionsOptions {
  readonly newsroom: Pick<Newsroom, 'edition' | 'log'> & { readonly search: Pick<Newsroom['search'], 'progress'> }
  readonly pages: Pick<Pages, 'answerPage' | 'answerFault'>
  readonly documents: Pick<Documents, 'answer'>
}

/** Addresses whose answers are made for each request: what is not public, and figures that programs read. */
const neverKept: ReadonlySet<Address['kind']> = new Set(['preview', 'stats', 'json', 'metrics'])

/** Searches that are rendered at the same time: hardly two are alike, and a flood of them may not hold up other pages. */
const mostSearches = 2

const isSame = (one: Decision, other: Decision) => JSON.stringify(one) === JSON.stringify(other)

/** A twin given at its page's own address: what keeps a twin out of search results would take the page out of them. */
function forIndex(page: Page): Page {
  const { 'x-robots-tag': _, ...headers } = page.headers
  return { ...page, headers }
}

/** Says which requests ask the same question, and how each is answered. */
export class Questions {
  readonly #options: QuestionsOptions
  readonly #searches = new Turnstile(mostSearches)

  constructor(options: QuestionsOptions) {
    this.#options = options
  }

  /** What a request for `target` with this `Accept` asks for in the present edition. */
  ask(target: Target, accept: string | undefined): Question {
    const edition = this.#options.newsroom.edition()
    const decision = decide(edition, target)
    const address = parseAddress(target.path)
    if (decision.kind === 'redirect') return { render: () => this.#options.pages.answerPage(target) }
    if (address !== undefined && neverKept.has(address.kind)) return { render: () => this.#render(target) }
    if (decision.kind === 'render' && address?.kind === 'release' && prefersMarkdown(accept)) {
      const path = canonicalPath({ ...address, kind: 'markdown' })
      return { key: `markdown of ${path}`, render: async () => forIndex(await this.#render({ path, query: '' })) }
    }
    const key = decision.kind === 'render' ? decision.path : target.path
    const canonical = parseTarget(key)
    // An address and the shorter one under which it would be kept may lead to different places, where editors say so.
    if (!isSame(decide(edition, canonical), decision)) return { render: () => this.#render(target) }
    const render = () => this.#render(canonical)
    // Drawn once and kept on disk, or hardly ever asked for; in memory it would displace pages.
    const isArchive = address?.kind === 'feed' && key.includes('?')
    if (address?.kind === 'card' || address?.kind === 'oembed' || isArchive) return { key, isRare: true, render }
    if (address?.kind !== 'search' && address?.kind !== 'titles') return { key, render }
    const { search } = this.#options.newsroom
    const inTurn = address.kind === 'search' ? () => this.#searches.pass(render) : render
    return { key, isRare: true, isSettled: () => search.progress() === 1, render: inTurn }
  }

  /** The document at an address, else its page. */
  async #render(target: Target): Promise<Page> {
    const { documents, pages, newsroom } = this.#options
    try {
      const address = parseAddress(target.path)
      const isCanonical = address !== undefined && canonicalPath(address) === target.path
      const document = isCanonical ? await documents.answer(address, target.query) : undefined
      return document ?? (await pages.answerPage(target))
    } catch (error) {
      newsroom.log.error('serve.document-failed', { path: target.path, reason: errorMessage(error) })
      return await pages.answerFault(target)
    }
  }
}
