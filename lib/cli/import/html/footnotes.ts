import { attribute, blocks, descendants, type Element, findElement, isElement, type Node, rawText } from './elements.ts'

/** The footnotes of a page: the link that marks one in the text → the element that holds its words. */
export type Footnotes = ReadonlyMap<Element, Element>

// `[1]`, `*`, `注1`: longer words of a link are text, as the questions above a list of answers.
const mark = /^.{1,5}$/su

const parentOf = ({ parentNode }: Element) =>
  parentNode !== null && isElementNode(parentNode) ? parentNode : undefined
const isElementNode = (node: NonNullable<Element['parentNode']>): node is Element => 'tagName' in node
const holds = (outer: Element, inner: Element): boolean => {
  for (let at: Element | undefined = inner; at !== undefined; at = parentOf(at)) if (at === outer) return true
  return false
}

/** The element around the words of a note whose anchor is `target`: its block, and what holds nothing but that block first. */
function wordsAround(target: Element, reference: Element, targets: ReadonlySet<Element>): Element | undefined {
  let block: Element | undefined = target
  while (block !== undefined && !blocks.has(block.tagName)) block = parentOf(block)
  for (let outer = block && parentOf(block); block !== undefined && outer !== undefined; outer = parentOf(outer)) {
    const other = findElement(outer, (element) => element !== target && targets.has(element))
    const isFirst = outer.childNodes.find(isElement) === block
    if (!/^(?:li|div|aside)$/.test(outer.tagName) || other !== undefined || !isFirst || holds(outer, reference)) break
    block = outer
  }
  return block === undefined || block.tagName === 'body' || holds(block, reference) ? undefined : block
}

/** Where a way back may end: the link, what is inside it, and what it is inside of within its line. */
function anchorsAt(link: Element): Element[] {
  const around: Element[] = []
  for (let at = parentOf(link); at !== undefined && !blocks.has(at.tagName); at = parentOf(at)) around.push(at)
  return [link, ...descendants(link), ...around]
}

const withoutLinks = (element: Element, links: ReadonlySet<Element>): Node[] =>
  element.childNodes
    .filter((child) => !isElement(child) || !links.has(child))
    .map((child) => (isElement(child) ? { ...child, childNodes: withoutLinks(child, links) } : child))

/** Every link to a place of its own page, with the element at that place. */
function linksWithin(all: readonly Element[]): Map<Element, Element> {
  const anchors = new Map(
    all.flatMap((element) =>
      [attribute(element, 'id'), element.tagName === 'a' ? attribute(element, 'name') : undefined].flatMap((name) =>
        name === undefined || name === '' ? [] : [[name, element] as const],
      ),
    ),
  )
  return new Map(
    all.flatMap((element) => {
      const href = element.tagName === 'a' ? (attribute(element, 'href') ?? '') : ''
      const target = href.startsWith('#') ? anchors.get(href.slice(1)) : undefined
      return target === undefined ? [] : [[element, target] as const]
    }),
  )
}

/** The links that lead to each place. */
function linksByTarget(links: ReadonlyMap<Element, Element>): Map<Element, Element[]> {
  const leading = new Map<Element, Element[]>()
  for (const [link, target] of links) {
    const known = leading.get(target)
    if (known === undefined) leading.set(target, [link])
    else known.push(link)
  }
  return leading
}

/**
 * Takes the footnotes out of a page: pairs of a short link to a note and a link in the note that leads back to it, as Word,
 * Markdown and wikis write them.
 */
export function takeFootnotes(body: Element): Footnotes {
  const all = [...descendants(body)]
  const order = new Map(all.map((element, index) => [element, index]))
  const links = linksWithin(all)
  const leading = linksByTarget(links)
  const targets = new Set(links.values())
  const found = new Map<Element, Element>()
  const known = new Set<Element>()
  const leadBack = new Set<Element>()
  for (const [link, target] of links) {
    // The way back from a note is a short link too; it leads up.
    const isDown = (order.get(target) ?? 0) > (order.get(link) ?? 0)
    const words = isDown && mark.test(rawText(link).trim()) ? wordsAround(target, link, targets) : undefined
    if (words === undefined) continue
    const backs = anchorsAt(link)
      .flatMap((anchor) => leading.get(anchor) ?? [])
      .filter((back) => holds(words, back))
    if (backs.length > 0 || known.has(words)) found.set(link, words)
    if (backs.length > 0) known.add(words)
    for (const inner of backs) leadBack.add(inner)
  }
  const notes = new Map([...known].map((words) => [words, { ...words, childNodes: withoutLinks(words, leadBack) }]))
  return takeOut(found, notes)
}

/** Removes from the page the notes that hold words. */
function takeOut(found: Footnotes, notes: ReadonlyMap<Element, Element>): Footnotes {
  const taken = [...found].flatMap(([link, words]) => {
    const note = notes.get(words)
    return note === undefined || rawText(note).trim() === '' ? [] : [[link, words, note] as const]
  })
  for (const [, words] of taken) {
    const parent = parentOf(words)
    if (parent !== undefined) parent.childNodes = parent.childNodes.filter((child) => child !== words)
  }
  return new Map(taken.map(([link, , note]) => [link, note]))
}
