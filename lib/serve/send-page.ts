import type { IncomingMessage, ServerResponse } from 'node:http'
import { chooseEncoding, compress, isCompressible, isWorthCompressing } from './compress.ts'
import { neverStored } from './headers.ts'
import type { Page } from './page.ts'
import { entityTag, hashBody, isNotModified } from './validators.ts'

function describeBody(page: Page, request: IncomingMessage) {
  const compressible = isCompressible(page.headers['content-type'] ?? '')
  const accepted = request.headers['accept-encoding']
  const encoding = compressible && isWorthCompressing(page.body) ? chooseEncoding(accepted) : 'identity'
  const vary = [compressible ? 'Accept-Encoding' : undefined, page.headers['vary']].filter((name) => name !== undefined)
  return { encoding, vary: vary.join(', ') }
}

/** Whether readers may keep the answer and ask for it again under a condition. */
const isConditional = (request: IncomingMessage, page: Page) =>
  (request.method === 'GET' || request.method === 'HEAD') && page.headers['cache-control'] !== neverStored

/** Writes `page` as this request wants it: encoded, 304 where the reader has it, without a body for HEAD. */
export async function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  const { encoding, vary } = describeBody(page, request)
  for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value)
  if (vary !== '') response.setHeader('vary', vary)
  if (page.status === 200 && isConditional(request, page)) {
    const tag = entityTag(hashBody(page.body), encoding)
    response.setHeader('etag', tag)
    if (isNotModified(request.headers, tag, page.headers['last-modified'])) {
      for (const name of ['content-type', 'content-language']) response.removeHeader(name)
      response.writeHead(304).end()
      return
    }
  }
  const body = await compress(page.body, encoding)
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding)
  response.setHeader('content-length', body.length)
  response.writeHead(page.status)
  response.end(request.method === 'HEAD' ? undefined : body)
}
