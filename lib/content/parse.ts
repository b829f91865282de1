import { createHash } from 'node:crypto'
import { isLocale, type Locale, locales } from '#lib/i18n/locales.ts'
import { isSlug, sitePagePaths, tagKey } from '#lib/urls.ts'
import { readNamedFiles, resolveFiles } from './files/named-files.ts'
import { type SplitFile, splitFile } from './front-matter.ts'
import type { SupposedFields } from './header/read-fields.ts'
import { nearest } from './header/spelling.ts'
import { inspectBriefly } from './markdown/skim.ts'
import { type BodyFacts, type BodyLink, inspectBody, noFacts } from './markdown.ts'
import { compareProblems, type Problem, problem } from './problem.ts'
import { parseHeader, parsePageHeader, type ReleaseHeader } from './schema.ts'
import type { Document, ReleaseFolder } from './source.ts'
import type { Release, Site, SitePage } from './types.ts'

/** What a language version with errors would be if they were mended. */
export interface SupposedRelease {
  readonly release: Release
  /** Fields of the header that a mistake is in: the release has nothing there, or something that stands in for it. */
  readonly doubtful: readonly string[]
}

/** A release's folder, understood. */
export interface ParsedFolder {
  readonly path: string
  readonly year: string
  readonly slug: string
  /** The language versions without an error; of the others the caller keeps the last good ones. */
  readonly releases: readonly Release[]
  /** The language versions with errors, where their headers can be read; absent when there are none. For checks only. */
  readonly supposed?: readonly SupposedRelease[]
  /** Of every file of the folder, in report order. */
  readonly problems: readonly Problem[]
  readonly links: readonly BodyLink[]
  /** Present when only headers were read where that told enough: problems and links of bodies are not known yet. */
  readonly skimmed?: true
}

/** How much is read of a text: its header, and of its body what lists need; or all. */
export type Depth = 'header' | 'whole'

/** A folder of `content/pages/`, understood. */
export interface ParsedPage {
  readonly path: string
  readonly name: string
  readonly pages: readonly SitePage[]
  readonly problems: readonly Problem[]
  readonly links: readonly BodyLink[]
}

type Settings = Pick<Site, 'timeZone' | 'categories'>

const hasError = (problems: readonly Problem[]) => problems.some(({ severity }) => severity === 'error')

const guesses = new Map<string, Locale>([
  ['english', 'en'],
  ['eng', 'en'],
  ['cn', 'zh'],
  ['chinese', 'zh'],
  ['中文', 'zh'],
  ['英文', 'en'],
])

/** What is wrong with a text whose name is no language of the site: `EN.md`, `zh-CN.md`, `cn.md`, `release.md`. */
function wrongName(name: string, { file }: Document): Problem {
  const stem = name.replace(/\.(?:md|markdown)$/i, '').toLowerCase()
  const language = locales.find((locale) => locale === stem.split(/[-_.]/)[0]) ?? guesses.get(stem)
  const expected = language === undefined ? locales.map((locale) => `${locale}.md`).join(' / ') : `${language}.md`
  return problem('file/not-a-language', { file, line: 1, column: 1 }, { name, expected })
}

/** Whether nobody can tell where the body of a file begins. */
const isUnread = ({ header, body }: SplitFile) => header === undefined && body === ''

const localeOf = (name: string): Locale | undefined => {
  const stem = /^([a-z]+)\.md$/.exec(name)?.[1]
  return isLocale(stem) ? stem : undefined
}

/** The folder's texts by language, and what is wrong with the names of others. */
function sortDocuments(folder: ReleaseFolder) {
  const texts: { readonly locale: Locale; readonly document: Document }[] = []
  const problems: Problem[] = []
  for (const [name, document] of folder.documents) {
    const locale = localeOf(name)
    if (locale === undefined) problems.push(wrongName(name, document))
    else texts.push({ locale, document })
  }
  if (folder.documents.size === 0 && folder.assets.size > 0 && folder.problems.length === 0) {
    const expected = locales.map((locale) => `${locale}.md`).join(' / ')
    problems.push(problem('file/no-text', { file: folder.path, line: 1, column: 1 }, { expected }))
  }
  return { texts, problems }
}

/** SHA-256 of a text and of the facts of what lies beside it; hexadecimal. */
export function digestOf(bytes: Uint8Array, assets: ReleaseFolder['assets']): string {
  const hash = createHash('sha256').update(bytes)
  for (const [name, { size, modified, width, height }] of [...assets].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`\0${name}\0${size}\0${modified}\0${width}\0${height}`)
  return hash.digest('hex')
}

const mayBeEmpty = ({ draft, withdrawn }: ReleaseHeader) =>
  draft || (withdrawn !== undefined && withdrawn.kind !== 'withdrawn')

function emptyBody(split: SplitFile): Problem {
  return problem('body/empty', { file: split.file, line: Math.max(1, split.bodyStart.line - 1), column: 1, length: 3 })
}

/** Tags without those that are an earlier one in other capitals or widths. */
function eachOnce(tags: readonly string[]): readonly string[] {
  const keys = tags.map(tagKey)
  return tags.filter((_, place) => keys.indexOf(keys[place] ?? '') === place)
}

interface ParsedText {
  readonly release?: Release
  readonly supposed?: SupposedRelease
  readonly problems: readonly Problem[]
  readonly links: readonly BodyLink[]
  /** Names of files it uses; `undefined` when it could not be read. */
  readonly used: readonly string[] | undefined
  readonly skimmed: boolean
}

interface TextReading {
  readonly site: Settings
  readonly depth: Depth
}

/** What is known of one text: what its header says or is supposed to say, its files, and its body. */
interface TextParts {
  readonly folder: ReleaseFolder
  readonly locale: Locale
  readonly file: string
  readonly digest: string
  readonly files: Pick<ReturnType<typeof resolveFiles>, 'image' | 'downloads'>
  readonly facts: Pick<BodyFacts, 'summary' | 'pictures'>
}

function buildRelease(header: ReleaseHeader, { folder, locale, file, digest, files, facts }: TextParts): Release {
  const { image: _named, ...fields } = header
  const pictures = [...facts.pictures].filter((name) => folder.assets.get(name)?.width !== undefined)
  return {
    ...fields,
    tags: eachOnce(header.tags),
    slug: folder.slug,
    locale,
    file,
    digest,
    summary: header.summary ?? facts.summary,
    summaryGiven: header.summary !== undefined,
    ...(files.image === undefined ? {} : { image: files.image }),
    ...(pictures.length === 0 ? {} : { pictures }),
    downloads: files.downloads,
  }
}

/** Files that the header of a text mentions anywhere; a field with a mistake may still be about one. */
const mentionedFiles = ({ text, bodyStart }: SplitFile, { assets }: ReleaseFolder) => {
  const header = text.slice(0, bodyStart.offset).normalize('NFC')
  return [...assets.keys()].filter((name) => header.includes(name))
}

/** Where the body begins is a guess when the header has no proper end. */
const hasNoEnd = ({ code }: Problem) => code === 'header/no-closing' || code === 'header/bad-fence'

/** Whether a release of this header has to say something, as far as the header can be read. */
const mustHaveText = ({ fields, doubtful }: SupposedFields<ReleaseHeader>) =>
  !mayBeEmpty(fields) && !doubtful.includes('draft') && !doubtful.includes('withdrawn')

/** What stands in for title and date of a release whose header has none that can be read. */
const substitutesFor = ({ slug, year }: ReleaseFolder) => ({
  title: isSlug(slug) ? slug : '–',
  date: /^(?:19|20)\d\d$/.test(year) ? `${year}-01-01` : '2000-01-01',
})

function parseText(folder: ReleaseFolder, locale: Locale, document: Document, reading: TextReading): ParsedText {
  const { slug, assets } = folder
  const { file, bytes } = document
  const digest = digestOf(bytes, assets)
  const split = splitFile(file, bytes)
  const { header, supposed, place, ...inHeader } = parseHeader(split, reading.site, substitutesFor(folder))
  const options = { file, slug, locale, assets, bodyStart: split.bodyStart }
  const isBrief = reading.depth === 'header' && header !== undefined
  const inspect = () =>
    isBrief ? inspectBriefly(split.body, options, header.summary) : inspectBody(split.body, options)
  const facts = isUnread(split) ? noFacts : inspect()
  const skimmed = facts.skimmed === true
  const problems = [...split.problems, ...inHeader.problems, ...facts.problems]
  const { links } = facts
  if (split.header === undefined) return { problems, links, used: undefined, skimmed }
  const { unreadable } = split.header
  const files = resolveFiles(header ?? readNamedFiles(split.header), assets, place)
  problems.push(...files.problems.filter(({ line }) => !unreadable.has(line)))
  const known = header === undefined ? supposed : { fields: header, doubtful: [] }
  if (facts.empty && known !== undefined && mustHaveText(known) && !split.problems.some(hasNoEnd))
    problems.push(emptyBody(split))
  const mentioned = header === undefined ? mentionedFiles(split, folder) : []
  const isUnsure = skimmed || facts.unread || unreadable.size > 0
  const used = isUnsure ? undefined : [...files.used, ...facts.files, ...mentioned]
  const found = { problems, links, used, skimmed }
  if (known === undefined) return found
  const release = buildRelease(known.fields, { folder, locale, file, digest, files, facts })
  if (header !== undefined && !hasError(problems)) return { release, ...found }
  return { supposed: { release, doubtful: known.doubtful }, ...found }
}

/** A warning for each file that no text uses; none when a text could not be read, since it may use them. */
function unusedFiles(folder: ReleaseFolder, texts: readonly ParsedText[]): Problem[] {
  const used = new Set<string>()
  for (const text of texts) {
    if (text.used === undefined) return []
    for (const name of text.used) used.add(name)
  }
  if (texts.length === 0) return []
  return [...folder.assets]
    .filter(([name]) => !used.has(name))
    .map(([name, asset]) =>
      problem('file/unused', { file: `${folder.path}/${asset.name}`, line: 1, column: 1 }, { name }),
    )
}

/** The releases in a folder and everything that is wrong with it, as far as `depth` tells. Pure. */
export function parseFolder(folder: ReleaseFolder, site: Settings, depth: Depth = 'whole'): ParsedFolder {
  const { path, year, slug } = folder
  const sorted = sortDocuments(folder)
  const reading = { site, depth }
  const texts = sorted.texts.map(({ locale, document }) => parseText(folder, locale, document, reading))
  const problems = [...folder.problems, ...sorted.problems, ...texts.flatMap((text) => text.problems)]
  if (!hasError(folder.problems)) problems.push(...unusedFiles(folder, texts))
  const releases = texts.flatMap(({ release }) => (release === undefined ? [] : [release]))
  const supposed = texts.flatMap((text) => (text.supposed === undefined ? [] : [text.supposed]))
  return {
    path,
    year,
    slug,
    releases,
    problems: problems.sort(compareProblems),
    links: texts.flatMap(({ links }) => links),
    ...(supposed.length === 0 ? {} : { supposed }),
    ...(texts.some(({ skimmed }) => skimmed) ? { skimmed: true } : {}),
  }
}

function parsePageText(folder: ReleaseFolder, locale: Locale, { file, bytes }: Document, site: Settings) {
  const split = splitFile(file, bytes)
  const { header, problems: inHeader } = parsePageHeader(split, site)
  const { body, bodyStart } = split
  const facts = isUnread(split) ? noFacts : inspectBody(body, { file, locale, assets: folder.assets, bodyStart })
  const problems = [...split.problems, ...inHeader, ...facts.problems]
  if (header === undefined || hasError(problems)) return { problems, links: facts.links }
  const digest = digestOf(bytes, folder.assets)
  const page: SitePage = {
    ...header,
    name: folder.slug,
    locale,
    file,
    digest,
    summary: header.summary ?? facts.summary,
  }
  return { page, problems, links: facts.links }
}

/** A page's language versions and everything that is wrong with its folder. Pure. */
export function parsePage(folder: ReleaseFolder, site: Settings): ParsedPage {
  const { path, slug: name } = folder
  const sorted = sortDocuments(folder)
  const texts = sorted.texts.map(({ locale, document }) => parsePageText(folder, locale, document, site))
  const problems = [...folder.problems, ...sorted.problems, ...texts.flatMap((text) => text.problems)]
  const names = Object.keys(sitePagePaths)
  const known = names.includes(name)
  if (!known && folder.problems.length === 0) {
    const near = nearest(name, names)
    const values = { name, names: names.join(', '), ...(near === undefined ? {} : { nearest: near }) }
    problems.push(problem('file/unknown-page', { file: path, line: 1, column: 1 }, values))
  }
  const pages = known ? texts.flatMap(({ page }) => (page === undefined ? [] : [page])) : []
  return { path, name, pages, problems: problems.sort(compareProblems), links: texts.flatMap(({ links }) => links) }
}
