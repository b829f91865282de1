import { type SourceWithDetail, sourceKey } from '../derived/bodies.ts'
import { buildDetails } from '../kept/facts.ts'
import { type Depth, type ParsedFolder, type ParsedPage, parseFolder, parsePage } from '../parse.ts'
import type { ReleaseFolder } from '../source.ts'
import type { Release, Site, SitePage } from '../types.ts'

export const isPagePath = (path: string) => path.startsWith('pages/')

/** The bytes behind each good version, by `sourceKey`. */
function sourcesOf(folder: ReleaseFolder, versions: readonly (Release | SitePage)[]) {
  const documents = [...folder.documents.values()]
  const sources = new Map<string, SourceWithDetail>()
  for (const version of versions) {
    const bytes = documents.find((document) => document.file === version.file)?.bytes
    const detail = 'slug' in version ? JSON.stringify(buildDetails(version)) : ''
    if (bytes !== undefined) sources.set(sourceKey(version), { bytes, assets: folder.assets, detail })
  }
  return sources
}

/** What a folder says, and the bytes behind each good version, by `sourceKey`. */
export interface Understood {
  readonly parsed: ParsedFolder | ParsedPage
  readonly sources: ReadonlyMap<string, SourceWithDetail>
}

/** Reads a folder that is in memory. */
export function understandFolder(
  folder: ReleaseFolder,
  site: Pick<Site, 'timeZone' | 'categories'>,
  depth: Depth,
): Understood {
  if (isPagePath(folder.path)) {
    const parsed = parsePage(folder, site)
    return { parsed, sources: sourcesOf(folder, parsed.pages) }
  }
  const parsed = parseFolder(folder, site, depth)
  return { parsed, sources: sourcesOf(folder, parsed.releases) }
}
