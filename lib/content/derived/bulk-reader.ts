import { type FolderRow, parseRows } from '../kept/folder-json.ts'
import type { DetailsReader } from '../kept/kept-release.ts'
import { Unpacker } from '../kept/unpack.ts'
import type { Depth } from '../parse.ts'
import type { Site } from '../types.ts'
import type { Look } from '../watch/reader.ts'
import type { DerivedIndex } from './derived-index.ts'
import { type FolderTask, type FolderThreads, openFolderThreads } from './folder-threads.ts'
import { type FolderAnswer, type ReadingIndex, recallFolders, workOnFolders } from './folder-work.ts'
import { rulesOf } from './rules.ts'

/** What came of reading many folders at once. */
export interface BulkLooks {
  readonly looks: Map<string, Look>
  /** What has to be looked at one by one: unknown to the index, gone, or being written. */
  readonly left: string[]
}

export interface BulkReading extends BulkOptions {
  readonly depth: Depth
  readonly threads?: number
  /** Earlier fingerprints, in the order of the paths: what still has them is `same`. */
  readonly known?: readonly string[]
  /** See `FolderWork`. */
  readonly rest?: number
  /** Whether this process takes part, for who waits for the end. */
  readonly here?: boolean
}

type Running = Pick<FolderTask, 'work' | 'onAnswer'> & Pick<BulkReading, 'threads' | 'known' | 'here'>

export interface BulkReaderOptions {
  /** Absolute. */
  readonly contentDir: string
  readonly index: DerivedIndex
  /** What this process reads itself while readers wait goes there. */
  readonly writes: ReadingIndex
  readonly details: DetailsReader
  readonly onIndexFault: (reason: string) => void
  /** More folders than this are worth the start of threads. */
  readonly few: number
}

export interface BulkOptions {
  readonly site: Site
  readonly onProgress?: (count: number) => void
}

/** What has been read in bulk lies in the index; 100,000 folders share the empty maps that say so. */
const sources = new Map<string, never>()
const assets = new Map<string, never>()

/** Reads many folders: from the index, or in threads of their own. */
export class BulkReader {
  readonly #options: BulkReaderOptions
  readonly #threads: FolderThreads
  #unpacker: Unpacker

  constructor(options: BulkReaderOptions) {
    this.#options = options
    const { contentDir, index, onIndexFault, details } = options
    this.#unpacker = new Unpacker(details)
    this.#threads = openFolderThreads({ contentDir, indexFile: () => index.file, onIndexFault })
  }

  /** The rules under which the index keeps what is read for `site`. */
  rules(site: Site): string {
    return rulesOf(site, this.#options.contentDir)
  }

  /** What the index knows of these folders as they are now. */
  async recall(paths: readonly string[], { site, onProgress }: BulkOptions): Promise<BulkLooks> {
    const { contentDir, index } = this.#options
    const found: BulkLooks = { looks: new Map(), left: [] }
    const take = (answer: FolderAnswer) => {
      onProgress?.(this.#take(answer, found))
    }
    const work = { rules: this.rules(site), site, depth: 'header' } as const
    if (paths.length <= this.#options.few) take(recallFolders(paths, { contentDir, rules: work.rules }, index))
    else if (index.file === undefined) found.left.push(...paths)
    else await this.#threads.run({ task: 'recall', paths, work, onAnswer: take })
    return found
  }

  /** Reads these folders in threads and has the index keep what they give. */
  async read(paths: readonly string[], { depth, onProgress, rest, ...options }: BulkReading): Promise<BulkLooks> {
    const found: BulkLooks = { looks: new Map(), left: [] }
    await this.#run('read', paths, {
      ...options,
      work: { rules: this.rules(options.site), site: options.site, depth, ...(rest !== undefined && { rest }) },
      onAnswer: (answer, part) => {
        this.#take(answer, found)
        onProgress?.(part.length)
      },
    })
    return found
  }

  /** The fingerprints of these folders by path, made in threads. `known`: earlier ones. */
  async fingerprints(
    paths: readonly string[],
    options: Omit<BulkReading, 'depth'> & { readonly known: readonly string[] },
  ): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>()
    await this.#run('fingerprint', paths, {
      ...options,
      work: { rules: '', site: options.site, depth: 'header' },
      onAnswer: ({ fingerprints }, part) => {
        for (const [index, path] of part.entries()) found.set(path, fingerprints[index] ?? '')
      },
    })
    return found
  }

  #run(task: FolderTask['task'], paths: readonly string[], options: Running): Promise<void> {
    const { work, onAnswer, threads, known, here = false } = options
    const { contentDir, writes } = this.#options
    const doHere: FolderTask['here'] = (part, knownOfPart) =>
      workOnFolders(task, part, { ...work, contentDir, ...(knownOfPart && { known: knownOfPart }) }, writes)
    return this.#threads.run({
      ...{ task, paths, work, onAnswer },
      ...(threads !== undefined && { threads }),
      ...(known !== undefined && { known }),
      ...(here && { here: doHere }),
    })
  }

  /** Gives back the memory that reading took. */
  async rest(): Promise<void> {
    this.#unpacker = new Unpacker(this.#options.details)
    await this.#threads.rest()
  }

  /** To be called when nothing is read. */
  close(): Promise<void> {
    return this.#threads.close()
  }

  /** How many folders of an answer were understood. */
  #take({ understood, unknown, gone, unsettled, same }: FolderAnswer, { looks, left }: BulkLooks): number {
    const rows = parseRows(understood)
    for (const row of rows) looks.set(row[0], this.#lookOf(row))
    left.push(...unknown, ...gone, ...unsettled)
    for (const path of same) looks.set(path, { kind: 'same' })
    return rows.length
  }

  #lookOf([path, fingerprint, json]: FolderRow): Look {
    const parsed = this.#unpacker.unpack(path, json)
    return 'pages' in parsed
      ? { kind: 'page', parsed, fingerprint, sources, assets }
      : { kind: 'release', parsed, fingerprint, sources, assets }
  }
}
