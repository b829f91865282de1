import { type DefaultTreeAdapterTypes, html as htmlFacts, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** An attribute; its name in small letters stands where another spelling of it begins at `start`. */
export interface PartAttribute {
  readonly name: string
  /** As it is written or as it is read; both are the same where it decides what becomes of the element. */
  readonly value: string
  readonly start: number
}

/** A comment or an element of a page, with its place in the text. */
export interface Part {
  /** In small letters; `#comment` for a comment. */
  readonly name: string
  /** None of a drawing. */
  readonly attributes: readonly PartAttribute[]
  readonly start: number
  /** After the whole of a comment, a script, what has no content, and an empty container; else after the start tag. */
  readonly end: number
  /** Whether it is none of a drawing. */
  readonly isHtml: boolean
  /** Whether it is an empty container of React's stream: hidden, nothing else said of it, and holding nothing but markers. */
  readonly isContainer: boolean
}

const isContainer = ({ tagName, attrs, childNodes }: Element) =>
  tagName === 'div' &&
  attrs.length === 1 &&
  attrs[0]?.name === 'hidden' &&
  childNodes.every((child) => child.nodeName === '#comment')

function elementPart(element: Element): Part | undefined {
  const place = element.sourceCodeLocation
  // The parser adds what the text leaves out, such as `tbody`.
  if (!place) return undefined
  const isHtml = element.namespaceURI === htmlFacts.NS.HTML
  const isWhole = element.tagName === 'script' || isContainer(element)
  if (element.tagName === 'script' && place.endTag === undefined)
    throw new Error('The page breaks off inside a script.')
  return {
    name: element.tagName,
    attributes: (isHtml ? element.attrs : []).map(({ name, value }) => ({
      name,
      value,
      start: place.attrs?.[name]?.startOffset ?? place.startOffset,
    })),
    start: place.startOffset,
    end: isWhole ? place.endOffset : (place.startTag?.endOffset ?? place.endOffset),
    isHtml,
    isContainer: isContainer(element),
  }
}

function partOf(node: Node): Part | undefined {
  if ('tagName' in node) return elementPart(node)
  const place = node.sourceCodeLocation
  if (node.nodeName !== '#comment' || !place) return undefined
  const { startOffset: start, endOffset: end } = place
  return { name: '#comment', attributes: [], start, end, isHtml: true, isContainer: false }
}

/** The parts of any page as a browser reads it, in no order; nothing of what an empty container holds. Throws when it breaks off inside a script. */
export function parseParts(html: string): Part[] {
  // An element that is closed too late is in the tree several times.
  const parts = new Map<number, Part>()
  const waiting: Node[] = [parse(html, { sourceCodeLocationInfo: true })]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const part = partOf(node)
    if (part !== undefined) parts.set(part.start, part)
    if (part?.isContainer === true) continue
    if ('childNodes' in node) for (const child of node.childNodes) waiting.push(child)
    if ('content' in node) waiting.push(node.content)
  }
  return [...parts.values()]
}
