import type { IncomingMessage, ServerResponse } from 'node:http'
import { renderHead } from './cache/send-entry.ts'
import { buildVary, chooseEncoding, compress, type Encoding, isCompressible, isWorthCompressing } from './compress.ts'
import { type Headers, neverStored } from './headers.ts'
import type { Page } from './page.ts'
import { type DecidingHeaders, entityTag, hashBody, isNotModified } from './validators.ts'

/** What a request says that decides how a page is sent. */
interface Wish {
  readonly method?: string | undefined
  readonly headers: Pick<DecidingHeaders, 'accept-encoding' | 'if-none-match' | 'if-modified-since'>
}

function encodingFor({ headers, body }: Page, request: Wish): Encoding {
  const isSmaller = isCompressible(headers['content-type'] ?? '') && isWorthCompressing(body)
  return isSmaller ? chooseEncoding(request.headers['accept-encoding']) : 'identity'
}

/** Whether readers may keep the answer and ask for it again under a condition. */
const isConditional = (request: Wish, page: Page) =>
  (request.method === 'GET' || request.method === 'HEAD') && page.headers['cache-control'] !== neverStored

/** `page` as this request wants it: encoded, 304 where the reader has it, without a body for HEAD. */
async function finishPage(page: Page, request: Wish): Promise<Page> {
  const encoding = encodingFor(page, request)
  const headers: Record<string, string> = { ...page.headers, ...buildVary(page.headers) }
  if (page.status === 200 && isConditional(request, page)) {
    const tag = entityTag(hashBody(page.body), encoding)
    headers['etag'] = tag
    if (isNotModified(request.headers, tag, page.headers['last-modified'])) {
      const { 'content-type': _type, 'content-language': _language, ...kept } = headers
      return { status: 304, headers: kept, body: nothing }
    }
  }
  const body = encoding === 'identity' ? page.body : await compress(page.body, encoding)
  if (encoding !== 'identity') headers['content-encoding'] = encoding
  headers['content-length'] = String(body.length)
  return { status: page.status, headers, body: request.method === 'HEAD' ? nothing : body }
}

const nothing = Buffer.alloc(0)

/** Writes `page` as this request wants it, beside the headers that `response` has. */
export async function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  const { status, headers, body } = await finishPage(page, request)
  response.writeHead(status, headers)
  response.end(body.length === 0 ? undefined : body)
}

/** The same bytes, for an ordinary connection of HTTP/1.1 that stays; `commonHeaders` are those that every answer has. */
export async function renderPage(request: Wish, page: Page, commonHeaders: Headers): Promise<Buffer> {
  const { status, headers, body } = await finishPage(page, request)
  const head = renderHead(status, Object.entries({ ...commonHeaders, ...headers }).flat())
  return Buffer.concat([Buffer.from(head, 'latin1'), body])
}
