import remarkHtml from 'remark-html'
import type { Address } from '#lib/urls.ts'
import { listSiteAddresses } from './markdown/addresses.ts'
import { checkBlocks } from './markdown/check/blocks.ts'
import { type Finding, findExcess } from './markdown/check/limits.ts'
import { type BodyUses, checkLinks } from './markdown/check/links.ts'
import { checkCharacters, checkText } from './markdown/check/text.ts'
import { bindUnits, drawTasks, finishLinks, frameCode } from './markdown/details.ts'
import { gatherFootnotes } from './markdown/footnotes.ts'
import { nameHeadings } from './markdown/headings.ts'
import { htmlSchema } from './markdown/html-schema.ts'
import { markLanguages } from './markdown/languages.ts'
import type { BodyOptions } from './markdown/options.ts'
import { drawPictures } from './markdown/pictures.ts'
import { inspectPlainBody, readPlainWords } from './markdown/plain/facts.ts'
import { cutSummary, firstParagraph, plainText, readingMinutes } from './markdown/plain-text.ts'
import { attributeQuotes } from './markdown/quotes.ts'
import { frameTables } from './markdown/tables.ts'
import { markdownProcessor, parseTree, tidyText, withoutComments } from './markdown/tree.ts'
import { type Place, type Problem, problem } from './problem.ts'
import type { ReleaseBody } from './types.ts'
import { createPlaces } from './yaml/places.ts'

export type { BodyOptions } from './markdown/options.ts'

/** A link from a body to an address of this site, for checks that need the whole catalogue. */
export interface BodyLink extends Place {
  /** Canonical site path with its query, without a fragment; as written when the site has no such address. */
  readonly path: string
  /** What the path is; `undefined` when it is none of the site's, and then perhaps an alias. */
  readonly address?: Address
}

/** What there is to know of a body without rendering it. */
export interface BodyFacts {
  readonly problems: readonly Problem[]
  readonly links: readonly BodyLink[]
  /** Names (NFC) of the files beside it that the body shows or links to. */
  readonly files: ReadonlySet<string>
  /** Those of them that it shows. */
  readonly pictures: ReadonlySet<string>
  /** The first paragraph, cut at a sentence to at most 300 characters. */
  readonly summary: string
  /** Whether it has nothing for readers: no words and no picture. */
  readonly empty: boolean
  /** Present when it was too much to be read; then nothing else is known of it. */
  readonly unread?: true
  /** Present when only its summary and pictures were read. */
  readonly skimmed?: true
}

/** Of a body that was not read. */
export const noFacts: BodyFacts = {
  problems: [],
  links: [],
  files: new Set(),
  pictures: new Set(),
  summary: '',
  empty: false,
}

/** Of one body; a file with more is not the text of a release. */
const maxProblems = 200

function createPlacer(body: string, { file, bodyStart }: BodyOptions) {
  const places = createPlaces(file, body)
  return (start: number, end: number): Place => {
    const place = places.at(start, end)
    return { ...place, line: place.line + bodyStart.line - 1 }
  }
}

function problemOf(found: Finding, place: Place, offset: number): Problem {
  const fix = found.edits?.map(({ start, end, text }) => ({ start: start + offset, end: end + offset, text }))
  return problem(found.code, place, found.values, fix === undefined || fix.length === 0 ? undefined : fix)
}

/** Everything about a body but its HTML. Bounded in time and memory whatever the text is. */
export const inspectBody = (body: string, options: BodyOptions): BodyFacts =>
  inspectPlainBody(body, options) ?? inspectAnyBody(body, options)

/** The same by way of the tree, whatever the text is. */
export function inspectAnyBody(body: string, options: BodyOptions): BodyFacts {
  const placeOf = createPlacer(body, options)
  const problemsOf = (findings: readonly Finding[]) =>
    [...findings]
      .sort((a, b) => a.start - b.start)
      .slice(0, maxProblems)
      .map((found) => problemOf(found, placeOf(found.start, found.end), options.bodyStart.offset))
  const excess = findExcess(body)
  if (excess !== undefined) return { ...noFacts, problems: problemsOf([excess]), unread: true }
  const tree = parseTree(body)
  const uses: BodyUses = { links: [], files: new Set(), pictures: new Set() }
  const findings = [
    ...checkCharacters(body),
    ...checkBlocks(tree, body),
    ...checkLinks(tree, body, options, uses),
    ...checkText(tree, body, options.bodyStart.line),
  ]
  tidyText(tree)
  markLanguages(tree)
  const links = uses.links.map(({ start, end, target: { path, address } }) => ({
    ...placeOf(start, end),
    path,
    ...(address === undefined ? {} : { address }),
  }))
  const { files, pictures } = uses
  const empty = plainText(tree) === '' && files.size === 0
  return { problems: problemsOf(findings), links, files, pictures, summary: cutSummary(firstParagraph(tree)), empty }
}

/** What is wrong with a body, with places in its file. */
export function checkBody(body: string, options: BodyOptions): Problem[] {
  return [...inspectBody(body, options).problems]
}

function refuseExcess(body: string, file: string): void {
  const excess = findExcess(body)
  if (excess !== undefined) throw new Error(`${file} cannot be rendered: ${excess.code}`)
}

/** The tree of a body, ready to be rendered, and what it says. Throws for a body that `checkBody` refuses to parse. */
function readBody(body: string, file: string) {
  refuseExcess(body, file)
  const tree = parseTree(body)
  const markdown = withoutComments(tree, body)
  tidyText(tree)
  markLanguages(tree)
  return { tree, markdown, text: plainText(tree) }
}

/** The words of a body, as `renderBody` gives them, for half of its work or much less. Throws like it; `file` is named then. */
export function readWords(body: string, file: string): string {
  refuseExcess(body, file)
  return readPlainWords(body) ?? readBody(body, file).text
}

/**
 * A body for readers. Beyond CommonMark and GitHub's tables, footnotes and strikethrough, editors can write:
 *
 * - `[山东省商务厅]{lang=zh}`: words in another language
 * - `![what is to be seen](file.jpg "caption")` alone in a paragraph: a figure; several in a row: a gallery
 * - a paragraph `Table: caption` or `表：标题` before a table: its caption; an empty first head makes the first column heads of rows
 * - a quotation whose last line begins with `—`: its source
 * - `[words](programme.pdf)`, `(../other-slug)`, `(zh.md)`, `(#heading)`: a file here, another release, this one in Chinese, a heading
 *
 * HTML and comments are left out. Ids begin with `section-`, `table-` or `note-`. Throws for a body that `checkBody`
 * refuses to parse.
 */
export function renderBody(body: string, options: BodyOptions): ReleaseBody {
  const { tree, markdown, text } = readBody(body, options.file)
  const addresses = listSiteAddresses(markdown === body ? tree : parseTree(markdown), markdown, options)
  finishLinks(tree, options)
  const headings = nameHeadings(tree)
  const images = drawPictures(tree, options)
  attributeQuotes(tree)
  frameTables(tree, options.locale)
  gatherFootnotes(tree, options.locale)
  drawTasks(tree, options.locale)
  frameCode(tree, options.locale)
  bindUnits(tree)
  const html = markdownProcessor().use(remarkHtml, { sanitize: htmlSchema }).stringify(tree)
  return {
    html,
    text,
    markdown,
    ...(addresses.length === 0 ? {} : { addresses }),
    headings,
    images,
    readingMinutes: readingMinutes(text),
  }
}
