import type { Locale } from '#lib/i18n/locales.ts'
import type { Change, Contact, Download, Instant, Release, ReleaseImage, Source, Withdrawal } from '../types.ts'
import type { Details, Facts, RareFacts } from './facts.ts'

/** Gives the details of a version, whatever its file holds now. */
export interface DetailsReader {
  read(release: Release): Details
}

/** Where a release is, and what its details are read by. */
export interface KeptPlace {
  /** Of its folder, below the content folder. */
  readonly path: string
  readonly slug: string
  readonly details: DetailsReader
}

const none: readonly never[] = Object.freeze([])

const draftMark = 1
const embargoMark = 2
const imageMark = 4
const picturesMark = 8

const marksOf = ({ draft, embargo, image, pictures }: Facts) =>
  (draft ? draftMark : 0) + (embargo ? embargoMark : 0) + (image ? imageMark : 0) + (pictures ? picturesMark : 0)

/**
 * A release of which only what lists are made by is held: 100,000 releases are nearly 200,000 of these. The rest is read when it
 * is asked for. `Required` makes the compiler ask for each field that is new.
 */
export class KeptRelease implements Required<Release> {
  readonly slug: string
  readonly locale: Locale
  readonly date: Instant
  readonly category: string | undefined
  readonly tags: readonly string[]
  /** `digest` in two thirds of the room. */
  readonly packedDigest: string
  readonly #path: string
  readonly #marks: number
  readonly #rare: RareFacts | undefined
  readonly #details: DetailsReader

  constructor(facts: Facts, { path, slug, details }: KeptPlace) {
    this.slug = slug
    this.locale = facts.locale
    this.date = facts.date
    this.category = facts.category
    this.tags = facts.tags ?? none
    this.packedDigest = facts.digest
    this.#path = path
    this.#marks = marksOf(facts)
    this.#rare = facts.rare
    this.#details = details
  }

  get digest(): string {
    return Buffer.from(this.packedDigest, 'base64url').toString('hex')
  }

  get file(): string {
    return `${this.#path}/${this.locale}.md`
  }

  get draft(): boolean {
    return (this.#marks & draftMark) > 0
  }

  get embargo(): boolean {
    return (this.#marks & embargoMark) > 0
  }

  get expires(): Instant | undefined {
    return this.#rare?.expires
  }

  get changes(): readonly Change[] {
    return this.#rare?.changes ?? none
  }

  get withdrawn(): Withdrawal | undefined {
    return this.#rare?.withdrawn
  }

  get pinnedUntil(): Instant | undefined {
    return this.#rare?.pinnedUntil
  }

  get aliases(): readonly string[] {
    return this.#rare?.aliases ?? none
  }

  get legacyVisits(): number {
    return this.#rare?.legacyVisits ?? 0
  }

  get canonical(): string | undefined {
    return this.#rare?.canonical
  }

  get follows(): string | undefined {
    return this.#rare?.follows
  }

  get supersedes(): string | undefined {
    return this.#rare?.supersedes
  }

  get title(): string {
    return this.#details.read(this).title
  }

  get source(): Source | undefined {
    return this.#details.read(this).source
  }

  get summary(): string {
    return this.#details.read(this).summary
  }

  get summaryGiven(): boolean {
    return this.#details.read(this).summaryGiven
  }

  get number(): string | undefined {
    return this.#details.read(this).number
  }

  get dateline(): string | undefined {
    return this.#details.read(this).dateline
  }

  // Whether there are pictures is known without reading: sitemaps ask that of all releases.
  get image(): ReleaseImage | undefined {
    return (this.#marks & imageMark) > 0 ? this.#details.read(this).image : undefined
  }

  get pictures(): readonly string[] | undefined {
    return (this.#marks & picturesMark) > 0 ? this.#details.read(this).pictures : undefined
  }

  get downloads(): readonly Download[] {
    return this.#details.read(this).downloads
  }

  get contacts(): readonly Contact[] {
    return this.#details.read(this).contacts
  }
}
