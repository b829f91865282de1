import type { FolderJson } from '../kept/folder-json.ts'
import { unpackRelease } from '../kept/unpack.ts'
import type { EarlierRelease } from '../parse.ts'
import { sourceKey } from './bodies.ts'
import type { DerivedIndex } from './derived-index.ts'

/** The releases of the folder at `path` that the index has under `rules`, and whose texts nothing was wrong with. */
export function recallReleases(
  path: string,
  rules: string,
  index: Pick<DerivedIndex, 'folders' | 'detail'>,
): EarlierRelease | undefined {
  const kept = index.folders(path, path, rules).get(path)
  const json: FolderJson | undefined = kept && JSON.parse(kept.json)
  if (json === undefined || !('versions' in json)) return undefined
  const { versions, problems = [] } = json
  return (file, digest) => {
    const packed = Buffer.from(digest, 'hex').toString('base64url')
    const facts = versions.find((version) => version.digest === packed && `${path}/${version.locale}.md` === file)
    if (facts === undefined || problems.some((found) => found.file === file)) return undefined
    const detail = index.detail(sourceKey({ file, digest }))
    return detail === undefined ? undefined : unpackRelease(path, facts, JSON.parse(detail))
  }
}
