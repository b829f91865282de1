import type { Locale } from '#lib/i18n/locales.ts'
import type {
  Change,
  Contact,
  Download,
  Instant,
  PublicRelease,
  Release,
  ReleaseImage,
  Source,
  WaitingState,
  Withdrawal,
} from '../types.ts'

/** What an edition adds to a release. Most releases of an edition share one of a few. */
export interface Standing
  extends Pick<PublicRelease, 'state' | 'promoted' | 'waiting' | 'effectiveChanges' | 'translations'> {
  /** The release's own date when absent. */
  readonly updatedAt?: Instant
}

/** A release as readers see it: no copy, since an edition shows nearly all of a catalogue. */
export class ShownRelease implements Required<PublicRelease> {
  readonly release: Release
  readonly standing: Standing

  constructor(release: Release, standing: Standing) {
    this.release = release
    this.standing = standing
  }

  get state(): PublicRelease['state'] {
    return this.standing.state
  }

  get promoted(): boolean {
    return this.standing.promoted
  }

  get waiting(): WaitingState | undefined {
    return this.standing.waiting
  }

  get updatedAt(): Instant {
    return this.standing.updatedAt ?? this.release.date
  }

  get effectiveChanges(): readonly Change[] {
    return this.standing.effectiveChanges
  }

  get translations(): readonly Locale[] {
    return this.standing.translations
  }

  get slug(): string {
    return this.release.slug
  }

  get locale(): Locale {
    return this.release.locale
  }

  get file(): string {
    return this.release.file
  }

  get digest(): string {
    return this.release.digest
  }

  get date(): Instant {
    return this.release.date
  }

  get draft(): boolean {
    return this.release.draft
  }

  get embargo(): boolean {
    return this.release.embargo
  }

  get expires(): Instant | undefined {
    return this.release.expires
  }

  get changes(): readonly Change[] {
    return this.release.changes
  }

  get withdrawn(): Withdrawal | undefined {
    return this.release.withdrawn
  }

  get title(): string {
    return this.release.title
  }

  get source(): Source | undefined {
    return this.release.source
  }

  get summary(): string {
    return this.release.summary
  }

  get summaryGiven(): boolean {
    return this.release.summaryGiven
  }

  get category(): string | undefined {
    return this.release.category
  }

  get tags(): readonly string[] {
    return this.release.tags
  }

  get number(): string | undefined {
    return this.release.number
  }

  get dateline(): string | undefined {
    return this.release.dateline
  }

  get image(): ReleaseImage | undefined {
    return this.release.image
  }

  get pictures(): readonly string[] | undefined {
    return this.release.pictures
  }

  get downloads(): readonly Download[] {
    return this.release.downloads
  }

  get contacts(): readonly Contact[] {
    return this.release.contacts
  }

  get pinnedUntil(): Instant | undefined {
    return this.release.pinnedUntil
  }

  get aliases(): readonly string[] {
    return this.release.aliases
  }

  get legacyVisits(): number {
    return this.release.legacyVisits
  }

  get canonical(): string | undefined {
    return this.release.canonical
  }

  get follows(): string | undefined {
    return this.release.follows
  }

  get supersedes(): string | undefined {
    return this.release.supersedes
  }
}
