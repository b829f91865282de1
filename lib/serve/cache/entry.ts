import { buildVary, compress, type Encoding, isCompressible, isWorthCompressing, quickQuality } from '../compress.ts'
import type { Headers } from '../headers.ts'
import type { Page } from '../page.ts'
import { entityTag, hashBody } from '../validators.ts'

/** Instants of a kept answer, in ms since the epoch. */
export interface Life {
  readonly renderedAt: number
  /** From here on it is rendered anew, and shown until that is done. */
  readonly refreshAt: number
  /** Nobody is shown it from here on … */
  readonly end: number
  /** … unless rendering fails, and then never from here on: something public changes, or a new day begins. */
  readonly lastResortEnd: number
}

/** The headers of an answer, made ready for writing. */
export interface Block {
  /** Names and values in turn, for `writeHead`; the value at `cacheControlAt` is replaced before each use. */
  readonly headers: string[]
  /** As it went over the wire last, with the second of its `Date` (since the epoch) and its `Cache-Control`. */
  text: string | undefined
  second: number
  cacheControl: string | undefined
}

/** An answer in one encoding. */
export interface Representation {
  readonly body: Buffer
  readonly tag: string
  readonly whole: Block
  /** For a reader who has the body already. */
  readonly notModified: Block
}

/** Where in the headers of a `Block` the value of `Cache-Control` stands. */
export const cacheControlAt = 1

/** Brotli's for what is kept for many: a tenth smaller than quick, for seven milliseconds of another thread. */
const keptQuality = 10

/** Bytes that an entry costs beside its bodies: header lists, key and book-keeping, estimated. */
const overhead = 4096

/** Kept of a stored answer when the reader has the body already. RFC 9110 §15.4.5. */
const describesBody = new Set(['content-type', 'content-language', 'content-encoding', 'content-length'])

function buildBlock(headers: Headers): Block {
  const { 'cache-control': cacheControl = '', ...rest } = headers
  return {
    headers: ['cache-control', cacheControl, ...Object.entries(rest).flat()],
    text: undefined,
    second: 0,
    cacheControl: undefined,
  }
}

export interface EntryOptions {
  /** The headers that every answer has. */
  readonly commonHeaders: Headers
  /** Under which a cache keeps it. */
  readonly key?: string
  readonly life?: Life
  /** Whether few will ask for it: they are not to wait for the smallest bytes. */
  readonly isRare?: boolean
}

/** A finished answer with its encodings, each made when it is first wanted and then kept. */
export class Entry {
  readonly page: Page
  readonly key: string | undefined
  /** `undefined` for what never changes while the process lives. */
  readonly life: Life | undefined
  /** Whether the same address has another answer for those who prefer it by `Accept`. */
  readonly isNegotiated: boolean
  readonly #commonHeaders: Headers
  readonly #hash: string
  readonly #isCompressible: boolean
  /** Brotli's, of what is not there too: of that there may be much, for few readers. */
  readonly #quality: number
  readonly #ready = new Map<Encoding, Representation>()
  readonly #pending = new Map<Encoding, Promise<Representation>>()

  constructor(page: Page, { commonHeaders, key, life, isRare = false }: EntryOptions) {
    this.page = page
    this.key = key
    this.life = life
    this.isNegotiated = page.headers['vary'] === 'Accept'
    this.#commonHeaders = commonHeaders
    this.#hash = hashBody(page.body)
    this.#isCompressible = isCompressible(page.headers['content-type'] ?? '')
    this.#quality = page.status === 200 && !isRare ? keptQuality : quickQuality
    this.#keep('identity', page.body)
  }

  /** What it costs in memory now. */
  get bytes(): number {
    let bytes = overhead
    for (const { body } of this.#ready.values()) bytes += body.length
    return bytes
  }

  /** The encoding in which a reader who prefers `wanted` gets it. */
  encodingFor(wanted: Encoding): Encoding {
    return this.#isCompressible && isWorthCompressing(this.page.body) ? wanted : 'identity'
  }

  /** `undefined` until `prepare` has made it. */
  representation(encoding: Encoding): Representation | undefined {
    return this.#ready.get(encoding)
  }

  /** Makes an encoding, once however many ask. `quality` is brotli's. */
  async prepare(encoding: Encoding, quality = this.#quality): Promise<Representation> {
    const ready = this.#ready.get(encoding)
    if (ready !== undefined) return ready
    const pending = this.#pending.get(encoding) ?? this.#make(encoding, quality)
    this.#pending.set(encoding, pending)
    return await pending
  }

  /** Makes every encoding that `earlier` has; takes over those of the same body. */
  async prepareLike(earlier: Entry): Promise<void> {
    for (const [encoding, { body }] of earlier.#ready) {
      if (earlier.#hash === this.#hash) this.#keep(encoding, body)
      else await this.prepare(encoding)
    }
  }

  async #make(encoding: Encoding, quality: number): Promise<Representation> {
    try {
      return this.#keep(encoding, await compress(this.page.body, encoding, quality))
    } finally {
      this.#pending.delete(encoding)
    }
  }

  #keep(encoding: Encoding, body: Buffer): Representation {
    const { status, headers } = this.page
    const tag = entityTag(this.#hash, encoding)
    const all: Headers = {
      ...this.#commonHeaders,
      ...headers,
      ...buildVary(headers),
      ...(status === 200 ? { etag: tag } : {}),
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      'content-length': String(body.length),
    }
    const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !describesBody.has(name)))
    const made = { body, tag, whole: buildBlock(all), notModified: buildBlock(kept) }
    this.#ready.set(encoding, made)
    return made
  }
}
