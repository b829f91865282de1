import type { DefaultTreeAdapterTypes } from 'parse5'

export type Node = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element
export type ParentNode = DefaultTreeAdapterTypes.ParentNode

export const isElement = (node: Node): node is Element => 'tagName' in node
export const isText = (node: Node): node is DefaultTreeAdapterTypes.TextNode => node.nodeName === '#text'

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((entry) => entry.name === name)?.value
}

/** Never shown to a reader as text of the page. */
export const unseen = new Set(
  'script style noscript template head title meta link select option button input textarea svg canvas rp xml'.split(
    ' ',
  ),
)
export const blocks = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
)
const embedded = new Set('iframe video audio embed object applet frame mpvoice qqmusic'.split(' '))
/** Whether an element shows what Markdown cannot hold: a film, a page, or an element that only a script of its site knows. */
export const isEmbedded = (element: Element) =>
  embedded.has(element.tagName) ||
  (/^[a-z]+-[a-z-]+$/.test(element.tagName) &&
    rawText(element).trim() === '' &&
    findElement(element, isPicture) === undefined)

const hiding = [
  /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)|mso-hide\s*:\s*all/i,
  /(?:^|;)\s*opacity\s*:\s*0?\.?0+\s*(?:;|$)|(?:^|;)\s*clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01]/i,
  // Far beyond the edge of every screen.
  /(?:^|;)\s*(?:left|top|text-indent|margin-left)\s*:\s*-(?:\d{4,}(?:px|pt)|\d{3,}r?em)/i,
]

/** Whether readers of the page do not see an element. */
export const isHidden = (element: Element) => {
  const style = attribute(element, 'style') ?? ''
  return attribute(element, 'hidden') !== undefined || hiding.some((pattern) => pattern.test(style))
}

/** A picture, also of Word 2000 (Vector Markup Language). */
export const isPicture = ({ tagName }: Element) => tagName === 'img' || tagName === 'v:imagedata'

/** Every element below `node`, in the order of the document. */
export function* descendants(node: ParentNode): Generator<Element> {
  for (const child of node.childNodes) {
    if (!isElement(child)) continue
    yield child
    yield* descendants(child)
  }
}

export function findElement(node: ParentNode, matches: (element: Element) => boolean): Element | undefined {
  for (const element of descendants(node)) if (matches(element)) return element
  return undefined
}

/** All characters below `node`, unseen elements aside, with white space as in the source. */
export function rawText(node: Node): string {
  if (isText(node)) return node.value
  if (!isElement(node) || unseen.has(node.tagName) || isHidden(node)) return ''
  if (node.tagName === 'br') return '\n'
  const inner = node.childNodes.map(rawText).join('')
  return blocks.has(node.tagName) ? `\n${inner}\n` : inner
}

/** Where a link leads that means something outside of its page; `undefined` for every other. */
export function targetOf(href: string, base: URL | undefined): URL | undefined {
  const isAbsolute = /^(?:mailto|tel):/i.test(href)
  if (href === '' || href.startsWith('#') || !(isAbsolute || URL.canParse(href, base?.href))) return undefined
  const url = isAbsolute ? new URL(href) : new URL(href, base?.href)
  return /^(?:https?|mailto|tel):$/.test(url.protocol) ? url : undefined
}
