import type { Locale } from '#lib/i18n/locales.ts'
import { isSlug } from '#lib/urls.ts'
import { type AliasTarget, aliasKey, versionsOf } from './catalogue.ts'
import { type Claims, claiming } from './change/claims.ts'
import { withChanges } from './change/layered-map.ts'
import { finish, perPart, type Steps } from './change/steps.ts'
import type { ParsedFolder, ParsedPage } from './parse.ts'
import type { Problem } from './problem.ts'
import type { Catalogue, Release, Site, SitePage } from './types.ts'

type Versions<T> = { [L in Locale]?: T }

/** A folder as it was read last, and the versions that stand for it. */
export interface KnownFolder {
  readonly parsed: ParsedFolder
  /** The good versions: those of the last reading, and the last good one of each file that is broken now. */
  readonly versions: Versions<Release>
  /** The facts of the site that it was read with. */
  readonly site: Site
  /** The last versions whose bodies were checked, while those of `versions` are not: what stands when they fail. */
  readonly good?: Versions<Release>
}

export interface KnownPage {
  readonly parsed: ParsedPage
  readonly versions: Versions<SitePage>
  readonly site: Site
}

/** What the content folder held when it was read last, and the catalogue made of it. Immutable. */
export interface ContentState {
  readonly catalogue: Catalogue
  readonly siteProblems: readonly Problem[]
  /** By path below the content folder. */
  readonly folders: ReadonlyMap<string, KnownFolder>
  readonly pages: ReadonlyMap<string, KnownPage>
  /** Slug → path of the folder that publishes it. */
  readonly slugs: Claims<string>
  /** Alias in the spelling of `aliasKey` → the release that it leads to. */
  readonly aliases: Claims<AliasTarget>
}

type Changes<T> = ReadonlyMap<string, T | undefined>

/** What was found new. A path with `undefined` is a folder that exists no longer. */
export interface ContentChange {
  /** Other facts about the site. */
  readonly site?: Site
  readonly siteProblems?: readonly Problem[]
  readonly folders?: Changes<ParsedFolder>
  readonly pages?: Changes<ParsedPage>
}

/** The state of a content folder of which only the site's facts are known. */
export function emptyContent(site: Site, siteProblems: readonly Problem[] = []): ContentState {
  const none = { owners: new Map(), waiting: new Map() }
  return {
    catalogue: { site, releases: new Map(), pages: new Map(), aliases: none.owners },
    siteProblems,
    folders: new Map(),
    pages: new Map(),
    slugs: none,
    aliases: none,
  }
}

interface Reading<T> {
  readonly path: string
  readonly found: readonly T[]
  readonly problems: readonly Problem[]
}

type Version = { readonly locale: Locale; readonly file: string; readonly digest: string }

/**
 * The versions that stand after a reading: the ones it gave, and the earlier one of each file that has an error now. A file
 * that is no longer there leaves nothing.
 */
function standing<T extends Version>(
  earlier: Versions<T> | undefined,
  { path, found, problems }: Reading<T>,
): Versions<T> {
  const versions: Versions<T> = {}
  for (const version of found) versions[version.locale] = version
  if (earlier === undefined) return versions
  const broken = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const unread = problems.some(({ code, file }) => code === 'file/unreadable' && file === path)
  for (const version of versionsOf(earlier)) {
    if (versions[version.locale] === undefined && (unread || broken.has(version.file)))
      versions[version.locale] = version
  }
  return versions
}

/**
 * `versions`, or the known ones when they are the same. With another site they are not: in another time zone the same
 * bytes mean another instant.
 */
function keepSame<T extends Version>(
  versions: Versions<T>,
  known: { readonly versions: Versions<T>; readonly site: Site } | undefined,
  site: Site,
): Versions<T> {
  if (known?.site !== site) return versions
  const all = versionsOf(versions)
  const earlier = known.versions
  const same = all.length === versionsOf(earlier).length && all.every((v) => earlier[v.locale]?.digest === v.digest)
  return same ? earlier : versions
}

function knowFolder(path: string, earlier: KnownFolder | undefined, parsed: ParsedFolder, site: Site): KnownFolder {
  const good = earlier?.parsed.skimmed === true ? earlier.good : earlier?.versions
  const found = standing(good, { path, found: parsed.releases, problems: parsed.problems })
  const versions = keepSame(found, earlier, site)
  // What stands is held once, not also as it was read again.
  const kept =
    versions === found
      ? parsed
      : { ...parsed, releases: parsed.releases.map((release) => versions[release.locale] ?? release) }
  return parsed.skimmed === true && good !== undefined
    ? { parsed: kept, versions, site, good }
    : { parsed: kept, versions, site }
}

interface ChangedFolders extends Pick<ContentState, 'folders' | 'slugs'> {
  /** Slugs that may look different. */
  readonly touched: ReadonlySet<string>
}

/** The next folders, and who publishes each slug. */
function* changeFolders(state: ContentState, changes: Changes<ParsedFolder>, site: Site): Steps<ChangedFolders> {
  const known = new Map<string, KnownFolder | undefined>()
  const slugs = claiming(state.slugs, (a, b) => a === b)
  const touched = new Set<string>()
  for (const [path, parsed] of changes) {
    const earlier = state.folders.get(path)
    const slug = parsed?.slug ?? earlier?.parsed.slug
    if (slug === undefined) continue
    touched.add(slug)
    const folder = parsed === undefined ? undefined : knowFolder(path, earlier, parsed, site)
    known.set(path, folder)
    const publishes = isSlug(slug) && versionsOf(folder?.versions).length > 0
    if (publishes) slugs.claim(slug, path)
    else slugs.disclaim(slug, path)
    if (known.size % perPart === 0) yield
  }
  return { folders: withChanges(state.folders, known), slugs: slugs.done(), touched }
}

/** The next releases, and the slugs among `touched` that really look different. */
function* changeReleases(
  state: ContentState,
  next: ChangedFolders,
): Steps<{ readonly releases: Catalogue['releases']; readonly changed: ReadonlySet<string> }> {
  const { releases } = state.catalogue
  const changes = new Map<string, Versions<Release> | undefined>()
  let looked = 0
  for (const slug of next.touched) {
    const versions = next.folders.get(next.slugs.owners.get(slug) ?? '')?.versions
    if (versions !== releases.get(slug)) changes.set(slug, versions)
    looked += 1
    if (looked % perPart === 0) yield
  }
  return { releases: withChanges(releases, changes), changed: new Set(changes.keys()) }
}

const sameTarget = (a: AliasTarget, b: AliasTarget) => a.slug === b.slug && a.locale === b.locale

const hasAliases = ({ aliases }: Release) => aliases.length > 0

/** The aliases after the releases of `changed` went from `before` to `after`. */
function* changeAliases(
  claims: Claims<AliasTarget>,
  changed: Iterable<string>,
  before: Catalogue['releases'],
  after: Catalogue['releases'],
): Steps<Claims<AliasTarget>> {
  const next = claiming(claims, sameTarget)
  let looked = 0
  for (const slug of changed) {
    looked += 1
    if (looked % perPart === 0) yield
    const [now, earlier] = [versionsOf(after.get(slug)), versionsOf(before.get(slug))]
    // Most releases have none.
    if (!now.some(hasAliases) && !earlier.some(hasAliases)) continue
    const kept = new Set<string>()
    for (const { locale, aliases } of now) {
      for (const alias of aliases.map(aliasKey)) {
        kept.add(`${locale} ${alias}`)
        next.claim(alias, { slug, locale })
      }
    }
    for (const { locale, aliases } of earlier) {
      for (const alias of aliases.map(aliasKey)) {
        if (!kept.has(`${locale} ${alias}`)) next.disclaim(alias, { slug, locale })
      }
    }
  }
  return next.done()
}

function changePages(state: ContentState, changes: Changes<ParsedPage>, site: Site) {
  const pages = new Map(state.pages)
  const before = state.catalogue.pages
  const byName = new Map(before)
  for (const [path, parsed] of changes) {
    const earlier = pages.get(path)
    const name = parsed?.name ?? earlier?.parsed.name
    if (name === undefined) continue
    if (parsed === undefined) pages.delete(path)
    else {
      const reading = { path, found: parsed.pages, problems: parsed.problems }
      const versions = keepSame(standing(earlier?.versions, reading), earlier, site)
      pages.set(path, { parsed, versions, site })
    }
    const versions = pages.get(path)?.versions ?? {}
    if (versionsOf(versions).length === 0) byName.delete(name)
    else byName.set(name, versions)
  }
  const same = byName.size === before.size && [...byName].every(([name, versions]) => before.get(name) === versions)
  return { pages, byName: same ? before : byName }
}

/** A content, and the slugs whose releases look different than in the one before. */
export interface ChangedContent {
  readonly state: ContentState
  readonly changed: ReadonlySet<string>
}

/**
 * The content after `change`, and the slugs whose releases look different then. Pure. A broken file keeps its last good
 * version while it lies in its folder; of two folders with one slug, and of two releases with one alias, the one that had
 * it first keeps it. The catalogue stays the same object when nothing that readers may see differs.
 */
export const changeContent = (state: ContentState, change: ContentChange): ChangedContent =>
  finish(changeSteps(state, change))

/** The same in parts: 100,000 folders take most of a second. */
export function* changeSteps(state: ContentState, change: ContentChange): Steps<ChangedContent> {
  const site = change.site ?? state.catalogue.site
  const folders = yield* changeFolders(state, change.folders ?? new Map(), site)
  const { releases, changed } = yield* changeReleases(state, folders)
  const aliases = yield* changeAliases(state.aliases, changed, state.catalogue.releases, releases)
  const { pages, byName } = changePages(state, change.pages ?? new Map(), site)
  const same = releases === state.catalogue.releases && byName === state.catalogue.pages && change.site === undefined
  const catalogue = same ? state.catalogue : { site, releases, pages: byName, aliases: aliases.owners }
  const siteProblems = change.siteProblems ?? state.siteProblems
  return {
    state: { catalogue, siteProblems, folders: folders.folders, pages, slugs: folders.slugs, aliases },
    changed,
  }
}
