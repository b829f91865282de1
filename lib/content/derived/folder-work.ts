import { blockingDisk } from '../files/blocking-disk.ts'
import { packFolder, packRows } from '../kept/folder-json.ts'
import type { Depth } from '../parse.ts'
import type { Site } from '../types.ts'
import { hasFingerprint, readFingerprint } from '../watch/fingerprint.ts'
import type { Understood } from '../watch/understand.ts'
import type { DerivedIndex, KeptFolder } from './derived-index.ts'

/** What came of a piece of work; parts that were not asked for are empty. */
export interface FolderAnswer {
  /** What was understood, by `packRows`. */
  readonly understood: string
  /** Paths of which the index knows nothing that is good for what lies there now. */
  readonly unknown: readonly string[]
  readonly gone: readonly string[]
  /** Somebody is writing there. */
  readonly unsettled: readonly string[]
  /** As they were known. */
  readonly same: readonly string[]
  /** One for each path, in the same order; empty for what is not there. */
  readonly fingerprints: readonly string[]
}

const nothing: FolderAnswer = { understood: '[]', unknown: [], gone: [], unsettled: [], same: [], fingerprints: [] }

export interface FolderWork {
  /** Absolute. */
  readonly contentDir: string
  /** The rules under which readings are kept: `rulesOf`. */
  readonly rules: string
  readonly site: Pick<Site, 'timeZone' | 'categories'>
  readonly depth: Depth
  /** Earlier fingerprints, in the order of the paths. */
  readonly known?: readonly string[]
  /** Milliseconds for which nobody may have touched a folder that is read; the usual time by default. */
  readonly rest?: number
}

/** What the index knows of the folders as they are now; `paths` are sorted and have few others between them. Reads no file. */
export function recallFolders(
  paths: readonly string[],
  { contentDir, rules }: Pick<FolderWork, 'contentDir' | 'rules'>,
  index: Pick<DerivedIndex, 'folders'> | undefined,
): FolderAnswer {
  const understood: Pick<KeptFolder, 'path' | 'fingerprint' | 'json'>[] = []
  const unknown: string[] = []
  const known = index?.folders(paths[0] ?? '', paths.at(-1) ?? '', rules)
  for (const path of paths) {
    const kept = known?.get(path)
    if (kept === undefined || !hasFingerprint(`${contentDir}/${path}`, kept.fingerprint)) unknown.push(path)
    else understood.push({ path, fingerprint: kept.fingerprint, json: kept.json })
  }
  return { ...nothing, understood: packRows(understood), unknown }
}

/** What readings are kept in. */
export type ReadingIndex = Pick<DerivedIndex, 'folders' | 'keep' | 'put'>

/** Reads folders and keeps what they give. */
export async function readFolders(
  paths: readonly string[],
  { contentDir, rules, site, depth, known, rest }: FolderWork,
  index: ReadingIndex | undefined,
): Promise<FolderAnswer> {
  // Loaded only when there is something to read: a warm start does without Markdown and pictures.
  const { readSettled } = await import('../watch/settled.ts')
  const { understandFolder } = await import('../watch/understand.ts')
  const { packSources } = await import('./bodies.ts')
  const read: (Understood & { readonly path: string; readonly fingerprint: string })[] = []
  const gone: string[] = []
  const unsettled: string[] = []
  const same: string[] = []
  for (const [place, path] of paths.entries()) {
    const settled = await readSettled(contentDir, { path, disk: blockingDisk, known: known?.[place], rest })
    if (settled.kind === 'gone') gone.push(path)
    else if (settled.kind === 'same') same.push(path)
    else if (settled.kind !== 'settled') unsettled.push(path)
    else {
      const { folder, fingerprint } = settled
      read.push({ path, fingerprint, ...understandFolder(folder, site, depth) })
    }
  }
  const isKept = index?.keep(packSources(read.flatMap(({ sources }) => [...sources]))) ?? false
  const understood = read.map(({ path, fingerprint, parsed, sources }) => ({
    ...{ path, rules, fingerprint },
    json: packFolder(parsed, isKept),
    sources: [...sources.keys()],
  }))
  if (isKept) index?.put(understood)
  return { ...nothing, understood: packRows(understood), gone, unsettled, same }
}

/** Fingerprints alone. */
async function fingerprintFolders(
  paths: readonly string[],
  { contentDir, known }: Pick<FolderWork, 'contentDir' | 'known'>,
): Promise<FolderAnswer> {
  const fingerprints: string[] = []
  for (const [index, path] of paths.entries()) {
    const now = await readFingerprint(`${contentDir}/${path}`, { disk: blockingDisk, known: known?.[index] })
    fingerprints.push(now?.text ?? '')
  }
  return { ...nothing, fingerprints }
}

/** What is done with folders; `prepare`: nothing but loading what reading needs. */
export type FolderTaskName = 'recall' | 'read' | 'fingerprint' | 'prepare'

/** Does a part of a task. */
export async function workOnFolders(
  task: FolderTaskName,
  paths: readonly string[],
  work: FolderWork,
  index: ReadingIndex | undefined,
): Promise<FolderAnswer> {
  if (task === 'recall') return recallFolders(paths, work, index)
  return await (task === 'fingerprint' ? fingerprintFolders(paths, work) : readFolders(paths, work, index))
}
