import { parseAddress } from '#lib/urls/parse-address.ts'
import { urls } from '#lib/urls.ts'
import { aliasKey, versionsOf } from '../catalogue.ts'
import type { ContentState } from '../change.ts'
import { nearest } from '../header/spelling.ts'
import type { Release } from '../types.ts'
import type { Finding, Findings } from './finding.ts'
import { versionsIn } from './folders.ts'

/** Up to so many misspelt slugs get a proposal: each is compared with every slug. */
const proposals = 20

/** Finds what was probably meant, for the first few. */
export function slugProposer({ catalogue }: ContentState): (slug: string) => { readonly nearest?: string } {
  let left = proposals
  let slugs: readonly string[] | undefined
  return (slug) => {
    if (left-- <= 0) return {}
    slugs ??= [...catalogue.releases.keys()]
    const near = nearest(slug, slugs)
    return near === undefined ? {} : { nearest: near }
  }
}

/** Whether the replacements that begin at `slug` come back to it. */
function goesRound({ catalogue }: ContentState, slug: string): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = slug; at !== undefined; ) {
    if (seen.has(at)) return at === slug
    seen.add(at)
    const replaced: Release | undefined = versionsOf(catalogue.releases.get(at)).find(
      ({ withdrawn }) => withdrawn?.kind === 'replaced',
    )
    at = replaced?.withdrawn?.replacement
  }
  return false
}

/** Replacements that do not exist or lead in a circle. */
export function* checkReplacements(state: ContentState): Findings {
  const propose = slugProposer(state)
  for (const known of state.folders.values()) {
    yield undefined
    for (const { file, slug, withdrawn } of versionsIn(known)) {
      if (withdrawn?.kind !== 'replaced' || withdrawn.replacement === undefined) continue
      const { replacement } = withdrawn
      const field = 'withdrawn.replacement'
      if (!state.catalogue.releases.has(replacement))
        yield { code: 'replacement/unknown', file, field, values: { replacement, ...propose(replacement) } }
      else if (goesRound(state, slug)) yield { code: 'replacement/circle', file, field, values: { replacement, slug } }
    }
  }
}

const fieldOf = ({ aliases }: Release, key: string) =>
  `aliases.${aliases.findIndex((alias) => aliasKey(alias) === key)}`

/** Aliases that two releases claim, not two languages of one; told at the one that does not get it. */
function* checkClaims({ aliases, catalogue }: ContentState): Iterable<Finding> {
  for (const [key, waiting] of aliases.waiting) {
    const target = aliases.owners.get(key)
    const owner = target === undefined ? undefined : catalogue.releases.get(target.slug)?.[target.locale]
    if (owner === undefined) continue
    for (const { slug, locale } of waiting) {
      if (slug === owner.slug) continue
      const loser = catalogue.releases.get(slug)?.[locale]
      if (loser === undefined) continue
      const values = { alias: key, other: owner.file, title: owner.title }
      yield { code: 'alias/clash', file: loser.file, field: fieldOf(loser, key), values }
    }
  }
}

/** Aliases that are the address of a release: readers would never get past it. */
function* checkLiveAddresses({ aliases, catalogue }: ContentState): Findings {
  for (const [key, { slug, locale }] of aliases.owners) {
    yield undefined
    const address = key.includes('/news/') ? parseAddress(key) : undefined
    if (address?.kind !== 'release' || key !== urls.release(address.locale, address.slug)) continue
    const there = catalogue.releases.get(address.slug)?.[address.locale]
    const release = catalogue.releases.get(slug)?.[locale]
    if (there === undefined || release === undefined) continue
    const values = { alias: key, other: there.file, title: there.title }
    yield { code: 'alias/live-address', file: release.file, field: fieldOf(release, key), values }
  }
}

export function* checkAliases(state: ContentState): Findings {
  yield* checkClaims(state)
  yield* checkLiveAddresses(state)
}
