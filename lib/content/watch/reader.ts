import { join } from 'node:path'
import type { SourceWithDetail } from '../derived/bodies.ts'
import type { Depth, ParsedFolder, ParsedPage } from '../parse.ts'
import type { ReleaseFolder } from '../source.ts'
import type { Site } from '../types.ts'
import { readFingerprint, touchedIn } from './fingerprint.ts'
import { readSettled } from './settled.ts'
import { understandFolder } from './understand.ts'

/** Milliseconds for which a loss must last before it is believed. */
const lossRest = 120

interface Understood<Parsed> {
  readonly parsed: Parsed
  /** The bytes behind each good version, by `sourceKey`. */
  readonly sources: ReadonlyMap<string, SourceWithDetail>
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
  readonly depth: Depth
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
  #touched = 0
  readonly #assets = new Map<string, ReleaseFolder['assets']>()

  constructor(contentDir: string, knownFiles: KnownFiles) {
    this.#contentDir = contentDir
    this.#knownFiles = knownFiles
  }

  /** What is in the folder at `path` now. */
  async look(path: string, { site, holdLosses, depth }: LookOptions): Promise<Look> {
    const known = { known: this.#fingerprints.get(path), assets: this.#assets.get(path) }
    const settled = await readSettled(this.#contentDir, { path, ...known })
    if (settled.kind === 'gone') return this.#lossAt(path, holdLosses) ?? { kind: 'gone' }
    if (settled.kind !== 'settled') return settled
    const { documents, problems } = settled.folder
    const hasLost = this.#hasLost(path, [...documents.values(), ...problems])
    if (!hasLost) this.#losses.delete(path)
    const loss = hasLost ? this.#lossAt(path, holdLosses) : undefined
    return loss ?? understand(settled.folder, settled.fingerprint, { site, depth })
  }

  /** The fingerprint of what is online at `path`. */
  fingerprint(path: string): string | undefined {
    return this.#fingerprints.get(path)
  }

  /** When anything that is or was online was touched last, in ms since the epoch by the disk's clock. */
  get touched(): number {
    return this.#touched
  }

  /** Remembers that what `look` found is online, or that the folder is gone. */
  accept(path: string, look: Look): void {
    this.#losses.delete(path)
    this.#fingerprints.delete(path)
    this.#assets.delete(path)
    if (look.kind !== 'release' && look.kind !== 'page') return
    this.#fingerprints.set(path, look.fingerprint)
    this.#touched = Math.max(this.#touched, touchedIn(look.fingerprint))
    if (look.assets.size > 0) this.#assets.set(path, look.assets)
  }

  /** Whether the folder at `path` is not as it was read last. */
  async hasChanged(path: string): Promise<boolean> {
    const known = this.#fingerprints.get(path)
    return (await readFingerprint(join(this.#contentDir, path), { known }))?.text !== known
  }

  /** Makes the next look at every folder read it, touched or not. */
  distrust(): void {
    this.#fingerprints.clear()
  }

  /** What to say of a loss: nothing when nothing good is lost, or when it has lasted. */
  #lossAt(path: string, hold: boolean): Look | undefined {
    if (this.#knownFiles(path).length === 0) return undefined
    if (hold) return { kind: 'held' }
    const since = this.#losses.get(path) ?? performance.now()
    this.#losses.set(path, since)
    return performance.now() - since >= lossRest ? undefined : { kind: 'unsettled' }
  }

  /** Whether a reading without regard to losses lacks a file of a good version. */
  lacks(path: string, parsed: ParsedFolder | ParsedPage): boolean {
    // A text of which no version was made has a problem that says why.
    return this.#hasLost(path, [...('pages' in parsed ? parsed.pages : parsed.releases), ...parsed.problems])
  }

  #hasLost(path: string, found: readonly { readonly file: string }[]): boolean {
    const files = new Set(found.map(({ file }) => file))
    return this.#knownFiles(path).some((file) => !files.has(file))
  }
}

/** The same without the file's whole text, which V8 keeps alive behind every piece that was cut out of it. */
function cutLoose<Parsed extends ParsedFolder | ParsedPage>(parsed: Parsed): Parsed {
  return JSON.parse(JSON.stringify(parsed))
}

function understand(
  folder: ReleaseFolder,
  fingerprint: string,
  { site, depth }: Pick<LookOptions, 'site' | 'depth'>,
): Look {
  const { assets } = folder
  const { parsed, sources } = understandFolder(folder, site, depth)
  return 'pages' in parsed
    ? { kind: 'page', parsed: cutLoose(parsed), sources, fingerprint, assets }
    : { kind: 'release', parsed: cutLoose(parsed), sources, fingerprint, assets }
}
