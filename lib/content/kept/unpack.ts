import type { ParsedFolder, ParsedPage } from '../parse.ts'
import type { Facts } from './facts.ts'
import type { FolderJson } from './folder-json.ts'
import { type DetailsReader, KeptRelease } from './kept-release.ts'

const none: readonly never[] = Object.freeze([])

/** Makes folders of what is written of them. What is equal is shared: 100,000 releases have a few hundred rows of tags. */
export class Unpacker {
  readonly #details: DetailsReader
  readonly #texts = new Map<string, string>()
  readonly #tags = new Map<string, readonly string[]>()

  constructor(details: DetailsReader) {
    this.#details = details
  }

  /** The folder of releases, or of a page, at `path`. */
  unpack(path: string, json: FolderJson): ParsedFolder | ParsedPage {
    if ('page' in json) return json.page
    if ('folder' in json) return json.folder
    const { versions, supposed, problems = none, links = none, skimmed } = json
    const end = path.lastIndexOf('/')
    const slug = path.slice(end + 1).normalize('NFC')
    const place = { path, slug, details: this.#details }
    const releases = versions.map((facts) => new KeptRelease(this.#share(facts), place))
    const year = this.#text(path.slice(path.lastIndexOf('/', end - 1) + 1, end))
    const folder = { path, year, slug, releases, problems, links }
    return supposed || skimmed ? { ...folder, ...(supposed && { supposed }), ...(skimmed && { skimmed }) } : folder
  }

  #share(facts: Facts): Facts {
    const { category, tags } = facts
    // Nobody else has the facts yet, so they are changed in their place: copies of 200,000 would be garbage at once.
    if (category !== undefined) Object.assign(facts, { category: this.#text(category) })
    return tags === undefined ? facts : Object.assign(facts, { tags: this.#row(tags) })
  }

  #text(text: string): string {
    return remembered(this.#texts, text, () => text)
  }

  #row(tags: readonly string[]): readonly string[] {
    return remembered(this.#tags, tags.join('\n'), () => tags.map((tag) => this.#text(tag)))
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}
