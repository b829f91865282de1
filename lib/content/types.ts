import type { Locale } from '#lib/i18n/locales.ts'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

export interface Source {
  readonly name: string
  readonly url?: string
}

export interface ReleaseImage {
  /** File name inside the release's folder. */
  readonly src: string
  /** Empty for decoration. */
  readonly alt: string
  readonly caption?: string
  readonly credit?: string
  /** Pixels, read from the file, after EXIF orientation. */
  readonly width: number
  readonly height: number
  /** Bytes of the file, where they are known. */
  readonly size?: number
}

export interface Download {
  /** File name inside the release's folder. */
  readonly file: string
  readonly title: string
  /** Bytes. */
  readonly size: number
  /** Pixels, for pictures only. */
  readonly width?: number
  readonly height?: number
}

export interface Contact {
  readonly name: string
  readonly role?: string
  readonly phone?: string
  readonly email?: string
}

export interface Change {
  readonly date: Instant
  readonly kind: 'correction' | 'update'
  readonly note: string
}

export interface Withdrawal {
  readonly date: Instant
  readonly kind: 'withdrawn' | 'error' | 'replaced'
  readonly reason?: string
  /** Slug of the release that replaces it; always there when `kind` is `replaced`. */
  readonly replacement?: string
}

/** What decides whether anybody may see a release: the input of `visibility`. */
export interface PublicationFacts {
  readonly date: Instant
  readonly draft: boolean
  readonly embargo: boolean
  readonly expires?: Instant | undefined
  readonly changes: readonly Change[]
  readonly withdrawn?: Withdrawal | undefined
}

/** One language version of a release: its header, checked and typed, without the body. */
export interface Release extends PublicationFacts {
  readonly slug: string
  readonly locale: Locale
  /** Path of the Markdown file below the content folder, with `/`. */
  readonly file: string
  /** SHA-256 of the file's bytes and of the names, sizes and times of the folder's assets; hexadecimal. */
  readonly digest: string
  readonly title: string
  readonly source?: Source | undefined
  /** The header's, or the body's first paragraph cut at a sentence; plain text. Empty when there is neither. */
  readonly summary: string
  /** Whether the header gave the summary. A derived one repeats the body, so the release's own page leaves it out. */
  readonly summaryGiven: boolean
  readonly category?: string | undefined
  /** As the editor wrote them, each once. Compare by `tagKey`. */
  readonly tags: readonly string[]
  readonly number?: string | undefined
  readonly dateline?: string | undefined
  readonly image?: ReleaseImage | undefined
  /** File names of the pictures in its text, each once; absent when there are none. */
  readonly pictures?: readonly string[] | undefined
  readonly downloads: readonly Download[]
  readonly contacts: readonly Contact[]
  readonly pinnedUntil?: Instant | undefined
  /** Paths on this site, with or without a query, each beginning with `/`. */
  readonly aliases: readonly string[]
  readonly legacyVisits: number
  readonly canonical?: string | undefined
  /** Slug of the release whose story this one continues. */
  readonly follows?: string | undefined
  /** Slug of the release whose place this one takes; both stay readable. */
  readonly supersedes?: string | undefined
}

/** An address in a body's Markdown that leads to this site, from `start` until before `end` of that text. */
export interface SiteAddress {
  readonly start: number
  readonly end: number
  /** With query and fragment. */
  readonly path: string
  /** Whether it is a file that lies beside the text. */
  readonly isFile: boolean
}

/** The rendered body of one language version. */
export interface ReleaseBody {
  /** Sanitised HTML; headings begin at `h2`; picture addresses are site paths. */
  readonly html: string
  /** The words alone, paragraphs parted by a blank line. */
  readonly text: string
  /** As the editor wrote it, without the header and without comments. */
  readonly markdown: string
  /** What in `markdown` leads to this site, in its order; absent when nothing does. */
  readonly addresses?: readonly SiteAddress[]
  readonly headings: readonly { readonly id: string; readonly level: 2 | 3 | 4 | 5 | 6; readonly text: string }[]
  readonly images: readonly ReleaseImage[]
  /** Whole minutes, at least 1: 220 Latin words or 400 Han characters a minute. */
  readonly readingMinutes: number
}

/** A page of `content/pages/`, such as About; one language version. */
export interface SitePage {
  readonly name: string
  readonly locale: Locale
  readonly file: string
  readonly digest: string
  readonly title: string
  readonly summary: string
  readonly updated?: Instant
}

export type PerLocale<T> = Readonly<Record<Locale, T>>

export interface Category {
  readonly key: string
  readonly label: PerLocale<string>
  /** One sentence under the title of the category's page. */
  readonly description?: PerLocale<string>
}

/** `content/site.yaml` and `content/categories.yaml`, checked. */
export interface Site {
  readonly name: PerLocale<string>
  readonly tagline: PerLocale<string>
  /** Stands beside the name, in icons and on share images. */
  readonly mark: Mark
  /** IANA name. */
  readonly timeZone: string
  readonly defaultLocale: Locale
  readonly profile: 'corporate' | 'government'
  /** The code that an authority gave a government site (政府网站标识码). */
  readonly siteIdCode?: string
  readonly footer: SiteFooter
  readonly contacts: readonly SiteContact[]
  /** The "About …" under each release; plain text. */
  readonly boilerplate?: PerLocale<string>
  readonly pageSize: number
  readonly social: readonly { readonly name: string; readonly url: string }[]
  readonly verification: Readonly<Partial<Record<'google' | 'bing' | 'baidu' | 'sogou' | '360', string>>>
  readonly aiAgents: Readonly<Record<'search' | 'training', 'allow' | 'deny'>>
  /** In the order of the file. */
  readonly categories: readonly Category[]
}

/** Path data of SVG in a square of 32 units, drawn in the accent colour. */
export interface Mark {
  readonly solid: string
  /** Drawn fainter. */
  readonly faint?: string
}

export interface SiteFooter {
  readonly approvedBy?: PerLocale<string>
  /** As people write it, `+86-531-89013333`. */
  readonly telephone?: string
  readonly supportedBy?: PerLocale<string>
  readonly icp?: { readonly text: PerLocale<string>; readonly url: string }
  readonly publicSecurity?: { readonly text: PerLocale<string>; readonly url: string }
  readonly address?: PerLocale<string>
}

export interface SiteContact {
  readonly name: PerLocale<string>
  readonly role?: PerLocale<string>
  readonly phone?: string
  readonly email?: string
}

/** Everything the content folder holds, public or not. Immutable, and swapped whole. */
export interface Catalogue {
  readonly site: Site
  /** Every language version by slug, then locale. */
  readonly releases: ReadonlyMap<string, Partial<PerLocale<Release>>>
  readonly pages: ReadonlyMap<string, Partial<PerLocale<SitePage>>>
  /** Alias in the spelling of `aliasKey` → where it leads. */
  readonly aliases: ReadonlyMap<string, { readonly slug: string; readonly locale: Locale }>
}

export type ReleaseState =
  | 'draft'
  | 'scheduled'
  | 'embargoed'
  | 'published'
  | 'corrected'
  | 'withdrawn'
  | 'gone'
  | 'redirected'
  | 'expired'

/** The states of a release that is still to be published. */
export type WaitingState = Extract<ReleaseState, 'draft' | 'scheduled' | 'embargoed'>

/** What `visibility` decides about one release at one instant. */
export interface Visibility {
  readonly state: ReleaseState
  /** What the release's own address answers. With 200 it is in lists, archive, search and counts too. */
  readonly status: 200 | 301 | 404 | 410
  /** Whether feeds, news sitemap, lead, related and most read hold it: readable and not withdrawn. */
  readonly promoted: boolean
  /** The next instant at which this answer may change; `Infinity` when never. */
  readonly until: Instant
}

/** A release that readers may see now. The only form in which a release reaches a public surface. */
export interface PublicRelease extends Release {
  readonly state: 'published' | 'corrected' | 'withdrawn'
  readonly promoted: boolean
  /** What it waits for, on the machine of an editor, who sees it in lists; never in production. */
  readonly waiting?: WaitingState | undefined
  /** The newest change, or withdrawal, that has taken effect; the date of publication when there is none. */
  readonly updatedAt: Instant
  /** The changes that have taken effect, newest first. */
  readonly effectiveChanges: readonly Change[]
  /** Locales in which this release may be read now, itself included, in the order of `locales`. */
  readonly translations: readonly Locale[]
}

/** Where an address of a release leads when it is not readable. */
export type Unavailable =
  | { readonly status: 301; readonly to: string }
  | { readonly status: 410; readonly release: Release; readonly state: 'gone' | 'expired' }
  /** Unknown, a draft, or not yet public: the answer does not tell which. */
  | { readonly status: 404; readonly otherLocales: readonly Locale[] }

export interface MonthEntry {
  /** 1 to 12. */
  readonly month: number
  readonly releases: readonly PublicRelease[]
}

export interface YearEntry {
  readonly year: number
  readonly count: number
  /** Months that have releases, newest first. */
  readonly months: readonly MonthEntry[]
}

export interface TagEntry {
  readonly key: string
  /** The spelling used most among the tag's newest releases. */
  readonly name: string
  readonly releases: readonly PublicRelease[]
}

/** What is public in one language; lists are newest first, by date, then slug. */
export interface LocaleEdition {
  readonly locale: Locale
  readonly releases: readonly PublicRelease[]
  /** Readable releases by slug; in no order. */
  readonly bySlug: ReadonlyMap<string, PublicRelease>
  /** Only categories with releases, by key. */
  readonly byCategory: ReadonlyMap<string, readonly PublicRelease[]>
  /** Sorted by key. */
  readonly byTag: ReadonlyMap<string, TagEntry>
  /** Newest first. */
  readonly years: readonly YearEntry[]
  /** The pinned release, else the newest promoted one. */
  readonly lead: PublicRelease | undefined
}

/**
 * What is public from `at` until just before `until`: the catalogue seen through `visibility`, sorted and indexed once,
 * so that no request sorts or filters. Every public surface reads an edition and never the catalogue.
 */
export interface Edition {
  readonly at: Instant
  readonly until: Instant
  /** Slugs with something still to come, and its instant: publication, change, withdrawal, expiry, end of a pin. */
  readonly boundaries: ReadonlyMap<string, Instant>
  readonly catalogue: Catalogue
  readonly site: Site
  readonly locales: PerLocale<LocaleEdition>
}
