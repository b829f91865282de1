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

/**
 * The summary that the whole body gives (`inspectBody`), found in its first paragraph alone, ten times as fast;
 * `undefined` when that cannot be told without the whole body, or when the body must not be parsed.
 */
export function skimSummary(body: string, given: string | undefined): string | undefined {
  if (body.trim() === '' || findExcess(body) !== undefined) return undefined
  if (given !== undefined) return given
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
