import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '#lib/clock.ts'
import { ConfigError, errorMessage } from '#lib/errors.ts'
import { versionsOf } from './catalogue.ts'
import { finish, finishInTurns, type Steps } from './change/steps.ts'
import { type ChangedContent, type ContentChange, type ContentState, changeSteps, emptyContent } from './change.ts'
import { ProblemList } from './check/problem-list.ts'
import { type Bodies, createBodies } from './derived/bodies.ts'
import { BodyCheck } from './derived/body-check.ts'
import { type DerivedIndex, openDerivedIndex } from './derived/derived-index.ts'
import { FollowUp } from './derived/follow-up.ts'
import { LateWrites } from './derived/late-writes.ts'
import { createDetails } from './kept/details.ts'
import type { Problem } from './problem.ts'
import type { Catalogue, Release, ReleaseBody, SitePage } from './types.ts'
import { ChangeListeners } from './watch/change-listeners.ts'
import { changesIn } from './watch/changes.ts'
import { GitWait } from './watch/git-lock.ts'
import { logErrors } from './watch/log-problems.ts'
import type { Look } from './watch/reader.ts'
import { isSameSite, lookAtSite, openSite, readsAlike } from './watch/site-files.ts'
import { everything, type Todo, TodoList } from './watch/todo.ts'
import { TreeReader, type TreeReaderOptions } from './watch/tree-reader.ts'
import { Turns } from './watch/turns.ts'

/** The catalogue of a running process, kept equal to the content folder. */
export interface LiveContent {
  /** The last good catalogue. */
  catalogue(): Catalogue
  /** Everything wrong with the content folder now, in report order. */
  problems(): readonly Problem[]
  /** Folders that are online on the strength of their headers, with bodies still to be checked. */
  unchecked(): number
  /** When a file of a release or page that was read was written last, in ms since the epoch: the same after a restart. */
  touched(): number
  /** False when the system refuses to tell of every change: then they are found by looking, which takes longer. */
  isWatched(): boolean
  /** The rendered body of a version that is or was online, whatever its file holds now; bounded cache. Rejects for others. */
  body(item: Release | SitePage): Promise<ReleaseBody>
  /** Reads the folder again and resolves when what it holds is online; for webhooks and tests. */
  refresh(): Promise<void>
  /** Looks at these folders of releases and pages soon, below the content folder: another process has seen a change there. */
  lookAt(paths: Iterable<string>): void
  /** Calls `listener` after each swap of the catalogue, with the slugs whose releases changed; returns how to stop. */
  onChange(listener: (changed: ReadonlySet<string>) => void): () => void
  close(): Promise<void>
}

type TreeOptions = Pick<TreeReaderOptions, 'contentDir' | 'log' | 'limits' | 'onProgress' | 'watchFolder'>

export interface LiveContentOptions extends TreeOptions {
  readonly clock: Clock
  /** Where what was read is kept for the next start; without it a file that dies with the process. */
  readonly dataDir?: string
  /** Milliseconds after which git's lock is taken for a leftover of a git that died; 30 s by default. */
  readonly gitLockLimit?: number
}

/** Milliseconds between looks at what is not settled, and before a failed reading is tried again. */
const shortPause = 20
const retryAfter = 1000

/** Longest that `refresh` waits for writers to come to rest, in milliseconds. */
const refreshLimit = 60_000

type SiteChange = Pick<ContentChange, 'site' | 'siteProblems'>

class LiveFolder implements LiveContent {
  readonly #options: LiveContentOptions
  readonly #writes: LateWrites
  readonly #bodies: Bodies
  readonly #check: BodyCheck
  readonly #followUp: FollowUp
  readonly #problems: ProblemList
  readonly #git: GitWait
  readonly #todo: TodoList
  readonly #reader: TreeReader
  readonly #listeners: ChangeListeners
  #state: ContentState
  readonly #turns: Turns
  /** Work that holds up no change. */
  readonly #beside: Turns
  readonly catalogue = () => this.#state.catalogue
  readonly problems = () => this.#problems.of(this.#state)
  readonly touched = () => this.#reader.touched
  readonly lookAt = (paths: Iterable<string>) => this.#todo.add({ paths }, 0)
  readonly unchecked = () => this.#check.left
  readonly #knownPaths = () => [...this.#state.folders.keys(), ...this.#state.pages.keys()]
  readonly isWatched = () => !this.#reader.hasGaps
  #sweepTimer: NodeJS.Timeout | undefined
  #absent = false
  #started = false
  #closed = false

  constructor(options: LiveContentOptions, index: DerivedIndex, state: ContentState) {
    const { contentDir, log, gitLockLimit: limit = 30_000 } = options
    this.#options = options
    const onFail = (error: unknown) => log.error('content.reading-failed', { message: errorMessage(error) })
    this.#turns = new Turns(onFail)
    this.#beside = new Turns(onFail)
    this.#listeners = new ChangeListeners(log)
    this.#git = new GitWait({ contentDir, limit, log, isClosed: () => this.#closed })
    const writes = new LateWrites(index)
    const bodies = createBodies(contentDir, index, writes)
    this.#writes = writes
    this.#bodies = bodies
    this.#problems = new ProblemList(options)
    this.#state = state
    this.#todo = new TodoList(() => void this.#enqueue())
    this.#reader = new TreeReader({
      ...options,
      todo: this.#todo,
      index,
      writes,
      bodies,
      details: createDetails({ ...options, content: this, index: writes, bodies, beside: this.#beside }),
      knownPaths: this.#knownPaths,
      knownFiles: (path) => this.#filesOf(path),
      onProgress: (read, found) => {
        if (!this.#started) options.onProgress?.(read, found)
      },
    })
    this.#followUp = new FollowUp(() => this.#catchUp())
    this.#check = new BodyCheck({
      log,
      read: (paths) => this.#reader.readWhole(paths, this.#state.catalogue.site),
      apply: (looks) => this.#turns.take(() => this.#applyChecked(looks)),
      onDone: () => this.#reader.rest(),
    })
  }

  body(item: Release | SitePage): Promise<ReleaseBody> {
    return this.#bodies.render(item)
  }

  onChange(listener: (changed: ReadonlySet<string>) => void): () => void {
    return this.#listeners.add(listener)
  }

  async refresh(): Promise<void> {
    const deadline = performance.now() + refreshLimit
    this.#todo.add(everything, 0)
    for (;;) {
      this.#todo.stop()
      await this.#enqueue()
      if (this.#todo.isEmpty || this.#closed || this.#absent || performance.now() > deadline) return
      await pause(shortPause)
    }
  }

  /** Reads the folder for the first time; from then on it is watched. Rejects with the disk's fault when it cannot be read. */
  async start(): Promise<void> {
    const began = performance.now()
    await this.#turns.takeOrReject(() => this.#bringUpToDate({ ...everything, paths: new Set() }, false))
    if (!this.#todo.isEmpty) await this.refresh()
    this.#started = true
    const { releases } = this.#state.catalogue
    this.#options.log.info('content.loaded', { releases: releases.size, milliseconds: since(began) })
    await this.#reader.rest()
    this.#planSweep()
    const tidy = () => this.#writes.forgetOthers(this.#knownPaths())
    void this.#beside.take(() => this.#reader.serveFirst().then(tidy)).then(() => this.#followUp.plan(false))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#todo.stop()
    clearTimeout(this.#sweepTimer)
    this.#followUp.close()
    this.#reader.stop()
    await Promise.all([this.#check.close(), this.#problems.close()])
    await Promise.all([this.#turns.take(), this.#beside.take()])
    this.#todo.stop()
    await this.#reader.close()
    this.#writes.close()
  }

  #filesOf(path: string): readonly string[] {
    const known = this.#state.folders.get(path) ?? this.#state.pages.get(path)
    return known === undefined ? [] : versionsOf<Release | SitePage>(known.versions).map(({ file }) => file)
  }

  /** Runs after whatever runs now. Never rejects: a fault of the disk is logged, and the work done again later. */
  #enqueue(): Promise<void> {
    return this.#turns.take(() => this.#cycle())
  }

  async #cycle(): Promise<void> {
    if (this.#todo.isEmpty) return
    try {
      const meanwhile = () => this.#reader.begin(this.#todo.paths, this.#state.catalogue.site)
      const holdLosses = await this.#git.untilFree(meanwhile)
      if (!this.#closed) await this.#bringUpToDate(this.#todo.take(), holdLosses)
    } catch (error) {
      this.#options.log.error('content.reading-failed', { message: errorMessage(error) })
      this.#todo.add(everything, retryAfter)
    }
  }

  async #bringUpToDate(todo: Todo, holdLosses: boolean): Promise<void> {
    const began = performance.now()
    const change = todo.site || this.#absent ? await this.#lookAtSite() : {}
    if (change === 'absent') return
    const before = this.#state.catalogue.site
    const site = change.site ?? before
    const all = !readsAlike(site, before)
    if (all) this.#reader.distrust()
    const paths = new Set(todo.paths)
    if (todo.list || all) for (const path of await this.#reader.list()) paths.add(path)
    if (todo.sweep || all) for (const path of await this.#reader.sweep(site)) paths.add(path)
    const looks = await this.#reader.look([...paths], { site, holdLosses, first: !this.#started })
    // Git began meanwhile: what was read may be half old and half new.
    if (await this.#git.isHeld()) this.#todo.add({ ...todo, paths: looks.keys() }, 0)
    else await this.#apply(change, looks, began)
  }

  /** What is new about the site; `absent` when the content folder is not whole, and then nothing is believed. */
  async #lookAtSite(): Promise<SiteChange | 'absent'> {
    const { contentDir, log } = this.#options
    const look = await lookAtSite(contentDir)
    if (look.kind === 'absent') {
      if (!this.#absent) log.error('content.absent', { contentDir, kept: this.#state.catalogue.releases.size })
      this.#absent = true
      this.#todo.add(everything, retryAfter)
      return 'absent'
    }
    this.#absent = false
    const { site, problems: siteProblems } = look
    logErrors(log, siteProblems)
    return site === undefined || isSameSite(site, this.#state.catalogue.site)
      ? { siteProblems }
      : { site, siteProblems }
  }

  /** At once, but for the first reading, which may take long and which nobody sees before its end. */
  async #apply(site: SiteChange, looks: ReadonlyMap<string, Look>, began: number): Promise<void> {
    const { catalogue: before } = this.#state
    const steps = this.#takeIn(site, looks)
    const { state, changed } = this.#started ? finish(steps) : await finishInTurns(steps)
    this.#state = state
    if (this.#started) this.#followUp.plan(this.#reader.isMany(looks.size))
    if (state.catalogue === before) return
    const fields = { count: changed.size, slugs: [...changed].slice(0, 20), milliseconds: since(began) }
    if (this.#started) this.#options.log.info('content.published', fields)
    this.#listeners.tell(changed)
  }

  *#takeIn(site: SiteChange, looks: ReadonlyMap<string, Look>): Steps<ChangedContent> {
    const { problems, ...found } = yield* changesIn(looks, (path, look) => {
      this.#reader.accept(path, look)
      this.#check.note(path, look)
    })
    logErrors(this.#options.log, problems)
    return yield* changeSteps(this.#state, { ...site, ...found })
  }

  /** What is left to do when readers have got what is new. */
  #catchUp(): void {
    // While bodies are being checked it would be done over after each part; who asks for the problems gets them all the same.
    if (this.#check.left === 0) this.#problems.prepare(this.#state)
    void this.#beside.take(() => this.#writes.writeInTurns(() => this.#closed)).then(() => this.#check.start())
    void this.#beside.take(() => this.#reader.catchUp(this.#state.catalogue.site))
  }

  /** Bodies that were checked while their folders stayed as they were. */
  #applyChecked(looks: ReadonlyMap<string, Look>): Promise<void> {
    const current = [...looks].filter(([path, look]) => this.#reader.isCurrent(path, look))
    return this.#apply({}, new Map(current), performance.now())
  }

  #planSweep(): void {
    if (this.#closed) return
    this.#sweepTimer = setTimeout(() => {
      const look = () => this.#reader.findChanges(this.#state.catalogue.site)
      void this.#beside.take(() => look().finally(() => this.#planSweep()))
    }, this.#reader.sweepInterval).unref()
  }
}

const since = (began: number) => Math.round(performance.now() - began)

/**
 * Reads the content folder, and keeps what it gives equal to it: a change shows within a second, whole or not at all.
 * Rejects with `ConfigError` when the folder is not there or its `site.yaml` or `categories.yaml` is broken.
 */
export async function openLiveContent(options: LiveContentOptions): Promise<LiveContent> {
  const { site, problems } = await openSite(options.contentDir)
  const onFault = (reason: string) => options.log.warn('content.index-fault', { reason })
  const index = openDerivedIndex(options.dataDir, { onFault })
  const live = new LiveFolder(options, index, emptyContent(site, problems))
  try {
    await live.start()
    return live
  } catch (error) {
    await live.close()
    const hint = 'Give the user that runs the site the right to read every folder and file there.'
    const message = `The content folder ${options.contentDir} cannot be read: ${errorMessage(error)}.`
    throw new ConfigError('content/unreadable', message, hint, { cause: error })
  }
}
