import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
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

export interface ChangedFoldersOptions {
  readonly bulk: BulkReader
  /** The fingerprint of what is online at a path. */
  readonly online: (path: string) => string | undefined
  /** Watches a folder. Called before it is read. */
  readonly watch: (path: string) => void
  /** Whether a reading lacks something good that is online. */
  readonly lacks: (path: string, parsed: ParsedFolder | ParsedPage) => boolean
}

const fingerprintOf = (look: Look | undefined) => (look !== undefined && 'fingerprint' in look ? look.fingerprint : '')

/** Milliseconds until none of these folders was touched a moment ago; a clock of the disk that is ahead makes no difference. */
function untilAtRest(looks: Iterable<Look>): number {
  let youngest = 0
  for (const look of looks) youngest = Math.max(youngest, touchedIn(fingerprintOf(look)))
  return Math.min(usualRest, Math.max(0, youngest + usualRest - Date.now()))
}

/**
 * Reads many folders that changed, in threads: it begins before they have come to rest, and believes what it read when they
 * have, if nobody has touched them since.
 */
export class ChangedFolders {
  readonly #options: ChangedFoldersOptions

  constructor(options: ChangedFoldersOptions) {
    this.#options = options
  }

  /** What lies at `paths`. To be looked at one by one is what somebody touches, and what lacks something or is gone. */
  async look(paths: readonly string[], site: Site): Promise<BulkLooks> {
    const { bulk, online, watch, lacks } = this.#options
    for (const [place, path] of paths.entries()) {
      watch(path)
      if (place % watchedAtOnce === watchedAtOnce - 1) await turn()
    }
    const known = paths.map((path) => online(path) ?? '')
    const read = await bulk.read(paths, { site, depth: 'header', known, rest: shortRest })
    await pause(read.left.length > 0 ? usualRest : untilAtRest(read.looks.values()))
    // What is written a moment before the end of a pull belongs to it as well.
    await this.#readAgain(read, site)
    const again = [...read.looks.keys()]
    const before = again.map((path) => fingerprintOf(read.looks.get(path)) || (online(path) ?? ''))
    const now = await bulk.fingerprints(again, { known: before, site })
    for (const [place, path] of again.entries()) {
      const look = read.looks.get(path)
      const isLacking = look !== undefined && 'parsed' in look && lacks(path, look.parsed)
      if (now.get(path) === before[place] && !isLacking) continue
      read.looks.delete(path)
      read.left.push(path)
    }
    return read
  }

  async #readAgain(read: BulkLooks, site: Site): Promise<void> {
    const { looks, left } = await this.#options.bulk.read(read.left.splice(0), { site, depth: 'header' })
    for (const [path, look] of looks) read.looks.set(path, look)
    read.left.push(...left)
  }
}
