import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Encoding } from './compress.ts'

/** A short name of these bytes: 162 bits of their SHA-256. */
export function hashBody(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 27)
}

/** Strong validator of the body with this hash in one encoding. RFC 9110 §8.8.3. */
export function entityTag(hash: string, encoding: Encoding): string {
  return encoding === 'identity' ? `"${hash}"` : `"${hash}-${encoding}"`
}

/** Whether `If-None-Match` names `tag`, compared weakly. RFC 9110 §13.1.2. */
function namesTag(condition: string, tag: string): boolean {
  if (condition.trim() === '*') return true
  return condition.match(/"[^"]*"/g)?.includes(tag) ?? false
}

const dates = [
  /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
]
const ansiDate = /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/** The instant (ms) of an HTTP date in any of its three forms, NaN for anything else. RFC 9110 §5.6.7. */
export function parseHttpDate(text: string): number {
  if (dates.some((form) => form.test(text))) return Date.parse(text)
  return ansiDate.test(text) ? Date.parse(`${text} GMT`) : Number.NaN
}

/** The headers of a request that can change a kept answer. */
export type DecidingHeaders = Pick<
  IncomingHttpHeaders,
  'accept' | 'accept-encoding' | 'if-none-match' | 'if-modified-since'
>

/**
 * Whether the reader already has this answer: `If-None-Match` decides where it is given, `If-Modified-Since` else.
 * RFC 9110 §13.2.2.
 */
export function isNotModified(
  headers: Pick<DecidingHeaders, 'if-none-match' | 'if-modified-since'>,
  tag: string,
  lastModified: string | undefined,
): boolean {
  const condition = headers['if-none-match']
  if (condition !== undefined) return condition === tag || namesTag(condition, tag)
  const since = headers['if-modified-since']
  if (since === undefined || lastModified === undefined) return false
  return since === lastModified || parseHttpDate(since) >= parseHttpDate(lastModified)
}
