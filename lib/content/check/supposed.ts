import { locales } from '#lib/i18n/locales.ts'
import { type ContentState, changeContent } from '../change.ts'
import type { ParsedFolder } from '../parse.ts'
import type { FolderProblemCode } from '../problems/folder.ts'
import type { Release } from '../types.ts'
import type { Finding } from './finding.ts'

const byLocale = (a: Release, b: Release) => locales.indexOf(a.locale) - locales.indexOf(b.locale)

/** Fields without which a finding about another field, or about a link, says nothing. */
const basis: Partial<Record<FolderProblemCode, string>> = { 'thread/earlier': 'date', 'link/unpublished': 'draft' }

/** The content with the mistakes inside its files mended. */
export interface MendedContent {
  readonly state: ContentState
  /** Whether a finding in it rests on something that a mistake hides. */
  isDoubtful(finding: Finding): boolean
}

/**
 * Supposes that the mistakes inside each file are mended, so that what is wrong between files is told at once and not after
 * them. The same content when no file has an error.
 */
export function supposeMended(state: ContentState): MendedContent {
  const folders = new Map<string, ParsedFolder>()
  const doubts = new Map<string, readonly string[]>()
  for (const [path, { parsed }] of state.folders) {
    if (parsed.supposed === undefined) continue
    for (const { release, doubtful } of parsed.supposed) doubts.set(release.file, doubtful)
    // The version that others are held against comes first: one whose date is known.
    const isDated = ({ file }: { readonly file: string }) => !(doubts.get(file)?.includes('date') ?? false)
    const all = [...parsed.releases, ...parsed.supposed.map(({ release }) => release)].sort(byLocale)
    const releases = [...all.filter(isDated), ...all.filter((release) => !isDated(release))]
    folders.set(path, { ...parsed, releases })
  }
  return {
    state: folders.size === 0 ? state : changeContent(state, { folders }).state,
    isDoubtful({ code, file, field }) {
      const doubtful = doubts.get(file)
      if (doubtful === undefined) return false
      return [field, basis[code]].some((name) => name !== undefined && doubtful.includes(name))
    },
  }
}
