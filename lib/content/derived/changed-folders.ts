import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import type { ParsedFolder, ParsedPage } from '../parse.ts'
import type { Site } from '../types.ts'
import { touchedIn } from '../watch/fingerprint.ts'
import type { Look } from '../watch/reader.ts'
import { usualRest } from '../watch/settled.ts'
import type { BulkLooks, BulkReader } from './bulk-reader.ts'

/** Milliseconds after which a folder is worth reading although it may be written again: more than a tick of a disk's clock. */
const shortRest = 20

/** How many folders are given a watch before others have their turn. */
const watchedAtOnce = 100

/** How many folders are asked whether they are as they were. */
const askedAtOnce = 200

/** Fewer folders than this are not worth a piece of work of their own. */
const leastAhead = 64

/** How often everything is read that is not at rest, before the others go on without it. */
const rounds = 2

export interface ChangedFoldersOptions {
  readonly bulk: Pick<BulkReader, 'rules' | 'read' | 'close'>
  readonly log: Log
  /** The fingerprint of what is online at a path. */
  readonly online: (path: string) => string | undefined
  /** Writes what waits for the index. Called before threads keep what is newer. */
  readonly writeKept: () => void
  /** Whether what lies at a path has this fingerprint. */
  readonly isAs: (path: string, fingerprint: string) => boolean
  /** Watches a folder. Called before it is read. */
  readonly watch: (path: string) => void
  /** Whether a reading lacks something good that is online. */
  readonly lacks: (path: string, parsed: ParsedFolder | ParsedPage) => boolean
}

/**
 * Reads many folders that changed, in threads and in this process. It begins before they have come to rest, and believes what it read when they
 * have, if nobody has touched them since.
 */
export class ChangedFolders {
  readonly #options: ChangedFoldersOptions
  /** What was read, not believed yet, and the fingerprint that makes it true. */
  readonly #read = new Map<string, { readonly look: Look; readonly fingerprint: string }>()
  /** Of the site for which it was read. */
  #rules = ''
  /** How many paths there were when `begin` was called last, and how many of them are read ahead. */
  #seen = 0
  #begun = 0
  #reading: Promise<void> | undefined

  constructor(options: ChangedFoldersOptions) {
    this.#options = options
  }

  /**
   * Reads ahead, beside what else happens. To be called every 20 ms or so while somebody writes, with all paths that were
   * written, the last ones last: what was there at the call before is old enough.
   */
  begin(paths: readonly string[], site: Site): void {
    const ripe = paths.slice(this.#begun, this.#seen)
    this.#seen = paths.length
    if (this.#reading !== undefined || ripe.length < leastAhead) return
    this.#begun += ripe.length
    // `look` reads what could not be read now, and fails if need be.
    const onFail = (error: unknown) =>
      this.#options.log.warn('content.reading-ahead-failed', { message: errorMessage(error) })
    this.#reading = this.#readMore(ripe, site)
      .catch(onFail)
      .finally(() => {
        this.#reading = undefined
      })
  }

  /** What lies at `paths`. To be looked at one by one is what somebody touches, and what lacks something or is gone. */
  async look(paths: readonly string[], site: Site): Promise<BulkLooks> {
    await this.#reading
    const missing = () => paths.filter((path) => !this.#read.has(path))
    for (let round = 1; round <= rounds && (round === 1 || missing().length > 0); round++) {
      if (round > 1) {
        await pause(shortRest)
        this.#options.writeKept()
      }
      await this.#readMore(missing(), site)
      await pause(this.#untilAtRest())
      await this.#forgetTouched()
    }
    const found: BulkLooks = { looks: new Map(), left: missing() }
    for (const path of paths) {
      const look = this.#read.get(path)?.look
      if (look === undefined) continue
      if ('parsed' in look && this.#options.lacks(path, look.parsed)) found.left.push(path)
      else found.looks.set(path, look)
    }
    this.#read.clear()
    this.#seen = this.#begun = 0
    return found
  }

  /** Waits for what is being read, and ends what reads. */
  async close(): Promise<void> {
    await this.#reading
    await this.#options.bulk.close()
  }

  async #readMore(paths: readonly string[], site: Site): Promise<void> {
    const { bulk, online, watch, writeKept } = this.#options
    const rules = bulk.rules(site)
    if (rules !== this.#rules) this.#read.clear()
    this.#rules = rules
    if (this.#read.size === 0) writeKept()
    for (const [place, path] of paths.entries()) {
      watch(path)
      if (place % watchedAtOnce === watchedAtOnce - 1) await turn()
    }
    const known = paths.map((path) => online(path) ?? '')
    const { looks } = await bulk.read(paths, { site, depth: 'header', known, rest: shortRest, here: true })
    for (const [place, path] of paths.entries()) {
      const look = looks.get(path)
      const fingerprint = look !== undefined && 'fingerprint' in look ? look.fingerprint : (known[place] ?? '')
      if (look !== undefined) this.#read.set(path, { look, fingerprint })
    }
  }

  /** Milliseconds until nothing was touched a moment ago; a clock of the disk that is ahead of ours makes no difference. */
  #untilAtRest(): number {
    let youngest = 0
    for (const { fingerprint } of this.#read.values()) youngest = Math.max(youngest, touchedIn(fingerprint))
    return Math.min(usualRest, Math.max(0, youngest + usualRest - Date.now()))
  }

  async #forgetTouched(): Promise<void> {
    let asked = 0
    for (const [path, { fingerprint }] of this.#read) {
      if (!this.#options.isAs(path, fingerprint)) this.#read.delete(path)
      asked += 1
      if (asked % askedAtOnce === 0) await turn()
    }
  }
}
