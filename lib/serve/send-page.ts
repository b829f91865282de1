import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { chooseEncoding, compress, type Encoding, isCompressible } from './compress.ts'
import { neverStored } from './headers.ts'
import type { Page } from './page.ts'

/** Strong validator of `body` in one encoding. RFC 9110 §8.8.3. */
export function entityTag(body: Buffer, encoding: Encoding): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27)
  return encoding === 'identity' ? `"${hash}"` : `"${hash}-${encoding}"`
}

/** Whether `If-None-Match` names `tag`, compared weakly. RFC 9110 §13.1.2. */
export function namesTag(condition: string, tag: string): boolean {
  if (condition.trim() === '*') return true
  return condition.match(/"[^"]*"/g)?.includes(tag) ?? false
}

/**
 * Whether the reader already has this answer: `If-None-Match` decides where it is given, `If-Modified-Since` else.
 * RFC 9110 §13.2.2.
 */
export function isNotModified(
  headers: Pick<IncomingMessage['headers'], 'if-none-match' | 'if-modified-since'>,
  tag: string,
  lastModified: string | undefined,
): boolean {
  const condition = headers['if-none-match']
  if (condition !== undefined) return namesTag(condition, tag)
  const since = headers['if-modified-since']
  if (since === undefined || lastModified === undefined) return false
  return Date.parse(lastModified) <= Date.parse(since)
}

function describeBody(page: Page, request: IncomingMessage) {
  const compressible = isCompressible(page.headers['content-type'] ?? '')
  const accepted = request.headers['accept-encoding']
  const encoding = compressible ? chooseEncoding(accepted, page.body) : 'identity'
  const vary = [page.headers['vary'], compressible ? 'Accept-Encoding' : undefined].filter((name) => name !== undefined)
  return { encoding, vary: vary.join(', '), tag: entityTag(page.body, encoding) }
}

/** Whether readers may keep the answer and ask for it again under a condition. */
const isConditional = (request: IncomingMessage, page: Page) =>
  (request.method === 'GET' || request.method === 'HEAD') && page.headers['cache-control'] !== neverStored

/** Writes `page` as this request wants it: encoded, 304 where the reader has it, without a body for HEAD. */
export async function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  const { encoding, vary, tag } = describeBody(page, request)
  for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value)
  if (vary !== '') response.setHeader('vary', vary)
  if (page.status === 200 && isConditional(request, page)) {
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
