import { wallClockText } from '#lib/time-zone.ts'
import { versionsOf } from '../catalogue.ts'
import type { ContentState } from '../change.ts'
import type { Release } from '../types.ts'
import type { Finding } from './finding.ts'
import { versionsIn } from './folders.ts'
import { slugProposer } from './references.ts'

const fields = ['follows', 'supersedes'] as const

const namedBy = (release: Release) => fields.flatMap((field) => release[field] ?? [])

/** Whether the releases that `start` names, and those that they name, come back to `slug`. */
function leadsTo({ catalogue }: ContentState, start: string, slug: string): boolean {
  const seen = new Set([start])
  for (const at of seen) {
    if (at === slug) return true
    for (const version of versionsOf(catalogue.releases.get(at))) for (const named of namedBy(version)) seen.add(named)
  }
  return false
}

interface Naming {
  readonly release: Release
  readonly field: (typeof fields)[number]
  readonly named: string
}

/** What is wrong with a name of a release that exists. */
function checkOrder(state: ContentState, { release, field, named }: Naming, other: Release): Finding | undefined {
  const { file, slug, date } = release
  // In every circle one release names another that is not older; only that line is wrong.
  if (date > other.date) return undefined
  if (leadsTo(state, named, slug)) return { code: 'thread/circle', file, field, values: { field, named, slug } }
  if (date === other.date) return undefined
  const time = (instant: number) => wallClockText(instant, state.catalogue.site.timeZone)
  return {
    code: 'thread/earlier',
    file,
    field,
    values: { field, named, date: time(date), otherDate: time(other.date) },
  }
}

function* namings({ folders }: ContentState): Iterable<Naming> {
  for (const known of folders.values())
    for (const release of versionsIn(known))
      for (const field of fields) {
        const named = release[field]
        if (named !== undefined) yield { release, field, named }
      }
}

/** Names in `follows` and `supersedes` of which no story can be told. */
export function* checkThreads(state: ContentState): Iterable<Finding> {
  const propose = slugProposer(state)
  let names: ReadonlySet<string> | undefined
  for (const naming of namings(state)) {
    const { release, field, named } = naming
    const { file, slug, locale } = release
    const versions = state.catalogue.releases.get(named)
    const other = versions?.[locale] ?? versionsOf(versions)[0]
    if (named === slug) yield { code: 'thread/itself', file, field, values: { field, named } }
    else if (other !== undefined) {
      const finding = checkOrder(state, naming, other)
      if (finding !== undefined) yield finding
    } else {
      names ??= new Set([...state.folders.values()].map(({ parsed }) => parsed.slug))
      // A broken release has told so itself; its name is right.
      if (!names.has(named)) yield { code: 'thread/unknown', file, field, values: { field, named, ...propose(named) } }
    }
  }
}
