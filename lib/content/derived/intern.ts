import type { ParsedFolder, ParsedPage } from '../parse.ts'
import type { Release } from '../types.ts'

const none: readonly never[] = Object.freeze([])

/** Makes releases share what is equal in them: 100,000 of them have a few hundred categories, sources and rows of tags. */
export class Interner {
  readonly #texts = new Map<string, string>()
  readonly #tags = new Map<string, readonly string[]>()
  readonly #sources = new Map<string, NonNullable<Release['source']>>()

  /** The folder of releases, or of a page, at `path` from its JSON. */
  parse(json: string, path: string): ParsedFolder | ParsedPage {
    const parsed: ParsedFolder | ParsedPage = JSON.parse(json)
    if ('pages' in parsed) return parsed
    const { year, slug, releases, problems, links } = parsed
    for (const release of releases) this.#share(release, slug)
    return Object.assign(parsed, { path, year: this.#text(year), problems: shared(problems), links: shared(links) })
  }

  /** Nobody else has the release yet, so it is changed in its place: copies of 150,000 would be garbage at once. */
  #share(release: Release, slug: string): void {
    const { source, category, dateline } = release
    const { tags, changes, downloads, contacts, aliases } = release
    Object.assign(release, {
      slug,
      tags: this.#row(tags),
      changes: shared(changes),
      downloads: shared(downloads),
      contacts: shared(contacts),
      aliases: shared(aliases),
    })
    if (source !== undefined) Object.assign(release, { source: this.#source(source) })
    if (category !== undefined) Object.assign(release, { category: this.#text(category) })
    if (dateline !== undefined) Object.assign(release, { dateline: this.#text(dateline) })
  }

  #text(text: string): string {
    return remembered(this.#texts, text, () => text)
  }

  #row(tags: readonly string[]): readonly string[] {
    return tags.length === 0 ? none : remembered(this.#tags, tags.join('\n'), () => tags.map((tag) => this.#text(tag)))
  }

  #source(source: NonNullable<Release['source']>): NonNullable<Release['source']> {
    return remembered(this.#sources, `${source.name}\n${source.url ?? ''}`, () => source)
  }
}

const shared = <T>(items: readonly T[]): readonly T[] => (items.length === 0 ? none : items)

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}
