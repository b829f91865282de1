import { join } from 'node:path'
import { type ParsedFolder, type ParsedPage, parseFolder, parsePage } from '../parse.ts'
import { type ReleaseFolder, readFolder } from '../source.ts'
import type { Site } from '../types.ts'
import type { BodySource } from './bodies.ts'
import { type Fingerprint, readFingerprint } from './fingerprint.ts'

/** Milliseconds for which nobody may have touched a folder before it is believed, and for which a loss must last. */
const rest = 80
const lossRest = 120
const longRest = 10_000

interface Understood<Parsed> {
  readonly parsed: Parsed
  /** The bytes behind each good version, by digest. */
  readonly sources: ReadonlyMap<string, BodySource>
  readonly fingerprint: string
  readonly assets: ReleaseFolder['assets']
}

/** What came of looking at a folder. */
export type Look =
  /** As it was accepted before. */
  | { readonly kind: 'same' }
  /** Somebody is writing, or something is missing that was there a moment ago: look again. */
  | { readonly kind: 'unsettled' }
  /** Something is missing, and now is no time to believe it. */
  | { readonly kind: 'held' }
  | { readonly kind: 'gone' }
  | ({ readonly kind: 'release' } & Understood<ParsedFolder>)
  | ({ readonly kind: 'page' } & Understood<ParsedPage>)

export interface LookOptions {
  readonly site: Site
  /** Believe no loss: git died in the middle of its work. */
  readonly holdLosses: boolean
}

export const isPagePath = (path: string) => path.startsWith('pages/')

/** The bytes behind each good version, by digest. */
function sourcesOf(folder: ReleaseFolder, versions: readonly { readonly file: string; readonly digest: string }[]) {
  const documents = [...folder.documents.values()]
  const sources = new Map<string, BodySource>()
  for (const { file, digest } of versions) {
    const bytes = documents.find((document) => document.file === file)?.bytes
    if (bytes !== undefined) sources.set(digest, { bytes, assets: folder.assets })
  }
  return sources
}

/** Files of good versions, by path of the folder: what must not vanish by a half-done change. */
export type KnownFiles = (path: string) => readonly string[]

/**
 * Reads folders so that nothing half done is believed: not a file that is being written, nor one that is taken away only to
 * be put back, as many programs do when they save.
 */
export class FolderReader {
  readonly #contentDir: string
  readonly #knownFiles: KnownFiles
  readonly #fingerprints = new Map<string, string>()
  readonly #losses = new Map<string, number>()
  readonly #assets = new Map<string, ReleaseFolder['assets']>()

  constructor(contentDir: string, knownFiles: KnownFiles) {
    this.#contentDir = contentDir
    this.#knownFiles = knownFiles
  }

  /** What is in the folder at `path` now. */
  async look(path: string, { site, holdLosses }: LookOptions): Promise<Look> {
    const place = join(this.#contentDir, path)
    const before = await readFingerprint(place)
    if (before === undefined) return this.#lossAt(path, holdLosses) ?? { kind: 'gone' }
    if (before.text === this.#fingerprints.get(path)) return { kind: 'same' }
    if (isFresh(before)) return { kind: 'unsettled' }
    const folder = await readFolder(this.#contentDir, path, this.#known(path))
    if (folder === undefined || (await this.#isDisturbed(place, before))) return { kind: 'unsettled' }
    const hasLost = this.#hasLost(path, folder)
    if (!hasLost) this.#losses.delete(path)
    const loss = hasLost ? this.#lossAt(path, holdLosses) : undefined
    return loss ?? understand(folder, site, before.text)
  }

  /** Remembers that what `look` found is online, or that the folder is gone. */
  accept(path: string, look: Look): void {
    this.#losses.delete(path)
    this.#fingerprints.delete(path)
    this.#assets.delete(path)
    if (look.kind !== 'release' && look.kind !== 'page') return
    this.#fingerprints.set(path, look.fingerprint)
    if (look.assets.size > 0) this.#assets.set(path, look.assets)
  }

  /** Whether the folder at `path` is not as it was read last. */
  async hasChanged(path: string): Promise<boolean> {
    const now = await readFingerprint(join(this.#contentDir, path))
    return now?.text !== this.#fingerprints.get(path)
  }

  /** Makes the next look at every folder read it, touched or not. */
  distrust(): void {
    this.#fingerprints.clear()
  }

  /**
   * Whether somebody changed the folder while it was read. One that has long been at rest is taken at its word, which saves
   * half of a first reading: an event would bring us back to it.
   */
  async #isDisturbed(place: string, before: Fingerprint): Promise<boolean> {
    if (Date.now() - before.touched > longRest) return false
    return (await readFingerprint(place))?.text !== before.text
  }

  #known(path: string): { readonly assets: ReleaseFolder['assets'] } | undefined {
    const assets = this.#assets.get(path)
    return assets === undefined ? undefined : { assets }
  }

  /** What to say of a loss: nothing when nothing good is lost, or when it has lasted. */
  #lossAt(path: string, hold: boolean): Look | undefined {
    if (this.#knownFiles(path).length === 0) return undefined
    if (hold) return { kind: 'held' }
    const since = this.#losses.get(path) ?? performance.now()
    this.#losses.set(path, since)
    return performance.now() - since >= lossRest ? undefined : { kind: 'unsettled' }
  }

  #hasLost(path: string, folder: ReleaseFolder): boolean {
    const files = new Set([...folder.documents.values()].map(({ file }) => file))
    for (const { file } of folder.problems) files.add(file)
    return this.#knownFiles(path).some((file) => !files.has(file))
  }
}

/** Touched a moment ago. A clock of the disk that is ahead of ours does not make a folder fresh for ever. */
const isFresh = ({ touched }: Fingerprint) => Math.abs(Date.now() - touched) < rest

/** The same without the file's whole text, which V8 keeps alive behind every piece that was cut out of it. */
function cutLoose<Parsed extends ParsedFolder | ParsedPage>(parsed: Parsed): Parsed {
  return JSON.parse(JSON.stringify(parsed))
}

function understand(folder: ReleaseFolder, site: Site, fingerprint: string): Look {
  const { assets } = folder
  if (isPagePath(folder.path)) {
    const parsed = cutLoose(parsePage(folder, site))
    return { kind: 'page', parsed, sources: sourcesOf(folder, parsed.pages), fingerprint, assets }
  }
  const parsed = cutLoose(parseFolder(folder, site))
  return { kind: 'release', parsed, sources: sourcesOf(folder, parsed.releases), fingerprint, assets }
}
