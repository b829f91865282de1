import { type BodySource, sourceKey } from '../derived/bodies.ts'
import { type Depth, type ParsedFolder, type ParsedPage, parseFolder, parsePage } from '../parse.ts'
import type { ReleaseFolder } from '../source.ts'
import type { Site } from '../types.ts'

export const isPagePath = (path: string) => path.startsWith('pages/')

/** The bytes behind each good version, by `sourceKey`. */
function sourcesOf(folder: ReleaseFolder, versions: readonly { readonly file: string; readonly digest: string }[]) {
  const documents = [...folder.documents.values()]
  const sources = new Map<string, BodySource>()
  for (const version of versions) {
    const bytes = documents.find((document) => document.file === version.file)?.bytes
    if (bytes !== undefined) sources.set(sourceKey(version), { bytes, assets: folder.assets })
  }
  return sources
}

/** What a folder says, and the bytes behind each good version, by `sourceKey`. */
export function understandFolder(
  folder: ReleaseFolder,
  site: Pick<Site, 'timeZone' | 'categories'>,
  depth: Depth,
): { readonly parsed: ParsedFolder | ParsedPage; readonly sources: ReadonlyMap<string, BodySource> } {
  if (isPagePath(folder.path)) {
    const parsed = parsePage(folder, site)
    return { parsed, sources: sourcesOf(folder, parsed.pages) }
  }
  const parsed = parseFolder(folder, site, depth)
  return { parsed, sources: sourcesOf(folder, parsed.releases) }
}
