import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import type { Log } from '#lib/log.ts'
import type { Bodies } from '../derived/bodies.ts'
import { BulkReader } from '../derived/bulk-reader.ts'
import { ChangedFolders } from '../derived/changed-folders.ts'
import type { DerivedIndex } from '../derived/derived-index.ts'
import type { LateWrites } from '../derived/late-writes.ts'
import type { DetailsReader } from '../kept/kept-release.ts'
import type { Depth } from '../parse.ts'
import { listFolderPaths, listPages } from '../source.ts'
import type { Site } from '../types.ts'
import { hasFingerprint } from './fingerprint.ts'
import type { WatchFolder } from './folder-watch.ts'
import { inParallel } from './parallel.ts'
import { FolderReader, type KnownFiles, type Look, type LookOptions } from './reader.ts'
import type { TodoList } from './todo.ts'
import { openTreeWatch, type TreeWatch } from './tree-watch.ts'

/** How many folders are read at a time, and after how many their texts are written out and progress is told. */
const readers = 16
const chunk = 256

/** Least milliseconds between sweeps when events are missing, and when a sweep is only for safety. */
const shortSweep = 1000
const longSweep = 60_000

/** How many folders are given a watch before others have their turn. */
const watchesAtOnce = 200

/** Milliseconds after a large first reading in which nothing but pages is made. */
const firstReaders = 1000

/**
 * Milliseconds after which an unsettled folder is worth another look, and how often all that changed waits for it: what comes
 * with one pull is shown at once, and no writer holds up the others for long.
 */
const lookAgainAfter = 50
const waits = 3

/** How many folders are how many. */
export interface TreeLimits {
  /** Up to so many changed folders are read whole before they go online; of more the bodies are checked afterwards. */
  readonly readWhole: number
  /** More folders than this are worth the start of threads. */
  readonly few: number
  /** The same for folders that changed while the site runs: readers wait for them, and the process that serves need not read them. */
  readonly fewChanged: number
}

// A body takes some 7 ms of processor time, and a pull of a hundred releases is to show within a second.
const usualLimits: TreeLimits = { readWhole: 50, few: 3000, fewChanged: 200 }

export interface TreeReaderOptions {
  /** Absolute; may be a link to a folder. */
  readonly contentDir: string
  readonly log: Log
  readonly todo: TodoList
  readonly bodies: Bodies
  readonly index: DerivedIndex
  readonly writes: LateWrites
  readonly details: DetailsReader
  /** From how many folders on they are read in other ways; the usual numbers by default. */
  readonly limits?: TreeLimits
  /** Paths of the folders that are online or known to be broken. */
  knownPaths(): Iterable<string>
  readonly knownFiles: KnownFiles
  /** Called while the content is read for the first time, with folders read and folders found; first with none read. */
  readonly onProgress?: ((read: number, found: number) => void) | undefined
  /** How a folder is watched; `fs.watch` by default. */
  readonly watchFolder?: WatchFolder | undefined
}

/** What to look at, and whether the index may tell it. */
export interface TreeLookOptions extends Omit<LookOptions, 'depth'> {
  /** Nothing is known yet: what the index has of a folder as it is now need not be read. */
  readonly first: boolean
}

/** Reads the folders of releases and pages, and has each watched. */
export class TreeReader {
  readonly #options: TreeReaderOptions
  readonly #reader: FolderReader
  readonly #bulk: BulkReader
  readonly #changed: ChangedFolders
  readonly #limits: TreeLimits
  readonly #watch: TreeWatch
  readonly #unwatched = new Set<string>()
  readonly #writes: LateWrites
  #sweepTook = 0
  #closed = false

  constructor(options: TreeReaderOptions) {
    const { contentDir, index, writes, details, log, limits = usualLimits } = options
    this.#limits = limits
    this.#options = options
    this.#writes = writes
    this.#reader = new FolderReader(contentDir, options.knownFiles)
    this.#watch = openTreeWatch({ ...options, known: options.knownPaths })
    const onIndexFault = (reason: string) => log.warn('content.index-fault', { reason })
    this.#bulk = new BulkReader({ contentDir, index, writes, details, onIndexFault, few: limits.few })
    this.#changed = new ChangedFolders({
      bulk: this.#bulk,
      log,
      online: (path) => this.#reader.fingerprint(path),
      writeKept: () => this.#writes.write(),
      isAs: (path, fingerprint) => hasFingerprint(`${contentDir}/${path}`, fingerprint),
      watch: (path) => this.#watch.watchFolder(path),
      lacks: (path, parsed) => this.#reader.lacks(path, parsed),
    })
  }

  /** Whether the system refused watches, so that changes may go unnoticed until the next sweep. */
  get hasGaps(): boolean {
    return this.#watch.hasGaps()
  }

  /**
   * Milliseconds until the next sweep: soon when changes may go unnoticed, because the system refused watches or not every
   * folder has one yet; but never so often that sweeping is most of what is done.
   */
  get sweepInterval(): number {
    const hasGaps = this.hasGaps || this.#unwatched.size > 0
    return Math.max(hasGaps ? shortSweep : longSweep, (hasGaps ? 20 : 200) * this.#sweepTook)
  }

  /** Folders that are not known yet, and known ones that are no longer there. */
  async list(): Promise<string[]> {
    const { contentDir, knownPaths } = this.#options
    await this.#watch.watchOuter()
    const pages = (await listPages(contentDir)).map(({ path }) => path)
    const listed = new Set([...(await listFolderPaths(contentDir)), ...pages])
    const known = new Set(knownPaths())
    return [...[...listed].filter((path) => !known.has(path)), ...[...known].filter((path) => !listed.has(path))].sort()
  }

  /** The known folders that somebody touched since they were read. */
  async sweep(site: Site): Promise<string[]> {
    const began = performance.now()
    const known = [...this.#options.knownPaths()]
    const before = known.map((path) => this.#reader.fingerprint(path) ?? '')
    const isMany = known.length > this.#limits.few
    const found = isMany ? await this.#bulk.fingerprints(known, { known: before, site, threads: 1 }) : undefined
    const hasChanged = async (path: string) =>
      found === undefined ? this.#reader.hasChanged(path) : found.get(path) !== this.#reader.fingerprint(path)
    const changed = await inParallel(known, readers, hasChanged)
    await this.#bulk.rest()
    this.#sweepTook = performance.now() - began
    return known.filter((_, index) => changed[index])
  }

  /** Whether so many folders are not read whole at once. */
  isMany(count: number): boolean {
    return count > this.#limits.readWhole
  }

  /** Reads ahead while `paths` are being written, as `ChangedFolders.begin` does. */
  begin(paths: readonly string[], site: Site): void {
    if (this.#isForThreads(paths.length)) this.#changed.begin(paths, site)
  }

  #isForThreads(count: number): boolean {
    // Without a file that threads can open, nobody would keep the texts.
    return count > this.#limits.fewChanged && this.#options.index.file !== undefined
  }

  /** Makes the next look at every folder read it, touched or not. */
  distrust(): void {
    this.#reader.distrust()
  }

  /** Looks at every path and keeps the texts of what is good; what is not settled is left out and planned for later. */
  async look(paths: readonly string[], options: TreeLookOptions): Promise<Map<string, Look>> {
    const { site, first } = options
    let read = 0
    const onProgress = (count: number) => {
      read += count
      this.#options.onProgress?.(read, paths.length)
    }
    const recalling = first ? this.#bulk.recall(paths, { site, onProgress }) : { looks: new Map(), left: paths }
    onProgress(0)
    let { left, looks }: { left: readonly string[]; looks: Map<string, Look> } = await recalling
    const depth: Depth = this.isMany(left.length) ? 'header' : 'whole'
    if (first ? left.length > this.#limits.few : this.#isForThreads(left.length)) {
      const inBulk = await (first ? this.#bulk.read(left, { site, depth, onProgress }) : this.#changed.look(left, site))
      for (const [path, look] of inBulk.looks) looks.set(path, look)
      left = inBulk.left
    }
    if (first) for (const path of looks.keys()) this.#unwatched.add(path)
    const looking = { options: { ...options, depth }, looks, onProgress }
    for (let turn = 0; turn <= waits && left.length > 0; turn++) {
      if (turn > 0) await pause(lookAgainAfter)
      left = await this.#lookOneByOne(left, looking)
    }
    if (left.length > 0) this.#options.todo.add({ paths: left }, lookAgainAfter)
    return looks
  }

  /** Returns what is not settled. */
  async #lookOneByOne(paths: readonly string[], { options, looks, onProgress }: LookingOneByOne): Promise<string[]> {
    const unsettled: string[] = []
    for (let start = 0; start < paths.length; start += chunk) {
      const part = paths.slice(start, start + chunk)
      const found = await inParallel(part, readers, (path) => {
        this.#watch.watchFolder(path)
        return this.#reader.look(path, options)
      })
      const isKept = this.#options.bodies.keep(
        new Map(found.flatMap((look) => ('sources' in look ? [...look.sources] : []))),
      )
      for (const [index, path] of part.entries()) {
        const look = found[index]
        if (look?.kind === 'unsettled') unsettled.push(path)
        else if (look !== undefined) looks.set(path, look)
        if (isKept && look !== undefined && 'parsed' in look)
          this.#writes.putRead(path, look, this.#bulk.rules(options.site))
      }
      onProgress(found.filter((look) => look.kind !== 'unsettled').length)
    }
    return unsettled
  }

  /** Reads these folders whole, beside what else happens. Those that somebody writes to meanwhile are left out. */
  async readWhole(paths: readonly string[], site: Site): Promise<Map<string, Look>> {
    // What threads keep is newer than what still waits to be.
    this.#writes.write()
    const { looks, left } = await this.#bulk.read(paths, { site, depth: 'whole', threads: 1 })
    if (left.length > 0) this.#options.todo.add({ paths: left }, lookAgainAfter)
    return looks
  }

  /** Whether what is online at `path` was read in the same state of its folder as `look`. */
  isCurrent(path: string, look: Look): boolean {
    return 'fingerprint' in look && this.#reader.fingerprint(path) === look.fingerprint
  }

  /** Remembers that what was found at `path` is online now. */
  get touched(): number {
    return this.#reader.touched
  }

  accept(path: string, look: Look): void {
    this.#reader.accept(path, look)
    if (look.kind !== 'gone') return
    this.#watch.forget(path)
    this.#unwatched.delete(path)
    this.#writes.forget(path)
  }

  /** Resolves when the first readers of a large site have had their time: what changes meanwhile is found afterwards. */
  async serveFirst(): Promise<void> {
    if (this.#unwatched.size > this.#limits.few) await pause(firstReaders, undefined, { ref: false })
  }

  /** Watches what was read without a watch, a few folders at a time, and finds what changed before. */
  async catchUp(site: Site): Promise<void> {
    if (this.#unwatched.size === 0) return
    let count = 0
    for (const path of this.#unwatched) {
      if (this.#closed) return
      this.#watch.watchFolder(path)
      this.#unwatched.delete(path)
      count += 1
      if (count % watchesAtOnce === 0) await turn()
    }
    await this.findChanges(site)
  }

  /** Looks for what no event told of, beside what else happens, and has it looked at. */
  async findChanges(site: Site): Promise<void> {
    const paths = [...(await this.list()), ...(await this.sweep(site))]
    if (!this.#closed) this.#options.todo.add({ paths, site: true }, 0)
  }

  /** Gives back the memory that reading took. */
  rest(): Promise<void> {
    return this.#bulk.rest()
  }

  /** Ends what takes long. */
  stop(): void {
    this.#closed = true
    this.#watch.close()
  }

  close(): Promise<void> {
    return this.#changed.close()
  }
}

interface LookingOneByOne {
  readonly options: LookOptions
  readonly looks: Map<string, Look>
  readonly onProgress: (count: number) => void
}
