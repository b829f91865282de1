import { PageRefused } from '../refusals.ts'
import { descendants, type Element } from './elements.ts'
import type { HtmlLine } from './lines.ts'
import { parseHtml, readPageLines } from './parse-html.ts'

/** The `body` of a text in HTML that is all article: no menus, no foot. Throws `PageRefused`. */
export function readFragment(html: string): { readonly body: Element; readonly lines: HtmlLine[] } {
  const body = [...descendants(parseHtml(html))].find(({ tagName }) => tagName === 'body')
  if (body === undefined) throw new PageRefused('empty')
  return { body, lines: readPageLines(body) }
}
