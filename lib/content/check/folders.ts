import { instantOf } from '#lib/time-zone.ts'
import { isSlug, tagKey } from '#lib/urls.ts'
import { versionsOf } from '../catalogue.ts'
import type { ContentState, KnownFolder } from '../change.ts'
import type { Instant, Release } from '../types.ts'
import type { Findings } from './finding.ts'

/** The versions that a folder gave when it was read last, or that stand for it. */
export const versionsIn = ({ parsed, versions }: KnownFolder): readonly Release[] =>
  parsed.releases.length > 0 ? parsed.releases : versionsOf<Release>(versions)

/** A name that would do, made of what is Latin in `name`; `undefined` when nothing is left. */
function safeName(name: string): string | undefined {
  const safe = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120)
  return isSlug(safe) ? safe : undefined
}

/** Folders whose names cannot be addresses. */
export function* checkSlugs({ folders }: ContentState): Findings {
  for (const [path, { parsed }] of folders) {
    yield undefined
    if (isSlug(parsed.slug) || parsed.problems.some(({ code, file }) => code === 'file/stray' && file === path))
      continue
    const better = safeName(parsed.slug)
    const values = { slug: parsed.slug, ...(better === undefined ? {} : { better }) }
    yield { code: 'folder/unsafe-name', file: path, values }
  }
}

/** Folders of one name in several years: only one can be published. */
export function* checkSlugClashes({ slugs, folders }: ContentState): Findings {
  for (const [slug, waiting] of slugs.waiting) {
    const other = slugs.owners.get(slug)
    if (other === undefined) continue
    for (const path of waiting) {
      const known = folders.get(path)
      const file = known === undefined ? path : (versionsIn(known)[0]?.file ?? path)
      yield { code: 'folder/name-clash', file, values: { slug, folder: path, other } }
    }
  }
}

/** The calendar year of instants in a time zone. Asks for the zone's calendar once a year, not once an instant. */
function yearsIn(timeZone: string): (instant: Instant) => number {
  const starts = new Map<number, Instant>()
  const startOf = (year: number) => {
    const start = starts.get(year) ?? instantOf({ year, month: 1, day: 1, hour: 0, minute: 0, second: 0 }, timeZone)
    starts.set(year, start)
    return start
  }
  return (instant) => {
    const year = new Date(instant).getUTCFullYear()
    return instant < startOf(year) ? year - 1 : instant < startOf(year + 1) ? year : year + 1
  }
}

/** Releases in another year's folder than that of their date, in the site's time zone. */
export function* checkYears({ folders, catalogue }: ContentState): Findings {
  const { timeZone } = catalogue.site
  const yearOf = yearsIn(timeZone)
  for (const [path, known] of folders) {
    yield undefined
    const [first] = versionsIn(known)
    if (first === undefined) continue
    const year = String(yearOf(first.date))
    if (year === known.parsed.year) continue
    const values = { year, folder: path, to: `news/${year}/${known.parsed.slug}`, timeZone }
    yield { code: 'folder/other-year', file: first.file, field: 'date', values }
  }
}

/** Tags that differ from a more frequent spelling only by case, width or white space. */
export function* checkTags({ folders }: ContentState): Findings {
  const spellings = new Map<string, Map<string, number>>()
  const keys = new Map<string, string>()
  const keyOf = (tag: string) => {
    const key = keys.get(tag) ?? tagKey(tag)
    keys.set(tag, key)
    return key
  }
  for (const known of folders.values()) {
    yield undefined
    for (const { tags } of versionsIn(known)) {
      for (const tag of tags) {
        const counts = spellings.get(keyOf(tag)) ?? new Map<string, number>()
        spellings.set(keyOf(tag), counts.set(tag, (counts.get(tag) ?? 0) + 1))
      }
    }
  }
  const common = new Map<string, readonly [tag: string, count: number]>()
  for (const [key, counts] of spellings) {
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    if (counts.size > 1 && best !== undefined) common.set(key, best)
  }
  if (common.size === 0) return
  for (const known of folders.values()) {
    yield undefined
    for (const { file, tags } of versionsIn(known)) {
      for (const [index, tag] of tags.entries()) {
        const best = common.get(keyOf(tag))
        if (best === undefined || best[0] === tag) continue
        yield {
          code: 'tag/other-spelling',
          file,
          field: `tags.${index}`,
          values: { tag, common: best[0], count: best[1] },
        }
      }
    }
  }
}
