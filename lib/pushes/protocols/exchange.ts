import { errorMessage } from '#lib/errors.ts'
import type { Outcome } from './protocol.ts'

/** Everything a call needs. */
export interface Call {
  readonly url: string
  readonly type: string
  readonly body: string
  readonly now: number
  readonly signal: AbortSignal
  /** Never written into words that the call gives back. */
  readonly secrets: readonly string[]
  /** How long the whole exchange may take, ms; 15 s when absent. */
  readonly timeout?: number
}

/** What came back, or that nothing did. */
export type Reply =
  | { readonly status: number; readonly text: string; readonly words: string; readonly resume?: number }
  | { readonly status: undefined; readonly words: string }

const usualTimeout = 15_000
/** Bytes of an answer that are read; the rest is not waited for. */
const longestAnswer = 65_536
const longestWords = 200
/** Longest that `Retry-After` can make us wait, ms: a day. */
const longestWait = 86_400_000

function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const secret of secrets)
    for (const form of [secret, encodeURIComponent(secret)]) clean = clean.replaceAll(form, '•••')
  return clean
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longestWords)
}

/** The instant that `Retry-After` names (RFC 9110 §10.2.3), a day ahead at most; `undefined` when it names none. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  const instant = /^\s*\d+\s*$/.test(value) ? now + Number(value) * 1000 : Date.parse(value)
  return Number.isNaN(instant) ? undefined : Math.min(Math.max(instant, now), now + longestWait)
}

async function readStart(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.byteLength
    // Leaving the loop cancels the rest.
    if (length >= longestAnswer) break
  }
  return Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8')
}

/** The deepest reason of a failed exchange: `fetch` itself only says that it failed. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause === undefined ? errorMessage(error) : reasonOf(cause)
}

/** POSTs once, follows no redirect, and reads the beginning of the answer. Never rejects. */
export async function post(call: Call): Promise<Reply> {
  const { url, type, body, now, signal, secrets, timeout = usualTimeout } = call
  const limit = AbortSignal.timeout(timeout)
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': type },
      body,
      signal: AbortSignal.any([signal, limit]),
    })
    const text = await readStart(response)
    const words = withoutSecrets(`HTTP ${response.status} ${text}`, secrets)
    const resume = parseRetryAfter(response.headers.get('retry-after'), now)
    return { status: response.status, text, words, ...(resume === undefined ? {} : { resume }) }
  } catch (error) {
    const reason = limit.aborted ? `no answer within ${timeout / 1000} s` : reasonOf(error)
    return { status: undefined, words: withoutSecrets(reason, secrets) }
  }
}

/** What any reply means that a protocol gives no meaning of its own. */
export function usualOutcome(reply: Reply): Outcome {
  const { status, words: answer } = reply
  if (status === undefined) return { kind: 'later', answer }
  if (status >= 200 && status < 300) return { kind: 'sent', answer }
  const passes = status >= 500 || status === 408 || status === 425 || status === 429
  if (!passes) return { kind: 'refused', answer }
  return { kind: 'later', answer, ...(reply.resume === undefined ? {} : { resume: reply.resume }) }
}
