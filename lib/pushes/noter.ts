import { setImmediate as turn } from 'node:timers/promises'
import { differingKeys } from '#lib/content/change/layered-map.ts'
import type { Edition, PublicRelease, Release, ReleaseBody } from '#lib/content/types.ts'
import { errorMessage } from '#lib/errors.ts'
import { isLocale, type Locale, locales } from '#lib/i18n/locales.ts'
import type { Log } from '#lib/log.ts'
import { announced, buildChange, pushesOf } from './changes.ts'
import { isAsKnown, knownOf, textOf } from './known.ts'
import type { Note, Outbox } from './outbox.ts'
import type { PushTarget } from './push.ts'

/** `locale/slug` */
type Key = string

const keyOf = (locale: Locale, slug: string): Key => `${locale}/${slug}`

/** Looks at releases between two turns of the event loop. */
const batchSize = 200

/** The keys of everything in `edition` that is another object in `before`, and of what is no more. */
export function changedKeys(before: Edition, edition: Edition): Set<Key> {
  const keysIn = (locale: Locale) =>
    [...differingKeys(before.locales[locale].bySlug, edition.locales[locale].bySlug)].map((slug) => keyOf(locale, slug))
  return new Set(locales.flatMap(keysIn))
}

/** The keys of everything public, and of everything that was when it was last looked at. */
export function allKeys(outbox: Pick<Outbox, 'knownKeys'>, edition: Edition): Set<Key> {
  const keys = new Set(outbox.knownKeys())
  for (const locale of locales) for (const slug of edition.locales[locale].bySlug.keys()) keys.add(keyOf(locale, slug))
  return keys
}

export interface NoterOptions {
  readonly outbox: Pick<Outbox, 'known' | 'knownKeys' | 'note' | 'unread' | 'isComplete' | 'complete'>
  readonly body: (release: Release) => Promise<ReleaseBody>
  readonly targets: ReadonlySet<PushTarget>
  readonly log: Log
  readonly isClosed: () => boolean
}

/** Keeps what the outbox knows equal to what is public, and puts down whom to tell what has changed. */
export class Noter {
  readonly #options: NoterOptions

  constructor(options: NoterOptions) {
    this.#options = options
  }

  /**
   * Looks at `keys` in `edition`; pushes are put down as made at `now` and due at `due`. At the very first look at a site
   * everything is remembered and nothing told. False when it was closed on the way.
   */
  async look(
    keys: Iterable<Key>,
    edition: Edition,
    times: { readonly now: number; readonly due: number },
  ): Promise<boolean> {
    const { outbox, isClosed } = this.#options
    const isFirst = !outbox.isComplete
    let notes: Note[] = []
    let looked = 0
    for (const key of keys) {
      const note = await this.#noteOf(key, edition, isFirst)
      if (note !== undefined) notes.push(note)
      looked += 1
      if (looked % batchSize > 0) continue
      outbox.note(notes, times)
      notes = []
      await turn()
      if (isClosed()) return false
    }
    outbox.note(notes, times)
    if (isFirst) outbox.complete()
    return true
  }

  async #noteOf(key: Key, edition: Edition, isFirst: boolean): Promise<Note | undefined> {
    const slash = key.indexOf('/')
    const [locale, slug] = [key.slice(0, slash), key.slice(slash + 1)]
    if (!isLocale(locale)) return undefined
    const { outbox, targets } = this.#options
    const before = outbox.known(locale, slug)
    const release = announced(edition, locale, slug)
    if (release === undefined && before === undefined) return undefined
    if (release !== undefined && isAsKnown(before, release)) return undefined
    const known = release && knownOf(release, isFirst ? undefined : await this.#text(release))
    const after = release && known && { release, known }
    const change = isFirst ? undefined : buildChange(edition, before, after)
    const pushes = change === undefined ? { made: [], void: [] } : pushesOf(change, targets)
    return { locale, slug, known, ...pushes }
  }

  /** A release whose text cannot be read now has changed as far as anybody can tell. */
  async #text(release: PublicRelease): Promise<string> {
    try {
      return textOf(release, await this.#options.body(release))
    } catch (error) {
      this.#options.log.warn('pushes.unreadable', { file: release.file, reason: errorMessage(error) })
      return `unread ${release.digest}`
    }
  }

  /**
   * Looks at the texts of some releases that were remembered without, so that a later change of files alone, as by a new
   * clone, is not taken for news. False when there was nothing left to look at.
   */
  async readSome(edition: Edition, limit: number): Promise<boolean> {
    const { outbox } = this.#options
    const unread = outbox.unread(limit)
    const notes: Note[] = []
    for (const known of unread) {
      await turn()
      const release = announced(edition, known.locale, known.slug)
      // What has changed or gone since is for the next look to say.
      const text =
        release !== undefined && isAsKnown(known, release) ? await this.#text(release) : `unread ${known.mark}`
      notes.push({ ...known, known: { ...known, text }, made: [], void: [] })
    }
    if (notes.length > 0) outbox.note(notes, { now: edition.at, due: edition.at })
    return unread.length > 0
  }
}
