import type { Definition, PhrasingContent, Root, Text } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import type { Processor } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import { isPhrasingParent } from './html-element.ts'

/**
 * Chinese has no spaces. Bold ends beside its punctuation too; and bare addresses are looked for in the parsed text, since
 * the parser's own search runs to the next space and would swallow the bold words and links on the way.
 */
function suitChinese(this: Processor): void {
  const data = this.data()
  const noSearch = { disable: { null: ['protocolAutolink', 'wwwAutolink', 'emailAutolink'] } }
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), cjkFriendlyExtension(), noSearch]
}

/** The one Markdown parser: CommonMark, GitHub's tables, footnotes and task lists, bold beside Chinese punctuation. */
export function markdownProcessor() {
  return remark().use(remarkGfm, { singleTilde: false }).use(suitChinese)
}

/** The tree of a body whose `findExcess` found nothing. Positions are within `body`. */
export function parseTree(body: string): Root {
  const tree = markdownProcessor().parse(body)
  resolveReferences(tree)
  linkBareAddresses(tree)
  return tree
}

/** Turns `[words][name]` and `![words][name]` into links and pictures of their own. */
function resolveReferences(tree: Root): void {
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  if (definitions.size === 0) return
  visit(tree, (node, index, parent) => {
    if (parent === undefined || index === undefined) return
    if (node.type !== 'linkReference' && node.type !== 'imageReference') return
    const definition = definitions.get(node.identifier)
    if (definition === undefined) return
    const { position } = node
    const place = position === undefined ? {} : { position }
    const { url, title = null } = definition
    parent.children[index] =
      node.type === 'linkReference'
        ? { type: 'link', url, title, children: node.children, ...place }
        : { type: 'image', url, title, alt: node.alt ?? '', ...place }
  })
}

const bareAddress =
  /(?<![a-z0-9])(?:https?:\/\/|www\.)[\x21-\x3b\x3d\x3f-\x7e]{1,2000}|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi

/** An address as it stands in running text, without the punctuation that closes the sentence around it. */
function trimAddress(address: string): string {
  let text = address.replace(/["'.,:;!?*_~)\]}]+$/, (tail) => /^\)+/.exec(tail)?.[0] ?? '')
  while (text.endsWith(')') && text.split(')').length > text.split('(').length) text = text.slice(0, -1)
  return text
}

/** What a bare address leads to; `undefined` when nothing of a host is left of it. */
function urlOf(address: string): string | undefined {
  if (/^https?:\/\/[\w-]/i.test(address)) return address
  if (/^www\.[\w-]/i.test(address)) return `https://${address}`
  return address.includes('@') ? `mailto:${address}` : undefined
}

/** A text with each bare address in it as a link. An address ends at the first character that is not ASCII. */
function linkAddresses(node: Text): PhrasingContent[] {
  const text = node.value
  const parts: PhrasingContent[] = []
  let end = 0
  for (const match of text.matchAll(bareAddress)) {
    const address = trimAddress(match[0])
    const url = urlOf(address)
    if (url === undefined) continue
    if (match.index > end) parts.push({ type: 'text', value: text.slice(end, match.index) })
    parts.push({ type: 'link', url, children: [{ type: 'text', value: address }] })
    end = match.index + address.length
  }
  if (end === 0) return [node]
  if (end < text.length) parts.push({ type: 'text', value: text.slice(end) })
  return parts
}

/** `children` with the bare addresses in them as links. Those that the parser found are looked for anew. */
function relink(children: readonly PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = []
  for (const child of children) {
    // Only what was written as a link has a position.
    const node: PhrasingContent =
      child.type === 'link' && child.position === undefined ? { type: 'text', value: wordsOf(child) } : child
    const last = merged.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      merged.splice(-1, 1, { type: 'text', value: last.value + node.value })
    else merged.push(node)
  }
  return merged.flatMap((node) => (node.type === 'text' ? linkAddresses(node) : [node]))
}

/** Chinese is written without spaces: `详见https://example.com/a。请…` must not take the sentence into the address. */
function linkBareAddresses(tree: Root): void {
  visit(tree, (node) => {
    if (node.type === 'link') return SKIP
    if (isPhrasingParent(node)) node.children = relink(node.children)
    return undefined
  })
}

const han = String.raw`\p{Script=Han}\u3000-\u303f\uff00-\uffef`
// Curly quotation marks are Chinese only beside Chinese. A dash may begin the line that names the source of a quotation.
const breakInChinese = new RegExp(String.raw`(?<=[${han}])\n(?=[${han}“‘])|(?<=[”’…])\n(?=[${han}])`, 'gu')

/** Prepares the text for readers: no HTML, no indentation by ideographic spaces, no gap where Chinese goes on in the next line. */
export function tidyText(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'html' && parent !== undefined && index !== undefined) {
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    if (node.type === 'text') {
      const text = node.value.replace(breakInChinese, '')
      node.value = index === 0 && parent?.type === 'paragraph' ? text.replace(/^[\u3000\s]+/, '') : text
    }
    return undefined
  })
}

/** The body as it was written, without its comments: what is passed on to readers as Markdown. */
export function withoutComments(tree: Root, body: string): string {
  const parts: string[] = []
  let at = 0
  visit(tree, 'html', ({ position }) => {
    const [start, end] = [position?.start.offset ?? at, position?.end.offset ?? at]
    parts.push(body.slice(at, start))
    at = end
  })
  return parts.length === 0 ? body : (parts.join('') + body.slice(at)).replace(/\n{3,}/g, '\n\n')
}
