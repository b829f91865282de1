import { type BodyFacts, inspectAnyBody, noFacts } from '../markdown.ts'
import { pictureName } from './addresses.ts'
import { findExcess } from './check/limits.ts'
import { markLanguages } from './languages.ts'
import type { BodyOptions } from './options.ts'
import { inspectPlainBody } from './plain/facts.ts'
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

/** What `inspectBody` tells where that is quickly done or needed, and otherwise what lists and sitemaps need; `given`: the header's summary. */
export function inspectBriefly(body: string, options: BodyOptions, given: string | undefined): BodyFacts {
  const plain = inspectPlainBody(body, options)
  if (plain !== undefined) return plain
  const skim = skimBody(body, given)
  return skim === undefined ? inspectAnyBody(body, options) : { ...noFacts, ...skim, skimmed: true }
}
