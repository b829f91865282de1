import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { storyThread } from '#lib/content/edition/story-thread.ts'
import type { Catalogue, Edition, Instant, Release } from '#lib/content/types.ts'
import { ifThere } from '#lib/errors.ts'
import { locales } from '#lib/i18n/locales.ts'
import type { Address } from '#lib/urls.ts'

/** ms for which what was just written may not yet be what is shown. */
const settling = 2000

/** When something at `path` was last written, in ms; `undefined` when nothing is there. */
const writtenAt = async (path: string): Promise<Instant | undefined> => (await ifThere(stat(path)))?.mtimeMs

/** The newest instant at which a release came, changed or went, up to `now`. */
function newestPassed(catalogue: Catalogue, now: Instant): Instant {
  let newest = 0
  const see = (instant: Instant | undefined) => {
    if (instant !== undefined && instant <= now && instant > newest) newest = instant
  }
  const look = (release: Release) => {
    if (release.draft || release.embargo) return
    see(release.date)
    see(release.expires)
    see(release.pinnedUntil)
    see(release.withdrawn?.date)
    for (const { date } of release.changes) see(date)
  }
  for (const versions of catalogue.releases.values())
    for (const locale of locales) {
      const release = versions[locale]
      if (release !== undefined) look(release)
    }
  return newest
}

/** When a release or page was put into the content folder or taken out of it, or the site's own facts were written. */
async function newestPlace(contentDir: string): Promise<Instant> {
  const news = join(contentDir, 'news')
  const years = (await ifThere(readdir(news))) ?? []
  const ofSite = ['.', 'pages', 'site.yaml', 'categories.yaml'].map((name) => join(contentDir, name))
  const places = [...ofSite, news, ...years.map((year) => join(news, year))]
  const instants = await Promise.all(places.map((place) => writtenAt(place)))
  return Math.max(0, ...instants.map((instant) => instant ?? 0))
}

/**
 * Says when what an address shows was last changed, from dates and files of the content alone: the same in every process and
 * after a restart. For a release or a written page that is its own last change, and the last release of its story,
 * whatever the frame around it shows; for lists and feeds the last change of anything.
 */
export class LastModified {
  readonly #contentDir: string
  readonly #touched: () => Instant
  #seen: { readonly edition: Edition; readonly newest: Promise<Instant> } | undefined

  /** `touched` says when a file of what is shown was written last. */
  constructor(contentDir: string, touched: () => Instant) {
    this.#contentDir = contentDir
    this.#touched = touched
  }

  /** The instant in ms for what is rendered from `edition` at `now`; never in the future. */
  async of(edition: Edition, address: Address, now: Instant): Promise<Instant> {
    const newest = await (this.#newestOfOwn(edition, address) ?? this.#newestOfAll(edition))
    // What was written this moment may be shown as it was before, and may be written again within the second that HTTP can say.
    return Math.min(newest > now - settling ? newest - settling : newest, now)
  }

  #newestOfOwn(edition: Edition, address: Address): Promise<Instant> | undefined {
    const own = this.#ownFile(edition, address)
    if (own === undefined) return undefined
    return writtenAt(join(this.#contentDir, own.file)).then((written) => Math.max(own.changed, written ?? 0))
  }

  #ownFile(edition: Edition, address: Address): { readonly file: string; readonly changed: Instant } | undefined {
    if (address.kind === 'page') {
      const page = edition.catalogue.pages.get(address.name)?.[address.locale]
      return page === undefined ? undefined : { file: page.file, changed: page.updated ?? 0 }
    }
    if (!('slug' in address && 'locale' in address)) return undefined
    const release = edition.locales[address.locale].bySlug.get(address.slug)
    if (release === undefined) return undefined
    // What is told of its story is part of it: a newer release that takes its place most of all.
    const story = storyThread(edition, release).entries.map((entry) => entry.release.date)
    return { file: release.file, changed: Math.max(release.updatedAt, ...story) }
  }

  async #newestOfAll(edition: Edition): Promise<Instant> {
    if (this.#seen?.edition !== edition) {
      const passed = newestPassed(edition.catalogue, edition.at)
      const newest = newestPlace(this.#contentDir).then((place) => Math.max(place, passed))
      this.#seen = { edition, newest }
    }
    return Math.max(await this.#seen.newest, this.#touched())
  }
}
