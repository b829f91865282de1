/** What has to be looked at again. Paths are below the content folder, with `/`. */
export interface Todo {
  /** Folders of releases and pages. */
  readonly paths: ReadonlySet<string>
  /** `site.yaml` and `categories.yaml`. */
  readonly site: boolean
  /** Which folders there are. */
  readonly list: boolean
  /** Everything, by fingerprint. */
  readonly sweep: boolean
}

/** A look at all there is. */
export const everything = { list: true, sweep: true, site: true }

/** Milliseconds without an event after which the events are acted on, and the longest that a stream of events can delay it. */
const quiet = 40
const longest = 250

/**
 * More events than this, and the system may have dropped some: its queue holds 16,384 by default, and each folder that is
 * watched anew takes the place of one more.
 */
const burst = 8000

/** So many paths are worth beginning with while more of them are being written. */
const many = 200

/** Gathers what events and callers want looked at, and calls `onDue` when it is time to. */
export class TodoList {
  readonly #onDue: () => void
  readonly #paths = new Set<string>()
  #site = false
  #list = false
  #sweep = false
  #events = 0
  #isHurried = false
  #firstEvent: number | undefined
  #timer: NodeJS.Timeout | undefined
  #due = Number.POSITIVE_INFINITY
  /** When the timer ends, which may be before it is time. */
  #wakesAt = Number.POSITIVE_INFINITY

  constructor(onDue: () => void) {
    this.#onDue = onDue
  }

  /** Paths that are wanted, the last ones last. */
  get paths(): readonly string[] {
    return [...this.#paths]
  }

  get isEmpty(): boolean {
    return this.#paths.size === 0 && !this.#site && !this.#list && !this.#sweep
  }

  /** Adds work and calls `onDue` after `delay` milliseconds; by default when the events have come to rest. */
  add(work: { paths?: Iterable<string>; site?: boolean; list?: boolean; sweep?: boolean }, delay?: number): void {
    for (const path of work.paths ?? []) this.#paths.add(path)
    this.#site ||= work.site === true
    this.#list ||= work.list === true
    this.#sweep ||= work.sweep === true
    const now = performance.now()
    if (delay !== undefined) {
      if (now + delay < this.#due) this.#schedule(now + delay)
      return
    }
    this.#events++
    this.#firstEvent ??= now
    const hurry = this.#paths.size > many && !this.#isHurried
    this.#isHurried ||= hurry
    this.#schedule(hurry ? now : Math.min(now + quiet, this.#firstEvent + longest))
  }

  /** Everything that was wanted; the list is empty afterwards. */
  take(): Todo {
    const todo = {
      paths: new Set(this.#paths),
      site: this.#site,
      list: this.#list,
      sweep: this.#sweep || this.#events > burst,
    }
    this.#paths.clear()
    this.#site = this.#list = this.#sweep = false
    this.#events = 0
    this.#firstEvent = undefined
    this.#isHurried = false
    this.stop()
    return todo
  }

  /** Calls `onDue` no more until something is added. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#due = this.#wakesAt = Number.POSITIVE_INFINITY
  }

  #schedule(due: number): void {
    this.#due = due
    // Each of thousands of events puts it off; a timer that wakes too early is set once more then.
    if (due < this.#wakesAt) this.#wakeAt(due)
  }

  #wakeAt(time: number): void {
    clearTimeout(this.#timer)
    this.#wakesAt = time
    this.#timer = setTimeout(() => {
      const due = this.#due
      this.stop()
      if (performance.now() < due) this.#schedule(due)
      else this.#onDue()
    }, time - performance.now())
  }
}
