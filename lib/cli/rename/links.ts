import type { Definition, Link, Parents } from 'mdast'
import { visit } from 'unist-util-visit'
import { splitFile } from '#lib/content/front-matter.ts'
import { releaseName } from '#lib/content/header/field-types.ts'
import { locate, textAt } from '#lib/content/header/locate.ts'
import { resolveAddress } from '#lib/content/markdown/addresses.ts'
import { findExcess } from '#lib/content/markdown/check/limits.ts'
import type { BodyOptions } from '#lib/content/markdown/options.ts'
import { markdownProcessor } from '#lib/content/markdown/tree.ts'
import type { Edit } from '#lib/content/problem.ts'
import { applyEdits } from '#lib/content/yaml/edits.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { isSlug } from '#lib/urls.ts'

/** A file of the content folder that may lead to the release. */
export interface LinkingText {
  readonly file: string
  readonly locale: Locale
  /** Absent for a page. */
  readonly slug?: string
  readonly text: string
}

/** A change of name. */
export interface Renaming {
  readonly from: string
  readonly to: string
  /** The site's own origin: links that begin with it lead to the release too. */
  readonly siteUrl: string
}

/**
 * Where an address that stands in the text by itself begins; the parser does not say it. Between what has a place before it
 * (or the last one of its kind, which ends at `after`) and what has one behind it.
 */
function literalPlace(
  node: Link,
  { parent, index }: { readonly parent: Parents; readonly index: number },
  body: string,
  after: number,
): number | undefined {
  const { children, position } = parent
  const before = children.slice(0, index).findLast((child) => child.position !== undefined)
  const behind = children.slice(index + 1).find((child) => child.position !== undefined)
  const from = Math.max(before?.position?.end.offset ?? position?.start.offset ?? 0, after)
  const place = body.indexOf(node.url, from)
  const end = behind?.position?.start.offset ?? position?.end.offset ?? 0
  return place === -1 || place + node.url.length > end ? undefined : place
}

/** The part of a link's or definition's source in which its address stands: offsets in `body`. */
function addressSource(node: Link | Definition, body: string): { start: number; source: string } | undefined {
  const [begin, end] = [node.position?.start.offset, node.position?.end.offset]
  if (begin === undefined || end === undefined) return undefined
  if (body[begin] === '<') return { start: begin, source: body.slice(begin, end) }
  if (body[begin] !== '[') return undefined
  const last = node.type === 'link' ? (node.children.at(-1)?.position?.end.offset ?? begin + 1) : begin
  const pattern = node.type === 'link' ? /^\]\(\s*/ : /^\[(?:\\.|[^\]\\])+\]:\s*/
  const lead = pattern.exec(body.slice(last, end))?.[0]
  if (lead === undefined) return undefined
  const start = last + lead.length
  const source = /^(?:<[^>\n]*>|\S*)/.exec(body.slice(start, end))?.[0] ?? ''
  return { start, source }
}

/** The last part of an address's path that is the slug, alone or with the ending of a twin. */
function slugPlace(source: string, slug: string): number | undefined {
  const path = source.split(/[?#]/, 1)[0] ?? ''
  let place: number | undefined
  for (const match of path.matchAll(/[^/<>()"']+/g)) {
    if (match[0].toLowerCase().replace(/\.(?:md|json)$/, '') === slug) place = match.index
  }
  return place
}

function bodyEdits(body: string, options: BodyOptions, { from, to, siteUrl }: Renaming): Edit[] {
  if (findExcess(body) !== undefined) return []
  const edits: Edit[] = []
  let after = 0
  visit(markdownProcessor().parse(body), (node, index, parent) => {
    if (node.type !== 'link' && node.type !== 'definition') return
    const isLiteral = node.type === 'link' && node.position === undefined && parent !== undefined && index !== undefined
    const literal = isLiteral ? literalPlace(node, { parent, index }, body, after) : undefined
    if (literal !== undefined) after = literal + node.url.length
    const own = node.url.toLowerCase().startsWith(`${siteUrl}/`) ? node.url.slice(siteUrl.length) : node.url
    const target = resolveAddress(own, options)
    if (target.kind !== 'site' || target.address === undefined || !('slug' in target.address)) return
    if (target.address.slug !== from) return
    const found = literal === undefined ? addressSource(node, body) : { start: literal, source: node.url }
    const place = found === undefined ? undefined : slugPlace(found.source, from)
    if (found === undefined || place === undefined) return
    const start = options.bodyStart.offset + found.start + place
    edits.push({ start, end: start + from.length, text: to })
  })
  return edits
}

/** Fields of a header whose value is another release. */
const namingFields = [['withdrawn', 'replacement'], ['follows'], ['supersedes']]

/** The text with every link that leads to `from`, and every field that names it, leading to `to`; every other byte stays. */
export function retargetText(
  linking: LinkingText,
  renaming: Renaming,
): { readonly text: string; readonly links: number } {
  const { file, text, locale, slug } = linking
  const { header, body, bodyStart } = splitFile(file, new TextEncoder().encode(text))
  if (header === undefined) return { text, links: 0 }
  const edits = bodyEdits(body, { file, locale, slug, assets: new Map(), bodyStart }, renaming)
  for (const path of namingFields) {
    const { node } = locate(header, path)
    const named = node?.kind === 'text' ? releaseName.safeParse(node.value).data : undefined
    if (node === undefined || named !== renaming.from) continue
    const place = slugPlace(text.slice(node.start, node.end), renaming.from)
    if (place === undefined) continue
    const start = node.start + place
    edits.push({ start, end: start + renaming.from.length, text: renaming.to })
  }
  return { text: applyEdits(text, edits).text, links: edits.length }
}

/** Whether the header of `linking` claims the address that a release named `slug` would have. */
export function claimsAddress(linking: LinkingText, slug: string): boolean {
  if (linking.slug === undefined || !isSlug(slug)) return false
  const { header } = splitFile(linking.file, new TextEncoder().encode(linking.text))
  if (header === undefined) return false
  const aliases = locate(header, ['aliases']).node
  const count = aliases?.kind === 'list' ? aliases.items.length : 0
  return Array.from({ length: count }, (_, place) => textAt(header, ['aliases', place])).some(
    (alias) => alias !== undefined && new RegExp(`^/[a-z]+/news/${slug}$`).test(alias.trim()),
  )
}
