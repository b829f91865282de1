import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Encoding } from '../compress.ts'
import { cacheControlUntil } from '../headers.ts'
import { isNotModified } from '../validators.ts'
import { type Block, cacheControlAt, type Entry } from './entry.ts'

declare module 'node:http' {
  interface OutgoingMessage {
    /** The header block as it goes over the wire, once it is made. Not documented, and the same since Node 0.10. */
    _header: string | null
  }
}

export interface SendOptions {
  /** What the reader likes best. */
  readonly wanted: Encoding
  /** ms since the epoch. */
  readonly now: number
}

/** Whether Node would write the same header block as for every other reader on an ordinary connection. */
const isOrdinary = (request: IncomingMessage, response: ServerResponse) =>
  response.shouldKeepAlive &&
  request.httpVersionMinor === 1 &&
  response._header === null &&
  response.getHeaderNames().length === 0

/**
 * Writes the header block: Node makes it for the first reader in each second of its `Date`, the others get the same text.
 * That spares a quarter of the time that a hit takes.
 */
function writeBlock(request: IncomingMessage, response: ServerResponse, status: number, block: Block): void {
  const second = Math.floor(Date.now() / 1000)
  const cacheControl = block.headers[cacheControlAt]
  const ordinary = isOrdinary(request, response)
  if (ordinary && block.text !== null && block.second === second && block.cacheControl === cacheControl) {
    response.statusCode = status
    response._header = block.text
    return
  }
  response.writeHead(status, block.headers)
  if (!ordinary) return
  block.text = response._header
  block.second = second
  block.cacheControl = cacheControl
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
  const block = isKnown ? made.notModified : made.whole
  if (life !== undefined) block.headers[cacheControlAt] = cacheControlUntil(life.end, now)
  writeBlock(request, response, isKnown ? 304 : page.status, block)
  if (isKnown || request.method === 'HEAD') response.end()
  else response.end(made.body)
  return true
}
