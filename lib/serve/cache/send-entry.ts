import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Encoding } from '../compress.ts'
import { cacheControlUntil } from '../headers.ts'
import { isNotModified } from '../validators.ts'
import { cacheControlAt, type Entry } from './entry.ts'

export interface SendOptions {
  /** What the reader likes best. */
  readonly wanted: Encoding
  /** ms since the epoch. */
  readonly now: number
}

/**
 * Writes a kept answer: 304 where the reader has it, without a body for HEAD. False, and nothing written, while the encoding
 * that the reader wants is not made. Every answer to GET and HEAD goes this way, so it builds nothing.
 */
export function sendEntry(
  request: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  { wanted, now }: SendOptions,
): boolean {
  const made = entry.representation(entry.encodingFor(wanted))
  if (made === undefined) return false
  const { page, life } = entry
  const isKnown = page.status === 200 && isNotModified(request.headers, made.tag, page.headers['last-modified'])
  const headers = isKnown ? made.notModifiedHeaders : made.headers
  if (life !== undefined) headers[cacheControlAt] = cacheControlUntil(life.end, now)
  response.writeHead(isKnown ? 304 : page.status, headers)
  if (isKnown || request.method === 'HEAD') response.end()
  else response.end(made.body)
  return true
}
