import { type Clock, systemClock } from '#lib/clock.ts'
import type { Config } from '#lib/config.ts'
import { aliasKey, versionsOf } from '#lib/content/catalogue.ts'
import { finishInTurns } from '#lib/content/change/steps.ts'
import { editionSteps, openEditions } from '#lib/content/edition.ts'
import { type LiveContent, openLiveContent } from '#lib/content/live.ts'
import type { Edition } from '#lib/content/types.ts'
import { editorsVisibility, visibility } from '#lib/content/visibility.ts'
import { ConfigError, errorMessage } from '#lib/errors.ts'
import { locales } from '#lib/i18n/locales.ts'
import { createLog, type Log } from '#lib/log.ts'
import { makeFolder } from '#lib/make-folder.ts'
import { type Brand, readBrand } from '#lib/publish/brand/brand.ts'
import { openPushes, type Pushes } from '#lib/pushes/pushes.ts'
import type { Search } from '#lib/search/result.ts'
import { openSearch } from '#lib/search/search.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { urls } from '#lib/urls.ts'
import type { RateLimiter } from '#lib/visits/rate.ts'
import { compareVisits, type SlugVisits } from '#lib/visits/store/store.ts'
import { openVisits, type VisitedReleases, type Visits } from '#lib/visits/visits.ts'

/** Everything that holds state in a process, opened once. Pages, server and commands receive it. */
export interface Newsroom {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly content: LiveContent
  readonly visits: Visits
  readonly search: Search
  readonly pushes: Pushes
  readonly brand: Brand
  /** Whether the site runs for an editor or developer alone. */
  readonly development: boolean
  /** What is public now; in development also what waits. The same object until something changes. */
  edition(): Edition
  close(): Promise<void>
}

/** What tests and the server decide for themselves. */
export interface NewsroomOptions {
  readonly clock?: Clock
  readonly log?: Log
  /** Called while the content is read for the first time, with folders read and folders found. */
  readonly onProgress?: (read: number, found: number) => void
  /** Whether pages are for an editor or developer alone: then they list what is not public yet, too. */
  readonly development?: boolean
  /** Counts the hits of addresses for all processes of the site; this process counts for itself when absent. */
  readonly isWithinLimits?: RateLimiter<Promise<boolean>>
}

function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
  } catch (error) {
    const hint = 'Give the user that runs the site the right to write there, or set DATA_DIR to another folder.'
    throw new ConfigError('config/data-dir', `The folder ${dataDir} cannot be made: ${errorMessage(error)}.`, hint, {
      cause: error,
    })
  }
}

/** The visits' view of what is public: a slug counts while any of its languages can be read. */
function visitedReleases(edition: () => Edition): VisitedReleases {
  return {
    isPublished: (slug) => locales.some((locale) => edition().locales[locale].bySlug.has(slug)),
    legacyVisits: (slug) =>
      Math.max(0, ...locales.map((locale) => edition().locales[locale].bySlug.get(slug)?.legacyVisits ?? 0)),
    mostLegacy: (limit) => listMostLegacy(edition(), limit),
  }
}

/** The slugs with the greatest totals from an older site, greatest first. */
function listMostLegacy(edition: Edition, limit: number): SlugVisits[] {
  const totals = new Map<string, number>()
  for (const { releases } of locales.map((locale) => edition.locales[locale]))
    for (const { slug, legacyVisits } of releases)
      if (legacyVisits > (totals.get(slug) ?? 0)) totals.set(slug, legacyVisits)
  // Nearly all of a large site may have one: only those at the top are sorted by name.
  const least = Float64Array.from(totals.values()).sort().at(-limit) ?? 0
  return [...totals]
    .flatMap(([slug, visits]) => (visits >= least ? [{ slug, visits }] : []))
    .sort(compareVisits)
    .slice(0, limit)
}

/**
 * Moves the visits of a renamed release to its new slug: a release that claims the address of a slug which is no more has
 * taken its place, by whichever hand the folder was renamed. Returns how to stop.
 */
function followRenames(content: LiveContent, visits: Visits, log: Log): () => void {
  const moved = new Set<string>()
  const follow = (keys: Iterable<string>) => {
    const { aliases, releases } = content.catalogue()
    for (const key of keys) {
      const slug = aliases.get(key)?.slug
      // Most aliases are addresses of an earlier site; to take each apart would hold up the start of a large one.
      const address = slug !== undefined && key.includes('/news/') ? parseAddress(key) : undefined
      if (slug === undefined || address?.kind !== 'release' || releases.has(address.slug)) continue
      const move = `${address.slug} → ${slug}`
      if (moved.has(move)) continue
      moved.add(move)
      visits.rename(address.slug, slug).catch((error: unknown) => {
        moved.delete(move)
        log.error('visits.rename-failed', { from: address.slug, to: slug, reason: errorMessage(error) })
      })
    }
  }
  follow(content.catalogue().aliases.keys())
  return content.onChange((changed) => {
    const { releases } = content.catalogue()
    for (const slug of changed) {
      follow(versionsOf(releases.get(slug)).flatMap(({ aliases }) => aliases.map(aliasKey)))
      follow(locales.map((locale) => aliasKey(urls.release(locale, slug))))
    }
  })
}

/** Opens content and visits. Throws `ConfigError` when the site cannot start with these settings or this brand, `StoreError` when the store cannot be opened. */
export async function openNewsroom(config: Config, options: NewsroomOptions = {}): Promise<Newsroom> {
  const {
    clock = systemClock,
    log = createLog(config.logLevel, (line) => process.stdout.write(line)),
    onProgress,
    isWithinLimits,
    development = false,
  } = options
  const { contentDir, dataDir } = config
  makeDataDir(dataDir)
  const brand = await readBrand()
  const content = await openLiveContent({ contentDir, dataDir, clock, log, onProgress })
  // Of a large site this takes long, and it must answer meanwhile how far it is.
  const first = await finishInTurns(editionSteps(content.catalogue(), clock.now()))
  const editions = openEditions(content, clock, visibility, first)
  const edition = () => editions.edition()
  // Visits are counted and addresses announced for what is public alone, on every machine.
  const shown = development ? openEditions(content, clock, editorsVisibility) : editions
  const timeZone = () => edition().site.timeZone
  const releases = visitedReleases(edition)
  const visits = await openVisits({ config, clock, log, timeZone, releases, isWithinLimits })
  const stopFollowing = followRenames(content, visits, log)
  const search = openSearch({ dataDir, contentDir, content, edition: () => shown.edition(), clock, log })
  const pushes = openPushes({ settings: config, dataDir, content, edition, clock, log })
  return {
    config,
    clock,
    log,
    content,
    visits,
    search,
    pushes,
    brand,
    development,
    edition: () => shown.edition(),
    async close() {
      stopFollowing()
      // First, since the end of a process waits for all of this only so long.
      await visits.close()
      await Promise.all([search.close(), pushes.close()])
      editions.close()
      shown.close()
      await content.close()
    },
  }
}
