import type { Log } from '#lib/log.ts'
import { listFolders, listPages } from '../source.ts'
import type { Bodies } from './bodies.ts'
import type { WatchFolder } from './folder-watch.ts'
import { inParallel } from './parallel.ts'
import { FolderReader, type KnownFiles, type Look, type LookOptions } from './reader.ts'
import type { TodoList } from './todo.ts'
import { openTreeWatch, type TreeWatch } from './tree-watch.ts'

/** How many folders are read at a time, and after how many their texts are written out and progress is told. */
const readers = 16
const chunk = 256

/** Milliseconds after which an unsettled folder is worth another look. */
const lookAgainAfter = 50

export interface TreeReaderOptions {
  /** Absolute. */
  readonly contentDir: string
  readonly log: Log
  readonly todo: TodoList
  readonly bodies: Bodies
  /** Paths of the folders that are online or known to be broken. */
  knownPaths(): Iterable<string>
  readonly knownFiles: KnownFiles
  readonly onProgress?: (read: number, found: number) => void
  readonly watchFolder?: WatchFolder | undefined
}

/** Reads the folders of releases and pages, and has each watched from before it is read. */
export class TreeReader {
  readonly #options: TreeReaderOptions
  readonly #reader: FolderReader
  readonly #watch: TreeWatch
  #sweepTook = 0

  constructor(options: TreeReaderOptions) {
    this.#options = options
    this.#reader = new FolderReader(options.contentDir, options.knownFiles)
    this.#watch = openTreeWatch({ ...options, known: options.knownPaths })
  }

  /** Milliseconds that the last sweep took. */
  get sweepTook(): number {
    return this.#sweepTook
  }

  /** Whether changes may go unnoticed without sweeps, because the system refused watches. */
  get hasGaps(): boolean {
    return this.#watch.hasGaps()
  }

  /** Folders that are not known yet, and known ones that are no longer there. */
  async list(): Promise<string[]> {
    const { contentDir, knownPaths } = this.#options
    await this.#watch.watchOuter()
    const entries = [...(await listFolders(contentDir)), ...(await listPages(contentDir))]
    const listed = new Set(entries.map(({ path }) => path))
    const known = new Set(knownPaths())
    return [...[...listed].filter((path) => !known.has(path)), ...[...known].filter((path) => !listed.has(path))].sort()
  }

  /** The known folders that somebody touched since they were read. */
  async sweep(): Promise<string[]> {
    const began = performance.now()
    const known = [...this.#options.knownPaths()]
    const changed = await inParallel(known, readers, (path) => this.#reader.hasChanged(path))
    this.#sweepTook = performance.now() - began
    return known.filter((_, index) => changed[index])
  }

  /** Makes the next look at every folder read it, touched or not. */
  distrust(): void {
    this.#reader.distrust()
  }

  /** Looks at every path and keeps the texts of what is good; what is not settled is left out and planned for later. */
  async look(paths: readonly string[], options: LookOptions): Promise<Map<string, Look>> {
    const { bodies, onProgress } = this.#options
    const looks = new Map<string, Look>()
    for (let start = 0; start < paths.length; start += chunk) {
      const part = paths.slice(start, start + chunk)
      const found = await inParallel(part, readers, (path) => {
        this.#watch.watchFolder(path)
        return this.#reader.look(path, options)
      })
      await bodies.keep(new Map(found.flatMap((look) => ('sources' in look ? [...look.sources] : []))))
      for (const [index, path] of part.entries()) {
        const look = found[index]
        if (look?.kind === 'unsettled') this.#options.todo.add({ paths: [path] }, lookAgainAfter)
        else if (look !== undefined) looks.set(path, look)
      }
      onProgress?.(Math.min(start + chunk, paths.length), paths.length)
    }
    return looks
  }

  /** Remembers that what was found at `path` is online now. */
  accept(path: string, look: Look): void {
    this.#reader.accept(path, look)
    if (look.kind === 'gone') this.#watch.forget(path)
  }

  close(): void {
    this.#watch.close()
  }
}
