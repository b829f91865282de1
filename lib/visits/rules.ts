import { z } from 'zod'
import { parseJson } from '#lib/json.ts'
import { isRobot } from './bots.ts'
import { headerText, type VisitHeaders } from './visitor.ts'

/** Why a request was not, or was, counted; the first that applies, in this order. `spooled` and `unavailable` stand for a store that is down. */
export const visitReasons = [
  'method',
  'too-large',
  'malformed',
  'unknown',
  'cross-site',
  'prefetch',
  'no-agent',
  'bot',
  'rate',
  'replay',
  'repeat',
  'counted',
  'spooled',
  'unavailable',
] as const
export type VisitReason = (typeof visitReasons)[number]

/** A request to `/api/visits/S` or `/api/visits/S.gif`. */
export interface VisitRequest {
  readonly method: string
  readonly slug: string
  /** Whether the address ends in `.gif`. */
  readonly pixel: boolean
  readonly headers: VisitHeaders
  /** The socket's; `undefined` once the client has hung up. */
  readonly remoteAddress: string | undefined
  /** At most 1 KB; empty when there is none. */
  readonly body: Buffer | 'too-large'
}

const hexadecimal = /^[0-9a-f]{32}$/
const visitBody = z.strictObject({
  event: z
    .string()
    .transform((id) => id.toLowerCase().replaceAll('-', ''))
    .pipe(z.string().regex(hexadecimal)),
})

/** The event id (32 hexadecimal digits) of a body `{ "event": "…" }`, or `undefined` when it is anything else or more. */
function parseVisitBody(body: Buffer): string | undefined {
  const parsed = visitBody.safeParse(parseJson(body.toString('utf8')))
  return parsed.success ? parsed.data.event : undefined
}

/** Whether the browser loads ahead of a reader who may never come. */
function isPrefetch(headers: VisitHeaders): boolean {
  return (
    /^prefetch/i.test(headerText(headers, 'sec-purpose') ?? '') ||
    /^prefetch/i.test(headerText(headers, 'purpose') ?? '') ||
    /^prefetch/i.test(headerText(headers, 'x-moz') ?? '') ||
    /^preview/i.test(headerText(headers, 'x-purpose') ?? '')
  )
}

/** The methods that an address of a visit answers. */
export function visitMethods(pixel: boolean): readonly string[] {
  return pixel ? ['GET', 'HEAD'] : ['GET', 'HEAD', 'POST']
}

/**
 * What a request alone tells: the reason why it cannot be a visit, or the event id it carries (`pixel` requests carry none).
 * Pure. Rate, replay and window remain to be decided.
 */
export function judgeVisit(
  request: VisitRequest,
  isPublished: (slug: string) => boolean,
): { readonly refused: VisitReason } | { readonly event: string | undefined } {
  const { headers } = request
  if (request.method !== (request.pixel ? 'GET' : 'POST')) return { refused: 'method' }
  if (request.body === 'too-large') return { refused: 'too-large' }
  const event = request.pixel ? undefined : parseVisitBody(request.body)
  if (event === undefined && !request.pixel) return { refused: 'malformed' }
  if (!isPublished(request.slug)) return { refused: 'unknown' }
  const site = headerText(headers, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return { refused: 'cross-site' }
  if (isPrefetch(headers)) return { refused: 'prefetch' }
  const agent = headerText(headers, 'user-agent')
  if (agent === undefined || agent.trim() === '') return { refused: 'no-agent' }
  if (isRobot(agent)) return { refused: 'bot' }
  return { event }
}
