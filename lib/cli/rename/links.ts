import type { Definition, Link } from 'mdast'
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

export interface Slugs {
  readonly from: string
  readonly to: string
}

/** The part of a link's or definition's source in which its address stands: offsets in `body`. */
function addressSource(node: Link | Definition, body: string): { start: number; source: string } | undefined {
  const [begin, end] = [node.position?.start.offset, node.position?.end.offset]
  if (begin === undefined || end === undefined || body[begin] !== '[') return undefined
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

function bodyEdits(body: string, options: BodyOptions, { from, to }: Slugs): Edit[] {
  if (findExcess(body) !== undefined) return []
  const edits: Edit[] = []
  visit(markdownProcessor().parse(body), (node) => {
    if (node.type !== 'link' && node.type !== 'definition') return
    const target = resolveAddress(node.url, options)
    if (target.kind !== 'site' || target.address === undefined || !('slug' in target.address)) return
    if (target.address.slug !== from) return
    const found = addressSource(node, body)
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
export function retargetText(linking: LinkingText, slugs: Slugs): { readonly text: string; readonly links: number } {
  const { file, text, locale, slug } = linking
  const { header, body, bodyStart } = splitFile(file, new TextEncoder().encode(text))
  if (header === undefined) return { text, links: 0 }
  const edits = bodyEdits(body, { file, locale, slug, assets: new Map(), bodyStart }, slugs)
  for (const path of namingFields) {
    const { node } = locate(header, path)
    const named = node?.kind === 'text' ? releaseName.safeParse(node.value).data : undefined
    if (node === undefined || named !== slugs.from) continue
    const place = slugPlace(text.slice(node.start, node.end), slugs.from)
    if (place === undefined) continue
    const start = node.start + place
    edits.push({ start, end: start + slugs.from.length, text: slugs.to })
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
