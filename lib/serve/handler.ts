import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { errorMessage } from '#lib/errors.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { type Address, canonicalPath, parseAddress } from '#lib/urls.ts'
import { answerApi, isApiPath } from './api/api.ts'
import { Documents } from './documents.ts'
import { findMedia, sendMedia } from './files/media.ts'
import type { StaticFiles } from './files/static-files.ts'
import { buildCommonHeaders } from './headers.ts'
import { prefersMarkdown } from './negotiate.ts'
import type { Page } from './page.ts'
import { parseTarget, type Target } from './pages/gate.ts'
import { Pages } from './pages/pages.ts'
import type { Render } from './pages/render.ts'
import { sendPage } from './send-page.ts'

export interface HandlerOptions {
  readonly newsroom: Newsroom
  readonly render: Render
  readonly staticFiles: StaticFiles
  /** Given in development: Next's own listener, which answers what its scripts ask for. */
  readonly development?: RequestListener
}

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
  readonly #documents: Documents
  readonly #commonHeaders: readonly (readonly [string, string])[]

  constructor(options: HandlerOptions) {
    const { newsroom, render } = options
    const development = options.development !== undefined
    this.#options = options
    this.#pages = new Pages({ newsroom, render, development })
    this.#documents = new Documents(newsroom)
    this.#commonHeaders = Object.entries(buildCommonHeaders(newsroom.config, development))
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = parseTarget(request.url ?? '/')
    for (const [name, value] of this.#commonHeaders) response.setHeader(name, value)
    const { development } = this.#options
    if (development !== undefined && isForDevelopment(request, target.path)) return development(request, response)
    try {
      const page = await this.#answer(request, response, target)
      if (page !== undefined) await sendPage(request, response, page)
    } catch (error) {
      this.#options.newsroom.log.error('serve.failed', { path: target.path, reason: errorMessage(error) })
      if (response.headersSent) response.destroy()
      else await sendPage(request, response, await this.#pages.answerFault(target))
    }
  }

  /** The answer, or `undefined` when it has been sent already. */
  async #answer(request: IncomingMessage, response: ServerResponse, target: Target): Promise<Page | undefined> {
    const { newsroom, staticFiles } = this.#options
    if (isApiPath(target.path)) return await answerApi(request, newsroom, target.path)
    if (!readingMethods.includes(request.method ?? '')) return methodNotAllowed
    const file = await staticFiles.answer(target.path)
    if (file !== undefined) return file
    const address = parseAddress(target.path)
    if (address?.kind === 'root') return this.#pages.answerRoot(target, request.headers['accept-language'])
    if (address?.kind === 'media' && canonicalPath(address) === target.path) {
      return await this.#answerMedia(request, response, { target, address })
    }
    return (await this.#answerDocument(request, target, address)) ?? (await this.#pages.answerPage(target))
  }

  /** What machines read at an address, or at a release's own address when the request prefers Markdown. */
  async #answerDocument(
    request: IncomingMessage,
    target: Target,
    address: Address | undefined,
  ): Promise<Page | undefined> {
    if (address === undefined || canonicalPath(address) !== target.path) return undefined
    const { kind } = address
    const wanted =
      kind === 'release' && prefersMarkdown(request.headers.accept)
        ? { ...address, kind: 'markdown' as const }
        : address
    return await this.#documents.answer(wanted)
  }

  async #answerMedia(
    request: IncomingMessage,
    response: ServerResponse,
    { target, address }: { readonly target: Target; readonly address: Address & { readonly kind: 'media' } },
  ): Promise<Page | undefined> {
    const { newsroom } = this.#options
    const edition = newsroom.edition()
    const media = await findMedia(edition, newsroom.config.contentDir, address)
    if (media === undefined) return await this.#pages.answerPage(target)
    await sendMedia(request, response, media, { edition, now: newsroom.clock.now() })
    return undefined
  }
}

/** The request listener of the site: every address of the interface, and nothing else. */
export function createHandler(options: HandlerOptions): RequestListener {
  const handler = new Handler(options)
  return (request, response) => {
    handler.handle(request, response).catch((error: unknown) => {
      options.newsroom.log.error('serve.failed', { reason: errorMessage(error) })
      response.destroy()
    })
  }
}
