import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { Socket } from 'node:net'
import type { Encoding } from '../compress.ts'
import { cacheControlUntil, httpDate, longestRest } from '../headers.ts'
import { type DecidingHeaders, isNotModified } from '../validators.ts'
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

/** What goes to one reader. */
export interface Reply {
  readonly status: number
  readonly block: Block
  /** Absent where the reader has it already, and for HEAD. */
  readonly body: Buffer | undefined
}

/** What a reader gets of a kept answer; `undefined` while the encoding that the reader wants is not made. */
export function replyWith(
  entry: Entry,
  request: { readonly method?: string | undefined; readonly headers: DecidingHeaders },
  { wanted, now }: SendOptions,
): Reply | undefined {
  const made = entry.representation(entry.encodingFor(wanted))
  if (made === undefined) return undefined
  const { page, life } = entry
  const isKnown = page.status === 200 && isNotModified(request.headers, made.tag, page.headers['last-modified'])
  const block = isKnown ? made.notModified : made.whole
  if (life !== undefined) block.headers[cacheControlAt] = cacheControlUntil(life.end, now)
  const body = isKnown || request.method === 'HEAD' ? undefined : made.body
  return { status: isKnown ? 304 : page.status, block, body }
}

/** The header block as Node writes it on an ordinary connection of HTTP/1.1 that stays; names and values in turn. */
export function renderHead(status: number, headers: readonly string[]): string {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`
  for (let at = 0; at < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`
  const rest = Math.floor(longestRest / 1000)
  return `${head}Date: ${httpDate(Date.now())}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${rest}\r\n\r\n`
}

/** The header block; it is made for the first reader in each second of its `Date`, the others get the same string. */
export function headOf({ status, block }: Reply): string {
  const second = Math.floor(Date.now() / 1000)
  const cacheControl = block.headers[cacheControlAt]
  if (block.text === undefined || block.second !== second || block.cacheControl !== cacheControl) {
    block.text = renderHead(status, block.headers)
    block.second = second
    block.cacheControl = cacheControl
  }
  return block.text
}

/** Whether Node would write the same header block as for every other reader on an ordinary connection. */
const isOrdinary = (request: IncomingMessage, response: ServerResponse) =>
  response.socket instanceof Socket &&
  response.shouldKeepAlive &&
  request.httpVersionMinor === 1 &&
  response._header === null &&
  response.getHeaderNames().length === 0

/**
 * Writes a kept answer: 304 where the reader has it, without a body for HEAD. False, and nothing written, while the encoding
 * that the reader wants is not made.
 */
export function sendEntry(
  request: IncomingMessage,
  response: ServerResponse,
  entry: Entry,
  options: SendOptions,
): boolean {
  const reply = replyWith(entry, request, options)
  if (reply === undefined) return false
  if (isOrdinary(request, response)) {
    response.statusCode = reply.status
    // That spares a quarter of the time that a hit takes.
    response._header = headOf(reply)
  } else response.writeHead(reply.status, reply.block.headers)
  response.end(reply.body)
  return true
}
