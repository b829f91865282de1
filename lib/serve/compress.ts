import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import Negotiator from 'negotiator'
import type { Headers } from './headers.ts'

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'identity'

/** Smaller bodies gain nothing from compression. */
const leastSize = 512

/** Whether bodies of this `Content-Type` shrink; pictures, fonts and PDF do not. */
export function isCompressible(type: string): boolean {
  return /^text\/|[/+](?:json|xml|javascript|manifest\+json)\b|^image\/svg\+xml/.test(type)
}

export const isWorthCompressing = (body: Buffer) => body.length >= leastSize

/** `Vary` of what has these headers: it is told apart by its encoding where it shrinks, beside what it says itself. RFC 9110 §12.5.5. */
export function buildVary(headers: Headers): Headers {
  const own = headers['vary'] === undefined ? [] : [headers['vary']]
  const names = isCompressible(headers['content-type'] ?? '') ? ['Accept-Encoding', ...own] : own
  return names.length === 0 ? {} : { vary: names.join(', ') }
}

/** The one that makes text smallest first. */
const encodings: readonly Encoding[] = ['br', 'gzip', 'identity']

/** Where a part of `Accept-Encoding` stands among our encodings; others come last. */
function placeOf(part: string): number {
  const place = encodings.findIndex((encoding) => part.trim().toLowerCase().startsWith(encoding))
  return place === -1 ? encodings.length : place
}

/**
 * How a reader with this `Accept-Encoding` likes text best; of what is liked alike brotli, then gzip, then as it is, which is
 * also for who refuses all. RFC 9110 §12.5.3.
 */
export function chooseEncoding(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'identity'
  // Browsers name gzip first: what a header likes alike is taken in its order.
  const inOurOrder = accepted
    .split(',')
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .join(',')
  const chosen = new Negotiator({ headers: { 'accept-encoding': inOurOrder } }).encoding(encodings)
  return encodings.find((one) => one === chosen) ?? 'identity'
}

/** Brotli's quality for what a reader waits for: about a millisecond for a page. */
export const quickQuality = 5

/** `body` in `encoding`; a higher brotli `quality`, up to 11, takes up to fifty times as long. */
export async function compress(body: Buffer, encoding: Encoding, quality = quickQuality): Promise<Buffer> {
  if (encoding === 'identity') return body
  if (encoding === 'gzip') return await deflate(body, { level: 6 })
  return await brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  })
}
