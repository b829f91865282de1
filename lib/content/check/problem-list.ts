import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '#lib/clock.ts'
import { errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import type { ContentState } from '../change.ts'
import { compareProblems, type Problem } from '../problem.ts'
import type { Instant } from '../types.ts'
import { contentProblems, crossCheckSteps, ownProblems } from './cross-check.ts'
import type { Finding } from './finding.ts'
import { placeFindings, readBytesIn } from './place.ts'

/** Milliseconds for which a list holds though nothing changed: some problems depend on what is public. */
const lasts = 60_000

/** Up to so many folders everything is looked at, and at once. */
const fewFolders = 3000

/** Milliseconds after which the look at many folders lets other work in between. */
const slice = 5

export interface ProblemListOptions {
  /** Absolute. */
  readonly contentDir: string
  readonly clock: Clock
  readonly log: Log
  /** 3,000 by default. */
  readonly few?: number
}

interface Made {
  readonly state: ContentState
  readonly at: Instant
  readonly list: readonly Problem[]
}

/**
 * The problems of a running site. Of many folders, what is wrong between files follows a moment after what is wrong in one,
 * and near-duplicates and links to lists are left to `news check`.
 */
export class ProblemList {
  readonly #options: ProblemListOptions
  /** Everything; of many folders with `#between` as it was then. */
  #made: Made | undefined
  /** What is wrong between many files. */
  #between: Made | undefined
  #running: Promise<void> | undefined
  #wanted: ContentState | undefined
  #closed = false

  constructor(options: ProblemListOptions) {
    this.#options = options
  }

  /** What is wrong with `state`, in report order. */
  of(state: ContentState): readonly Problem[] {
    const at = this.#options.clock.now()
    this.prepare(state)
    if (this.#made?.state !== state || Math.abs(at - this.#made.at) > lasts) {
      const list = this.#isMany(state)
        ? this.#known(state)
        : contentProblems(state, at, { readBytes: this.#readBytes() })
      this.#made = { state, at, list }
    }
    return this.#made.list
  }

  /** Begins to look for what is wrong between many files, unless it is known. */
  prepare(state: ContentState): void {
    const { clock, log } = this.#options
    const { state: seen, at = 0 } = this.#between ?? {}
    if (!this.#isMany(state) || this.#closed || (seen === state && Math.abs(clock.now() - at) <= lasts)) return
    this.#wanted = state
    this.#running ??= this.#lookAtLatest()
      .catch((error: unknown) => log.error('content.problems-failed', { reason: errorMessage(error) }))
      .finally(() => {
        this.#running = undefined
      })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  #isMany({ folders }: ContentState): boolean {
    return folders.size > (this.#options.few ?? fewFolders)
  }

  #readBytes() {
    return readBytesIn(this.#options.contentDir)
  }

  #known(state: ContentState): readonly Problem[] {
    return [...ownProblems(state), ...(this.#between?.list ?? [])].sort(compareProblems)
  }

  async #lookAtLatest(): Promise<void> {
    // What readers wait for comes first.
    await turn()
    while (this.#wanted !== undefined && !this.#closed) {
      const state = this.#wanted
      this.#wanted = undefined
      await this.#look(state)
    }
  }

  async #look(state: ContentState): Promise<void> {
    const at = this.#options.clock.now()
    const findings: Finding[] = []
    let began = performance.now()
    for (const finding of crossCheckSteps(state, at, false)) {
      if (finding !== undefined) findings.push(finding)
      if (performance.now() - began < slice) continue
      await turn()
      if (this.#closed) return
      began = performance.now()
    }
    this.#between = { state, at, list: placeFindings(findings, this.#readBytes()) }
    this.#made = undefined
  }
}
