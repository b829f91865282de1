import { type VisitHeaders, visitHeaders } from '#lib/visits/visitor.ts'
import type { DecidingHeaders } from '../validators.ts'

/** A request of which nothing but this can change a kept answer. */
export interface PlainRequest {
  readonly method: 'GET' | 'HEAD'
  /** In origin form, as it came. */
  readonly target: string
  readonly headers: DecidingHeaders
}

/** A visit as a script sends it. */
export interface PlainPost {
  readonly method: 'POST'
  /** In origin form, as it came. */
  readonly target: string
  readonly headers: VisitHeaders & Pick<DecidingHeaders, 'accept-encoding'>
  readonly body: Buffer
}

/** Bytes. Of longer ones some must be refused. */
const longest = 4096
/** Bytes of a body. */
const longestBody = 1024

/** What announces another protocol or a part of an answer. */
const special = ['expect', 'upgrade', 'transfer-encoding', 'range', 'if-range', 'proxy-connection']

/** Names that mean something here differ in length or first letter, so that most others are passed over unread. */
const signOf = (length: number, first: number) => length * 256 + (first | 0x20)

interface Grammar {
  readonly meant: ReadonlyMap<number, string>
  /** The names that make a request more than plain. */
  readonly refused: readonly string[]
}

function grammarOf(deciding: readonly string[], refused: readonly string[]): Grammar {
  const names = [...deciding, ...refused, 'host', 'connection']
  return { meant: new Map(names.map((name) => [signOf(name.length, name.charCodeAt(0)), name])), refused }
}

const deciding: readonly (keyof DecidingHeaders)[] = ['accept', 'accept-encoding', 'if-none-match', 'if-modified-since']
const reading = grammarOf(deciding, [...special, 'content-length'])
const posting = grammarOf(['accept-encoding', 'content-length', ...visitHeaders], special)

const bytesThat = (isKind: (code: number) => boolean) =>
  Uint8Array.from({ length: 256 }, (_, code) => (isKind(code) ? 1 : 0))
/** RFC 9110 §5.6.2. */
const tokenBytes = bytesThat((code) => code < 0x80 && /[!#$%&'*+\-.^_`|~\dA-Za-z]/.test(String.fromCharCode(code)))
/** RFC 9110 §5.5. */
const valueBytes = bytesThat((code) => code === 0x09 || (code >= 0x20 && code !== 0x7f))
const targetBytes = bytesThat((code) => code > 0x20 && code < 0x7f)

/** Where the bytes of this kind end that begin at `from`. */
function endOf(bytes: Buffer, from: number, kind: Uint8Array): number {
  let at = from
  while (kind[bytes[at] ?? 0] === 1) at += 1
  return at
}

const isLineEnd = (bytes: Buffer, at: number) => bytes[at] === 0x0d && bytes[at + 1] === 0x0a
const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x09

function readValue(bytes: Buffer, start: number, end: number): string {
  let [from, to] = [start, end]
  while (from < to && isBlank(bytes[from])) from += 1
  while (to > from && isBlank(bytes[to - 1])) to -= 1
  return bytes.toString('latin1', from, to)
}

/** Notes what decides; false where only the whole of HTTP says what to do. */
function note(found: Map<string, string>, name: string, value: string): boolean {
  if (found.has(name)) return false
  if (name === 'connection' && value.toLowerCase() !== 'keep-alive') return false
  found.set(name, value)
  return true
}

interface Head {
  readonly found: ReadonlyMap<string, string>
  /** Where the body begins. */
  readonly end: number
}

/** The headers from `start` on; `undefined` unless every line is well formed and plain. */
function readHeaders(bytes: Buffer, start: number, { meant, refused }: Grammar): Head | undefined {
  const found = new Map<string, string>()
  let at = start
  while (!isLineEnd(bytes, at)) {
    const nameEnd = endOf(bytes, at, tokenBytes)
    const end = endOf(bytes, nameEnd + 1, valueBytes)
    if (nameEnd === at || bytes[nameEnd] !== 0x3a || !isLineEnd(bytes, end)) return undefined
    const name = meant.get(signOf(nameEnd - at, bytes[at] ?? 0))
    if (name !== undefined && bytes.toString('latin1', at, nameEnd).toLowerCase() === name) {
      if (refused.includes(name) || !note(found, name, readValue(bytes, nameEnd + 1, end))) return undefined
    }
    at = end + 2
  }
  return found.has('host') ? { found, end: at + 2 } : undefined
}

const methods = new Map<number | undefined, 'GET' | 'HEAD' | 'POST'>([
  [0x47, 'GET'],
  [0x48, 'HEAD'],
  [0x50, 'POST'],
])

function readPost(bytes: Buffer, target: string, { found, end }: Head): PlainPost | undefined {
  const length = found.get('content-length') ?? ''
  const body = bytes.subarray(end)
  if (!/^\d{1,4}$/.test(length) || Number(length) !== body.length || body.length > longestBody) return undefined
  return { method: 'POST', target, headers: Object.fromEntries(found), body }
}

/**
 * Reads bytes that are exactly one whole GET or HEAD request, or a POST with a short body, that any parser would read the same
 * way (RFC 9112): one host, no other body, no upgrade, no range, a connection that stays. `undefined` at the first doubt.
 */
export function parsePlainRequest(bytes: Buffer): PlainRequest | PlainPost | undefined {
  const method = methods.get(bytes[0])
  if (method === undefined || bytes.length > longest) return undefined
  const start = method.length + 1
  const end = endOf(bytes, start, targetBytes)
  const headersStart = end + ' HTTP/1.1\r\n'.length
  if (bytes[start] !== 0x2f || bytes.toString('latin1', 0, start) !== `${method} `) return undefined
  if (bytes.toString('latin1', end, headersStart) !== ' HTTP/1.1\r\n') return undefined
  const head = readHeaders(bytes, headersStart, method === 'POST' ? posting : reading)
  if (head === undefined) return undefined
  const target = bytes.toString('latin1', start, end)
  if (method === 'POST') return readPost(bytes, target, head)
  if (head.end !== bytes.length) return undefined
  const { found } = head
  return {
    method,
    target,
    headers: {
      accept: found.get('accept'),
      'accept-encoding': found.get('accept-encoding'),
      'if-none-match': found.get('if-none-match'),
      'if-modified-since': found.get('if-modified-since'),
    },
  }
}
