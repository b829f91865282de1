/** A picture in its plainest spelling. */
export interface PlainPicture {
  readonly alt: string
  readonly address: string
  readonly title: string
}

/** A part of a plain body. Its texts are lines as they are written, bold marks included. */
export type PlainBlock =
  | { readonly kind: 'paragraph'; readonly texts: readonly [string] }
  | { readonly kind: 'heading'; readonly depth: number; readonly texts: readonly [string] }
  | { readonly kind: 'quote' | 'list'; readonly texts: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'pictures'; readonly pictures: readonly PlainPicture[] }

/** Characters that Markdown reads as nothing else within a line of any block. */
const plain = String.raw`[^#*_\x60~<>&\\[\]|\u3000\p{Cc}]`
/** Bold words whose marks no neighbour can make mean something else. */
const bold = String.raw`\*\*[\p{L}\p{N}]${plain}*(?:(?<=[\p{L}\p{N}。，、；：！？）》」])\*\*(?!\*)|(?<=[.,:;!?])\*\*(?= |$))`
const inline = `${plain}*(?:${bold}${plain}*)*`
/** A line of them that no block of another kind begins with. */
const words = String.raw`(?!\d{1,9}[.)])(?:[\p{L}\p{N}“‘《「（(—]|(?=\*\*))${inline}`

const paragraph = new RegExp(`^${words}$`, 'u')
const heading = new RegExp(`^(#{1,6}) (${words})$`, 'u')
const quotedLine = new RegExp(`^> (${words})$`, 'u')
const item = new RegExp(String.raw`^(?:-|\d{1,9}\.) (${words})$`, 'u')
const tableRow = new RegExp(`^\\|(?: (?! )${inline} \\|)+$`, 'u')
const tableBorder = /^\|(?: :?-+:? \|)+$/
const picture = new RegExp(
  String.raw`^!\[([\p{L}\p{N}“‘《「（(]${plain}*)\]\(([\p{L}\p{N}./_-]+)(?: "([\p{L}\p{N}“‘《「（(](?:(?!")${plain})*)")?\)$`,
  'u',
)

/** Paragraphs of one line each. */
function parseQuote(lines: readonly string[]): PlainBlock | undefined {
  const texts: string[] = []
  for (const [index, line] of lines.entries()) {
    if (index % 2 === 1 && line === '>') continue
    const found = index % 2 === 0 ? quotedLine.exec(line)?.[1] : undefined
    if (found === undefined) return undefined
    texts.push(found)
  }
  return { kind: 'quote', texts }
}

/** Items of one line each and of one kind. */
function parseList(lines: readonly string[]): PlainBlock | undefined {
  const texts: string[] = []
  for (const line of lines) {
    const found = item.exec(line)?.[1]
    if (found === undefined || line.startsWith('-') !== lines[0]?.startsWith('-')) return undefined
    texts.push(found)
  }
  return { kind: 'list', texts }
}

/** A table whose rows have as many cells as its head. */
function parseTable([head = '', border = '', ...body]: readonly string[]): PlainBlock | undefined {
  if (!tableBorder.test(border)) return undefined
  const columns = border.split('|').length - 2
  const rows: string[][] = []
  for (const row of [head, ...body]) {
    if (!tableRow.test(row)) return undefined
    const cells = row
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trimEnd())
    if (cells.length !== columns || cells.some((cell) => cell === '' || cell.trim() !== cell)) return undefined
    rows.push(cells)
  }
  return { kind: 'table', rows }
}

function parsePictures(lines: readonly string[]): PlainBlock | undefined {
  const pictures: PlainPicture[] = []
  for (const line of lines) {
    const [, alt, address, title = ''] = picture.exec(line) ?? []
    if (alt === undefined || address === undefined) return undefined
    pictures.push({ alt, address, title })
  }
  return { kind: 'pictures', pictures }
}

function parseHeading(block: string): PlainBlock | undefined {
  const [, marks, text] = heading.exec(block) ?? []
  return marks === undefined || text === undefined ? undefined : { kind: 'heading', depth: marks.length, texts: [text] }
}

function parseBlock(block: string): PlainBlock | undefined {
  if (paragraph.test(block)) return { kind: 'paragraph', texts: [block] }
  if (block.startsWith('#')) return parseHeading(block)
  const lines = block.split('\n')
  if (block.startsWith('|')) return parseTable(lines)
  if (block.startsWith('!')) return parsePictures(lines)
  return block.startsWith('>') ? parseQuote(lines) : parseList(lines)
}

/**
 * The parts of a body that is made of headings, paragraphs, quotations, lists, tables and pictures of plain lines, so that its
 * meaning needs no tree; `undefined` at the first doubt.
 */
export function parsePlainBlocks(body: string): PlainBlock[] | undefined {
  // A line that ends in white space may be broken there, or lose it.
  if (/[\r\u2028\u2029]|[^\S\n](?:\n|$)/.test(body)) return undefined
  const found: PlainBlock[] = []
  for (const part of body.replace(/^\n+|\n+$/g, '').split(/\n{2,}/)) {
    const block = parseBlock(part)
    // Lists with nothing between them may be one.
    if (block === undefined || (block.kind === 'list' && found.at(-1)?.kind === 'list')) return undefined
    found.push(block)
  }
  return found
}
