import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { errorMessage } from '#lib/errors.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { type Address, canonicalPath } from '#lib/urls.ts'
import { answerVisit } from '#lib/visits/endpoint.ts'
import { isOperator } from './access.ts'
import type { Admin } from './admin/admin.ts'
import { answerApi, isApiPath } from './api/api.ts'
import { Metrics } from './api/metrics.ts'
import { Encodings } from './cache/encodings.ts'
import { Entry } from './cache/entry.ts'
import { PageCache } from './cache/page-cache.ts'
import { type Reply, replyWith, type SendOptions, sendEntry } from './cache/send-entry.ts'
import { Cards } from './card/cards.ts'
import { Documents } from './documents.ts'
import type { LaneAnswers } from './fast-lane/fast-lane.ts'
import type { PlainPost, PlainRequest } from './fast-lane/plain-request.ts'
import { Media } from './files/answer-media.ts'
import type { StaticFiles } from './files/static-files.ts'
import { buildCommonHeaders, type Headers } from './headers.ts'
import { LastModified } from './last-modified.ts'
import { prefersMarkdown } from './negotiate.ts'
import type { Page } from './page.ts'
import { decide, parseTarget, type Target } from './pages/gate.ts'
import { Pages } from './pages/pages.ts'
import { answerPreview, previewHeaders } from './pages/preview.ts'
import type { Render } from './pages/render.ts'
import { KeptFiles } from './pictures/kept-files.ts'
import { parseWish } from './pictures/wish.ts'
import { answerPressKit } from './press-kit/answer-press-kit.ts'
import { Questions } from './questions.ts'
import { renderPage, sendPage } from './send-page.ts'
import type { DecidingHeaders } from './validators.ts'
import type { Peers } from './workers/worker-link.ts'

export interface HandlerOptions {
  readonly newsroom: Newsroom
  readonly peers: Peers
  readonly render: Render
  readonly staticFiles: StaticFiles
  /** Given where the browser editor is on. */
  readonly admin?: Admin
  /** Given in development: Next's own listener, which answers what its scripts ask for. */
  readonly development?: RequestListener
}

/** Bytes on disk for pictures in the widths that pages name, and for cards. */
const keptPictureBytes = 2_000_000_000

const readingMethods = ['GET', 'HEAD']

/** An answer to a method that the address does not know. RFC 9110 §15.5.6. */
const methodNotAllowed: Page = {
  status: 405,
  headers: {
    allow: readingMethods.join(', '),
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  },
  body: Buffer.from('This address can only be read.\n'),
}

/** Whether a request comes from Next's scripts, which only run in development. */
const isForDevelopment = (request: IncomingMessage, path: string) =>
  path.startsWith('/_next/') || path.startsWith('/__nextjs') || request.headers['rsc'] !== undefined

class Handler {
  readonly #options: HandlerOptions
  readonly #pages: Pages
  readonly #questions: Questions
  readonly #metrics: Metrics
  readonly #cache: PageCache
  readonly #media: Media
  readonly #encodings = new Encodings()
  readonly #commonHeaders: Headers

  constructor(options: HandlerOptions) {
    const { newsroom, render, staticFiles } = options
    const development = options.development !== undefined
    this.#options = options
    const lastModified = new LastModified(newsroom.config.contentDir, () => newsroom.content.touched())
    const assets = development ? undefined : staticFiles.pageAssets
    this.#pages = new Pages({ newsroom, render, lastModified, assets })
    const { config, edition, clock, log } = newsroom
    const kept = new KeptFiles({ folder: join(config.dataDir, 'pictures'), limit: keptPictureBytes, log })
    this.#media = new Media(newsroom, kept)
    const documents = new Documents(newsroom, lastModified, new Cards(kept, newsroom.brand))
    this.#questions = new Questions({ newsroom, pages: this.#pages, documents })
    this.#commonHeaders = buildCommonHeaders(newsroom.config, development)
    this.#cache = new PageCache({ edition: () => edition(), clock, log, commonHeaders: this.#commonHeaders })
    this.#metrics = new Metrics(newsroom, options.peers, this.#cache)
  }

  /** What memory holds for a request for `url`, before anything of it is taken apart; only what every reader gets alike. */
  #find(url: string, { accept }: DecidingHeaders): Entry | undefined {
    const entry = this.#cache.find(url) ?? this.#options.staticFiles.find(url)
    return entry?.isNegotiated === true && prefersMarkdown(accept) ? undefined : entry
  }

  /** Answers from memory what is there. False when it is not. */
  answerAtOnce(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url } = request
    if (url === undefined || (method !== 'GET' && method !== 'HEAD')) return false
    try {
      const entry = this.#find(url, request.headers)
      return entry !== undefined && this.#send(request, response, entry)
    } catch (error) {
      this.#logFailed(parseTarget(url), error)
      response.destroy()
      return true
    }
  }

  /** The same for the fast lane; what fails here is left to the other way. */
  findReply(request: PlainRequest): Reply | undefined {
    const { target, headers } = request
    try {
      const entry = this.#find(target, headers)
      return entry === undefined ? undefined : replyWith(entry, request, this.#sendOptions(headers))
    } catch (error) {
      this.#logFailed(parseTarget(target), error)
      return undefined
    }
  }

  /** A visit for the fast lane; `undefined` when another address is meant. */
  answerPost(request: PlainPost, remoteAddress: string | undefined): Promise<Buffer | undefined> | undefined {
    const target = parseTarget(request.target)
    const address = isApiPath(target.path) ? parseAddress(target.path) : undefined
    if (address?.kind !== 'visits') return undefined
    const { slug, pixel } = address
    const { method, headers, body } = request
    return answerVisit(this.#options.newsroom.visits, { method, slug, pixel, headers, remoteAddress, body })
      .catch(async (error: unknown) => {
        this.#logFailed(target, error)
        return await this.#pages.answerFault(target)
      })
      .then((page) => renderPage(request, page, this.#commonHeaders))
      .catch((error: unknown) => {
        this.#logFailed(target, error)
        return undefined
      })
  }

  #logFailed({ path }: Target, error: unknown): void {
    this.#options.newsroom.log.error('serve.failed', { path, reason: errorMessage(error) })
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = parseTarget(request.url ?? '/')
    for (const [name, value] of Object.entries(this.#commonHeaders)) response.setHeader(name, value)
    const { development } = this.#options
    if (development !== undefined && isForDevelopment(request, target.path)) return development(request, response)
    try {
      const answer = await this.#answer(request, response, target)
      if (answer instanceof Entry) await this.#prepareAndSend(request, response, answer)
      else if (answer !== undefined) await sendPage(request, response, answer)
    } catch (error) {
      // Who leaves in the middle of a body has no fault of ours, and nobody to be told.
      if (request.destroyed && !request.complete) return void response.destroy()
      this.#logFailed(target, error)
      if (response.headersSent) response.destroy()
      else await sendPage(request, response, await this.#pages.answerFault(target))
    }
  }

  #send(request: IncomingMessage, response: ServerResponse, entry: Entry): boolean {
    return sendEntry(request, response, entry, this.#sendOptions(request.headers))
  }

  #sendOptions(headers: DecidingHeaders): SendOptions {
    return { wanted: this.#encodings.choose(headers['accept-encoding']), now: this.#options.newsroom.clock.now() }
  }

  async #prepareAndSend(request: IncomingMessage, response: ServerResponse, entry: Entry): Promise<void> {
    await entry.prepare(entry.encodingFor(this.#encodings.choose(request.headers['accept-encoding'])))
    this.#cache.measure(entry)
    this.#send(request, response, entry)
  }

  /** The answer, or `undefined` when it has been sent already. */
  async #answer(request: IncomingMessage, response: ServerResponse, target: Target): Promise<Entry | Page | undefined> {
    const { newsroom, peers, staticFiles, admin, development } = this.#options
    if (isApiPath(target.path)) return await answerApi(request, { newsroom, peers }, target.path)
    if (!readingMethods.includes(request.method ?? '')) return methodNotAllowed
    const file = development === undefined ? staticFiles.find(target.path) : await staticFiles.read(target.path)
    if (file !== undefined) return file
    const editor = admin?.answer(target.path, newsroom.edition().site)
    if (editor !== undefined) return editor
    const address = parseAddress(target.path)
    if (address?.kind === 'root') return this.#pages.answerRoot(target, request.headers['accept-language'])
    if (address?.kind === 'media' && canonicalPath(address) === target.path) {
      const media = await this.#media.answer(request, response, { target, address })
      if (media === 'sent') return undefined
      // Under an address of its own what has no such width is kept: without its query the file may be there.
      const isMoved = decide(newsroom.edition(), target).kind === 'redirect'
      const missing =
        isMoved || parseWish(target.query) === undefined ? target : { path: `/media/${address.slug}`, query: '' }
      return media ?? (await this.#answerKept(request, missing))
    }
    if (address?.kind === 'press-kit' && canonicalPath(address) === target.path) {
      if (await answerPressKit(request, response, address, newsroom)) return undefined
    }
    if (address?.kind === 'preview') return await this.#answerPreview(target, address)
    if (address?.kind === 'metrics' || address?.kind === 'stats') return await this.#answerOperator(request, target)
    return await this.#answerKept(request, target)
  }

  /** A preview, or the page for missing addresses: neither is ever kept. */
  async #answerPreview(target: Target, address: Address & { readonly kind: 'preview' }): Promise<Page> {
    const { newsroom, render, staticFiles, development } = this.#options
    const assets = development === undefined ? staticFiles.pageAssets : undefined
    const isExact = canonicalPath(address) === target.path
    const preview = isExact ? await answerPreview(address, { newsroom, render, assets }) : undefined
    const page = preview ?? (await this.#pages.answerPage(target))
    return { ...page, headers: { ...page.headers, ...previewHeaders } }
  }

  /** What is for the team: never kept, and for others as if it were not there, or a question for the token where one is set. */
  async #answerOperator(request: IncomingMessage, target: Target): Promise<Page> {
    const { metricsToken } = this.#options.newsroom.config
    if (isOperator(request, metricsToken)) {
      if (parseAddress(target.path)?.kind === 'metrics') return await this.#metrics.answer()
      const page = await this.#pages.answerPage(target)
      return { ...page, headers: { ...page.headers, ...previewHeaders } }
    }
    const missing = await this.#pages.answerMissing(target)
    if (metricsToken === undefined) return missing
    return {
      ...missing,
      status: 401,
      headers: { ...missing.headers, ...previewHeaders, 'www-authenticate': 'Basic realm="newsroom"' },
    }
  }

  async #answerKept(request: IncomingMessage, target: Target): Promise<Entry | Page> {
    const { accept } = request.headers
    const ask = () => this.#questions.ask(target, accept)
    // What `Accept` decides is not known by the target alone.
    const spelling = prefersMarkdown(accept) ? undefined : request.url
    return await this.#cache.answer(ask, spelling)
  }
}

export interface SiteHandler {
  /** Answers every address of the interface, and nothing else. */
  readonly listener: RequestListener
  readonly lane: LaneAnswers
}

export function createHandler(options: HandlerOptions): SiteHandler {
  const handler = new Handler(options)
  const listener: RequestListener = (request, response) => {
    if (options.development === undefined && handler.answerAtOnce(request, response)) return
    handler.handle(request, response).catch((error: unknown) => {
      options.newsroom.log.error('serve.failed', { reason: errorMessage(error) })
      response.destroy()
    })
  }
  const lane: LaneAnswers = {
    find: (request) => handler.findReply(request),
    post: (request, remoteAddress) => handler.answerPost(request, remoteAddress),
  }
  return { listener, lane }
}
