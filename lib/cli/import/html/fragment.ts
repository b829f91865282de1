import { PageRefused } from '../refusals.ts'
import { descendants } from './elements.ts'
import { type Footnotes, takeFootnotes } from './footnotes.ts'
import type { HtmlLine } from './lines.ts'
import { parseHtml, readPageLines } from './parse-html.ts'

/** The lines of a text in HTML that is all article: no menus, no foot. Throws `PageRefused`. */
export function readFragment(html: string): { readonly lines: HtmlLine[]; readonly footnotes: Footnotes } {
  const body = [...descendants(parseHtml(html))].find(({ tagName }) => tagName === 'body')
  if (body === undefined) throw new PageRefused('empty')
  const footnotes = takeFootnotes(body)
  return { lines: readPageLines(body), footnotes }
}
