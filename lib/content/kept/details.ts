import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { type Bodies, sourceKey } from '../derived/bodies.ts'
import type { DerivedIndex } from '../derived/derived-index.ts'
import { splitFile } from '../front-matter.ts'
import { inspectBody } from '../markdown.ts'
import { parseHeader } from '../schema.ts'
import type { Catalogue, Release } from '../types.ts'
import { readSettled } from '../watch/settled.ts'
import type { Turns } from '../watch/turns.ts'
import { understandFolder } from '../watch/understand.ts'
import type { Details } from './facts.ts'
import type { DetailsReader } from './kept-release.ts'

/** Releases whose details are held, those used last: some hundred pages of a list, about 2 MB. */
const most = 2000

export interface DetailsOptions {
  /** Absolute. */
  readonly contentDir: string
  readonly index: Pick<DerivedIndex, 'detail'>
  readonly content: { catalogue(): Catalogue }
  readonly log: Log
  readonly bodies: Pick<Bodies, 'keep'>
  /** Where what the index has lost is kept again. */
  readonly beside: Turns
}

function keptDetails({ index }: DetailsOptions, release: Release): Details | undefined {
  const json = index.detail(sourceKey(release))
  return json === undefined ? undefined : JSON.parse(json)
}

/**
 * What the file of a release says now, when the index has lost what it said: without its picture and attachments, whose facts
 * only a whole reading gives, until the index has them again.
 */
function readDetails({ contentDir, content, log }: DetailsOptions, { file, slug, locale }: Release): Details {
  const rest = { downloads: [], contacts: [] }
  try {
    const split = splitFile(file, readFileSync(join(contentDir, file)))
    const { header } = parseHeader(split, content.catalogue().site)
    if (header === undefined) return { ...rest, title: slug, summary: '', summaryGiven: false }
    const { title, source, number, dateline, contacts, summary: given } = header
    const { body, bodyStart } = split
    const summary = given ?? inspectBody(body, { file, slug, locale, assets: new Map(), bodyStart }).summary
    return { ...rest, title, source, number, dateline, contacts, summary, summaryGiven: given !== undefined }
  } catch (error) {
    // Lost in both places: its name alone must not take a whole list of releases with it.
    log.error('content.details-lost', { file, reason: errorMessage(error) })
    return { ...rest, title: slug, summary: '', summaryGiven: false }
  }
}

/** Reads folders that the index has lost, one after the other, and has it keep them again. */
class LostFolders {
  readonly #options: DetailsOptions
  readonly #paths = new Set<string>()

  constructor(options: DetailsOptions) {
    this.#options = options
  }

  add(path: string): void {
    if (this.#paths.size === 0) void this.#options.beside.take(() => this.#keepAgain())
    this.#paths.add(path)
  }

  async #keepAgain(): Promise<void> {
    const { contentDir, bodies, content } = this.#options
    // A set goes on to what is added while it is walked.
    for (const path of this.#paths) {
      const settled = await readSettled(contentDir, { path })
      if (settled.kind !== 'settled') continue
      bodies.keep(understandFolder(settled.folder, content.catalogue().site, 'header').sources)
    }
    this.#paths.clear()
  }
}

/** Details from the index through a bounded cache. */
export function createDetails(options: DetailsOptions): DetailsReader {
  const lost = new LostFolders(options)
  const held = new LRUCache<Release, Details>({ max: most })
  return {
    read(release) {
      const known = held.get(release)
      if (known !== undefined) return known
      const details = keptDetails(options, release)
      if (details === undefined) {
        lost.add(dirname(release.file))
        return readDetails(options, release)
      }
      held.set(release, details)
      return details
    },
  }
}
