import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '#lib/clock.ts'
import { indexFileIn } from '#lib/content/derived/derived-index.ts'
import type { Catalogue, Release, ReleaseBody } from '#lib/content/types.ts'
import { visibility } from '#lib/content/visibility.ts'
import { errorMessage } from '#lib/errors.ts'
import { isLocale } from '#lib/i18n/locales.ts'
import type { Log } from '#lib/log.ts'
import type { KnownEntries } from '../known-entries.ts'
import type { IndexEntry, SearchIndex } from '../search-index.ts'
import { openBuildThread } from './build-thread.ts'
import type { Unreadable, Wanted } from './thread.ts'

export interface CatchUpOptions {
  readonly index: SearchIndex
  readonly known: KnownEntries
  /** Of the index. */
  readonly file: string
  readonly dataDir: string
  /** Absolute. */
  readonly contentDir: string
  readonly body: (release: Release) => Promise<ReleaseBody>
  readonly clock: Clock
  readonly log: Log
  readonly isClosed: () => boolean
  /** Called with the entries that are still to be written. */
  readonly onLeft: (left: number) => void
}

/** More entries than this are worth the start of a thread; a body takes several milliseconds where pages are rendered. */
const few = 50

/** Entries compared, handed to the thread, and written here, before others have their turn. */
const comparedAtOnce = 500
const handedAtOnce = 512
const writtenAtOnce = 8

/**
 * More releases than this take so long to compare, and more changed ones so long to write, that the first readers come
 * first, for so many milliseconds.
 */
const many = 3000
const manyChanged = 10
const firstReaders = 1000

/** Least milliseconds between two lines about progress in the log. */
const tellEvery = 10_000

export const keyOf = ({ locale, slug }: Pick<Release, 'locale' | 'slug'>) => `${locale}/${slug}`

function factsOf(release: Release): string {
  return [
    release.summary,
    release.source?.name ?? '',
    ...release.tags,
    release.number ?? '',
    release.dateline ?? '',
  ].join(' \n ')
}

/** Brings a search index to what a catalogue holds. */
export class CatchUp {
  readonly #options: CatchUpOptions

  constructor(options: CatchUpOptions) {
    this.#options = options
  }

  /** Compares everything, and forgets what is no more. Resolves early when the search is closed. */
  async everything(catalogue: Catalogue): Promise<void> {
    const { known } = this.#options
    if (catalogue.releases.size > many) await pause(firstReaders, undefined, { ref: false })
    await known.readAll(this.#options.isClosed)
    await this.#forget(catalogue, known.keys())
    const all = [...catalogue.releases.values()].flatMap((versions) => Object.values(versions))
    await this.#write(all, this.#options.index.needsOrder())
  }

  /** The same for what may have changed. */
  async some(catalogue: Catalogue, slugs: ReadonlySet<string>): Promise<void> {
    if (slugs.size > manyChanged) {
      // The index lacks something from now on.
      this.#options.onLeft(slugs.size)
      await pause(firstReaders, undefined, { ref: false })
    }
    const keys = [...slugs].flatMap((slug) => [`en/${slug}`, `zh/${slug}`])
    await this.#forget(catalogue, keys)
    await this.#write([...slugs].flatMap((slug) => Object.values(catalogue.releases.get(slug) ?? {})))
  }

  async #forget({ releases }: Catalogue, keys: Iterable<string>): Promise<void> {
    const { index, isClosed } = this.#options
    const gone: string[] = []
    for (const key of keys) {
      const [locale, slug = ''] = key.split('/')
      if (!isLocale(locale) || releases.get(slug)?.[locale] === undefined) gone.push(key)
    }
    for (let at = 0; at < gone.length && !isClosed(); at += comparedAtOnce) {
      index.remove(gone.slice(at, at + comparedAtOnce))
      if (gone.length > comparedAtOnce) await turn()
    }
  }

  /** `isUnordered`: the thread has work even when nothing is missing. */
  async #write(releases: readonly Release[], isUnordered = false): Promise<void> {
    const { index, log, onLeft, isClosed } = this.#options
    const missing: Release[] = []
    for (const [at, release] of releases.entries()) {
      if (at % comparedAtOnce === comparedAtOnce - 1) await turn()
      if (isClosed()) return
      const kept = index.kept(keyOf(release))
      // What ends is no secret, and stays among the public words until its text changes.
      if (kept?.digest !== release.digest || (kept.waits && !this.#waits(release))) missing.push(release)
    }
    if (missing.length === 0 && !isUnordered) return
    onLeft(missing.length)
    const began = performance.now()
    if (isUnordered || missing.length > few) await this.#writeInThread(missing)
    else await this.#writeHere(missing)
    if (isClosed()) return
    const milliseconds = Math.round(performance.now() - began)
    log.info('search.indexed', { releases: missing.length, milliseconds })
  }

  #waits(release: Release): boolean {
    return visibility(release, this.#options.clock.now()).status !== 200
  }

  #wanted(release: Release): Wanted {
    const { digest, title, file } = release
    return { key: keyOf(release), digest, title, facts: factsOf(release), file, waits: this.#waits(release) }
  }

  /** Newest first, since that is what most look for. */
  async #writeInThread(missing: Release[]): Promise<void> {
    const { file, dataDir, contentDir, log, onLeft, isClosed, known } = this.#options
    missing.sort((a, b) => b.date - a.date)
    log.info('search.indexing', { releases: missing.length })
    const thread = openBuildThread({ file, contentDir, indexFile: indexFileIn(dataDir) })
    let told = performance.now()
    let isDone = false
    try {
      for (let at = 0; at < missing.length && !isClosed(); at += handedAtOnce) {
        this.#warn(await thread.write(missing.slice(at, at + handedAtOnce).map((release) => this.#wanted(release))))
        known.readSome()
        const left = Math.max(0, missing.length - at - handedAtOnce)
        onLeft(left)
        if (left === 0 || performance.now() - told < tellEvery) continue
        told = performance.now()
        log.info('search.indexing', { left, releases: missing.length })
      }
      isDone = !isClosed()
    } finally {
      await thread.end(isDone)
    }
  }

  async #writeHere(missing: readonly Release[]): Promise<void> {
    const { index, onLeft, isClosed } = this.#options
    for (let at = 0; at < missing.length && !isClosed(); at += writtenAtOnce) {
      onLeft(missing.length - at)
      const entries: IndexEntry[] = []
      for (const release of missing.slice(at, at + writtenAtOnce)) {
        // Reading a body takes milliseconds, and readers come first.
        await turn()
        if (isClosed()) return
        entries.push(...(await this.#read(release)))
      }
      index.put(entries)
    }
  }

  /** An entry, or none when the release's file is gone or another by now; the next change brings it again. */
  async #read(release: Release): Promise<IndexEntry[]> {
    const { file, ...rest } = this.#wanted(release)
    try {
      const { text } = await this.#options.body(release)
      return [{ ...rest, text }]
    } catch (error) {
      this.#warn([{ file, reason: errorMessage(error) }])
      return []
    }
  }

  #warn(unreadable: readonly Unreadable[]): void {
    for (const { file, reason } of unreadable) this.#options.log.warn('search.unreadable', { file, reason })
  }
}
