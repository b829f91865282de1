import type { BodyFacts } from '../markdown.ts'
import { pictureName } from './addresses.ts'
import { findExcess } from './check/limits.ts'
import { markLanguages } from './languages.ts'
import { cutSummary, firstParagraph } from './plain-text.ts'
import { parseTree, tidyText } from './tree.ts'

/** One line of words, with no sign in it that Markdown might read. */
const plainLine = /^(?!\d{1,9}[.)])[\p{L}\p{N}“‘《「（(][^*_`~<>&\\[\]!|^:@\t\u3000]*$/u

/** A paragraph that stands for itself: nothing in it may refer to another place of the body or be another kind of block. */
const ownParagraph = /^(?!\d{1,9}[.)])[\p{L}\p{N}“‘《「（(][^<&[\]|\t\u3000]*$/u
const underlined = /\n[ ]{0,3}(?:=+|-+)[ ]*(?:\n|$)/
const otherBlock = /\n[ ]{0,3}(?:[-+*>#~`]|\d{1,9}[.)])/

/** A picture in its plainest spelling, with nothing before it that an address might swallow it with. */
const plainPicture = /(?<=^|\s)!\[[^[\]!|\n]*\]\(([\p{L}\p{N}./_-]+)(?: "[^"|\n]*")?\)/gu

/** What may make the spelling of a picture mean something else: code, which an item of a list may open with, comments, escapes, addresses given elsewhere. */
const notPlain = /[`<\\&\t\r]|\]:|~~~| {4}/
const titledLink = /\]\([^\s)]*\s/

/** The pictures that the whole body shows (`inspectBody`); `undefined` when that cannot be told without it. */
function skimPictures(body: string): ReadonlySet<string> | undefined {
  const signs = body.split('![').length - 1
  if (signs === 0) return new Set()
  if (notPlain.test(`\n${body}`)) return undefined
  const names = new Set<string>()
  let count = 0
  const rest = body.replace(plainPicture, (_, address: string) => {
    names.add(pictureName(address))
    count += 1
    return ''
  })
  return count === signs && !titledLink.test(rest) ? names : undefined
}

/**
 * The summary that the whole body gives (`inspectBody`), found in its first paragraph alone, ten times as fast;
 * `undefined` when that cannot be told without the whole body.
 */
function skimSummary(body: string): string | undefined {
  const text = body.replace(/^\n+/, '')
  const end = text.indexOf('\n\n')
  const first = (end === -1 ? text : text.slice(0, end)).trimEnd()
  if (plainLine.test(first) && !first.includes('\n') && !/www\.|[\r]/i.test(first)) return cutSummary(first)
  if (!ownParagraph.test(first) || underlined.test(first) || otherBlock.test(first) || first.includes('\r'))
    return undefined
  const tree = parseTree(first)
  tidyText(tree)
  markLanguages(tree)
  return cutSummary(firstParagraph(tree))
}

/**
 * What lists and sitemaps need of a body, as the whole body gives it (`inspectBody`); `given`: the header's summary. `undefined`
 * when it cannot be told without the whole body, or when the body must not be parsed.
 */
export function skimBody(body: string, given?: string): Pick<BodyFacts, 'summary' | 'pictures'> | undefined {
  if (body.trim() === '' || findExcess(body) !== undefined) return undefined
  const summary = given ?? skimSummary(body)
  const pictures = summary === undefined ? undefined : skimPictures(body)
  return summary === undefined || pictures === undefined ? undefined : { summary, pictures }
}

/** Characters that Markdown reads as nothing else within a line. */
const plain = String.raw`[^*_\x60~<>&\\[\]|\t\u3000\0\n]`
/** A line of them that no block of another kind begins with. */
const words = String.raw`(?!\d{1,9}[.)])[\p{L}\p{N}“‘《「（(—]${plain}*`

const paragraph = new RegExp(`^${words}$`, 'u')
const heading = new RegExp(`^#{1,6} (${words})$`, 'u')
const quotedLine = new RegExp(`^> (${words})$`, 'u')
const item = new RegExp(String.raw`^(?:-|\d{1,9}\.) (${words})$`, 'u')
const tableRow = new RegExp(`^\\|(?: (?! )${plain}+ \\|)+$`, 'u')
const tableBorder = /^\|(?: :?-+:? \|)+$/

/** Paragraphs of one line each. */
function quoteWords(lines: readonly string[]): string | undefined {
  const paragraphs: string[] = []
  for (const [index, line] of lines.entries()) {
    if (index % 2 === 1 && line === '>') continue
    const found = index % 2 === 0 ? quotedLine.exec(line)?.[1] : undefined
    if (found === undefined) return undefined
    paragraphs.push(found)
  }
  return paragraphs.join('\n\n')
}

/** Items of one line each and of one kind. */
function listWords(lines: readonly string[]): string | undefined {
  const items: string[] = []
  for (const line of lines) {
    const found = item.exec(line)?.[1]
    if (found === undefined || line.startsWith('-') !== lines[0]?.startsWith('-')) return undefined
    items.push(found)
  }
  return items.join('\n')
}

/** A table whose rows have as many cells as its head. */
function tableWords([head = '', border = '', ...rows]: readonly string[]): string | undefined {
  if (!tableBorder.test(border)) return undefined
  const cells: string[][] = []
  for (const row of [head, ...rows]) {
    if (!tableRow.test(row)) return undefined
    cells.push(row.slice(2, -2).split(/ +\| /))
  }
  const columns = border.split('|').length - 2
  return cells.every(({ length }) => length === columns) ? cells.map((row) => row.join('\t')).join('\n') : undefined
}

function blockWords(block: string): string | undefined {
  if (paragraph.test(block)) return block
  if (block.startsWith('#')) return heading.exec(block)?.[1]
  const lines = block.split('\n')
  if (block.startsWith('|')) return tableWords(lines)
  return block.startsWith('>') ? quoteWords(lines) : listWords(lines)
}

const isList = (block: string | undefined) => block !== undefined && item.test(block.split('\n', 1)[0] ?? '')

/**
 * The words that the whole tree of a body gives (`plainText`), in a tenth of its time, when it is made of headings, paragraphs,
 * quotations, lists and tables of plain lines; `undefined` at the first doubt. The body has no excess.
 */
export function readPlainWords(body: string): string | undefined {
  // A line that ends in white space may be broken there, or lose it.
  if (/[\r\u2028\u2029]|[^\S\n](?:\n|$)/.test(body)) return undefined
  const blocks = body.replace(/^\n+|\n+$/g, '').split(/\n{2,}/)
  const found: string[] = []
  for (const [index, block] of blocks.entries()) {
    const text = blockWords(block)
    // Lists with nothing between them may be one.
    if (text === undefined || text.includes('#') || (isList(block) && isList(blocks[index - 1]))) return undefined
    found.push(text)
  }
  return found.join('\n\n')
}
