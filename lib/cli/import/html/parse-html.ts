import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { PageRefused } from '../refusals.ts'
import { type Element, isElement, type ParentNode } from './elements.ts'
import { type HtmlLine, readHtmlLines } from './lines.ts'

/** Far more than any page of text has; browsers stop at 512. */
const deepest = 400
const mostLines = 10_000

// Elements that close themselves, or that old pages leave open.
const unclosed = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option'.split(
    ' ',
  ),
)

/** How deep the tags of a text are nested, at most, as far as the text alone says. */
function nestingOf(text: string): number {
  let depth = 0
  let most = 0
  for (const [, slash, name] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (name === undefined || unclosed.has(name.toLowerCase())) continue
    depth = slash === '/' ? Math.max(0, depth - 1) : depth + 1
    most = Math.max(most, depth)
  }
  return most
}

function isDeeperThan(root: ParentNode, limit: number): boolean {
  let level: ParentNode[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    level = level.flatMap(({ childNodes }) => childNodes.filter(isElement))
  }
  return false
}

/**
 * Parses a page by the HTML standard. Throws `PageRefused` for one nested so deep that reading it would never end; the text
 * is asked before it is parsed, since the parser's time grows with the square of the depth.
 */
export function parseHtml(text: string): DefaultTreeAdapterTypes.Document {
  // Elements that pages leave open are not counted, so the text may say less than the tree has, or more.
  if (nestingOf(text) > 10 * deepest) throw new PageRefused('deep')
  const document = parse(text)
  if (isDeeperThan(document, deepest)) throw new PageRefused('deep')
  return document
}

/** The lines of an element. Throws `PageRefused` when they are too many to look for an article in. */
export function readPageLines(body: Element): HtmlLine[] {
  const lines = readHtmlLines(body)
  if (lines.length > mostLines) throw new PageRefused('long')
  return lines
}
