import { z } from 'zod'
import type { HeaderNode, SplitFile } from './front-matter.ts'
import { type WrittenTime, writtenInstant } from './header/dates.ts'
import {
  aliasPath,
  anyWords,
  count,
  emailAddress,
  fileName,
  flag,
  moment,
  releaseName,
  textLimits,
  webAddress,
  words,
} from './header/field-types.ts'
import { placeOfField } from './header/locate.ts'
import { readPlainFields } from './header/plain-fields.ts'
import { readFields, type SupposedFields, supposeFields } from './header/read-fields.ts'
import { pageRules, releaseRules } from './header/rules.ts'
import { compareProblems, type Place, type Problem } from './problem.ts'
import type { Change, Download, Instant, Release, ReleaseImage, Site } from './types.ts'

const contactSchema = z.strictObject({
  name: words(120),
  role: words(120).exactOptional(),
  phone: words(40).exactOptional(),
  email: emailAddress.exactOptional(),
})

const sourceSchema = z.union([
  words(textLimits.source).transform((name) => ({ name })),
  z.strictObject({ name: words(textLimits.source), url: webAddress.exactOptional() }),
])

const imageSchema = z.strictObject({
  src: fileName.meta({ 'x-kind': 'picture' }),
  alt: anyWords(500).describe('What the picture shows, for those who cannot see it; "" for decoration'),
  caption: words(500).exactOptional(),
  credit: words(200).exactOptional(),
})

const changeSchema = z.strictObject({
  date: moment,
  kind: z.enum(['correction', 'update']),
  note: words(1000),
})

const withdrawalSchema = z.strictObject({
  date: moment,
  kind: z.enum(['withdrawn', 'error', 'replaced']),
  reason: words(1000).exactOptional(),
  replacement: releaseName.exactOptional().describe('Slug or address of the release that replaces this one'),
})

/** The header of a release: input as YAML gives it with every scalar a string, output with times not yet in a zone. */
export const releaseHeaderSchema = z.strictObject({
  title: words(textLimits.title),
  date: moment.describe('The instant of publication: 2026-11-21 09:30:00, in the time zone of the site'),
  source: sourceSchema.exactOptional().describe('The body that issues the release'),
  summary: words(textLimits.summary).exactOptional().describe('Standfirst and description, up to 300 characters'),
  category: words(textLimits.category).exactOptional().describe('A key of categories.yaml'),
  tags: z.array(words(textLimits.tag)).default([]),
  number: words(textLimits.number).exactOptional().describe('The number of the release: 2026-118'),
  dateline: words(textLimits.dateline).exactOptional().describe('The place that opens the text'),
  image: imageSchema.exactOptional(),
  downloads: z.array(z.strictObject({ file: fileName, title: words(200) })).default([]),
  contacts: z.array(contactSchema).default([]),
  draft: flag.default(false).describe('true: never public'),
  embargo: flag.default(false).describe('true: until the date, a preview shows the embargo notice'),
  expires: moment.exactOptional(),
  pinnedUntil: moment.exactOptional(),
  changes: z.array(changeSchema).default([]),
  withdrawn: withdrawalSchema.exactOptional(),
  follows: releaseName.exactOptional().describe('Slug or address of the release whose story this one continues'),
  supersedes: releaseName.exactOptional().describe('Slug or address of the release whose place this one takes'),
  aliases: z.array(aliasPath).default([]),
  legacyVisits: count.default(0),
  canonical: webAddress.exactOptional(),
})

/** The header of a page in `content/pages/`. */
const pageHeaderSchema = z.strictObject({
  title: words(200),
  summary: words(2000).exactOptional(),
  updated: moment.exactOptional(),
})

type Optional =
  | 'source'
  | 'summary'
  | 'category'
  | 'number'
  | 'dateline'
  | 'expires'
  | 'pinnedUntil'
  | 'withdrawn'
  | 'canonical'
  | 'follows'
  | 'supersedes'
type Always = 'title' | 'date' | 'tags' | 'contacts' | 'draft' | 'embargo' | 'changes' | 'aliases' | 'legacyVisits'

/** A release's header, checked and typed, before its files and its body are looked at. */
export interface ReleaseHeader extends Pick<Release, Always>, Partial<Pick<Release, Optional>> {
  readonly image?: Omit<ReleaseImage, 'width' | 'height' | 'size'>
  readonly downloads: readonly Pick<Download, 'file' | 'title'>[]
}

/** A page's header, checked and typed. */
export interface PageHeader {
  readonly title: string
  readonly summary?: string
  readonly updated?: Instant
}

export interface Parsed<Header> {
  /** Absent when anything is an error, be it in `problems` or among those of the split. */
  readonly header?: Header
  /** What is wrong with the fields and values; what `splitFile` found is not repeated. */
  readonly problems: readonly Problem[]
  /** In place of a header with errors, where its lines can be read. */
  readonly supposed?: SupposedFields<Header>
  /** Where a field's value is, `changes.0.date`; where it would belong when it is not there. */
  place(field: string): Place
}
export type ParsedHeader = Parsed<ReleaseHeader>
export type ParsedPageHeader = Parsed<PageHeader>

type HeaderSite = Pick<Site, 'timeZone' | 'categories'>

const hasError = (problems: readonly Problem[]) => problems.some(({ severity }) => severity === 'error')

/** A release's header as the schema gives it, with times not yet in a zone. */
export type ReleaseFields = z.output<typeof releaseHeaderSchema>

function withInstants(fields: ReleaseFields, timeZone: string): ReleaseHeader {
  const instant = (written: WrittenTime) => writtenInstant(written, timeZone)
  const { date, expires, pinnedUntil, changes, withdrawn, ...rest } = fields
  return {
    ...rest,
    date: instant(date),
    changes: changes.map((change): Change => ({ ...change, date: instant(change.date) })),
    ...(expires === undefined ? {} : { expires: instant(expires) }),
    ...(pinnedUntil === undefined ? {} : { pinnedUntil: instant(pinnedUntil) }),
    ...(withdrawn === undefined ? {} : { withdrawn: { ...withdrawn, date: instant(withdrawn.date) } }),
  }
}

function unread<Header>(split: SplitFile): Parsed<Header> {
  return { problems: [], place: () => ({ file: split.file, line: 1, column: 1 }) }
}

/** What stands in for the two fields of a release that cannot be left out. */
export interface Substitutes {
  readonly title: string
  /** As an editor would write it. */
  readonly date: string
}

function supposeHeader(
  header: HeaderNode,
  { timeZone }: HeaderSite,
  substitutes: Substitutes,
): SupposedFields<ReleaseHeader> {
  const { fields, doubtful } = supposeFields(header, releaseHeaderSchema, (field, item) => {
    if (field === 'title') return substitutes.title
    if (field === 'date') return substitutes.date
    // Nobody else can have the same, and no other item of the list moves from its place.
    if (field === 'aliases' && item !== undefined) return `/?${encodeURIComponent(header.file)}.${item}`
    return field === 'tags' && item !== undefined ? '-' : undefined
  })
  return { fields: withInstants(fields, timeZone), doubtful }
}

/**
 * Reads the header of a release: all its mistakes at once. Times without an offset are in the zone of `site`. With
 * `substitutes`, what a header with errors can be supposed to say is told too.
 */
export function parseHeader(split: SplitFile, site: HeaderSite, substitutes?: Substitutes): ParsedHeader {
  const { header } = split
  if (header === undefined) return unread(split)
  const plain = readPlainFields(header.root)
  const read = plain === undefined ? readFields(header, releaseHeaderSchema) : { fields: plain, problems: [] }
  const problems = [...read.problems, ...releaseRules(header, site)].sort(compareProblems)
  const place = (field: string) => placeOfField(header, field)
  if (read.fields === undefined || hasError(problems) || hasError(split.problems)) {
    const isReadable = substitutes !== undefined && header.unreadable.size === 0
    return { problems, place, ...(isReadable && { supposed: supposeHeader(header, site, substitutes) }) }
  }
  return { header: withInstants(read.fields, site.timeZone), problems, place }
}

/** Reads the header of a page in `content/pages/`. */
export function parsePageHeader(split: SplitFile, site: HeaderSite): ParsedPageHeader {
  const { header } = split
  if (header === undefined) return unread(split)
  const read = readFields(header, pageHeaderSchema)
  const problems = [...read.problems, ...pageRules(header, site)].sort(compareProblems)
  const place = (field: string) => placeOfField(header, field)
  if (read.fields === undefined || hasError(problems) || hasError(split.problems)) return { problems, place }
  const { updated, ...fields } = read.fields
  const instant = updated === undefined ? {} : { updated: writtenInstant(updated, site.timeZone) }
  return { header: { ...fields, ...instant }, problems, place }
}
