import type { Blockquote, Paragraph, PhrasingContent, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import { htmlBlock } from './html-element.ts'

const dash = /^\s*(?:—{1,2}|―|––?|--)\s*(?=\S)/u

/** Cuts the last line off a paragraph when it begins with a dash: the attribution, without the dash. */
function cutAttribution(paragraph: Paragraph): PhrasingContent[] | undefined {
  for (let index = paragraph.children.length - 1; index >= 0; index -= 1) {
    const node = paragraph.children[index]
    const first = index === 0
    if (node?.type === 'break') {
      const next = paragraph.children[index + 1]
      if (next?.type !== 'text' || !dash.test(next.value)) return undefined
      return takeFrom(paragraph, index + 1, 0, index)
    }
    if (node?.type !== 'text') continue
    const line = node.value.lastIndexOf('\n')
    if (line !== -1)
      return dash.test(node.value.slice(line + 1)) ? takeFrom(paragraph, index, line + 1, index + 1) : undefined
    if (first && dash.test(node.value)) return takeFrom(paragraph, 0, 0, 0)
  }
  return undefined
}

/** The words from `offset` of the text node `index` on; the paragraph keeps what comes before, of its first `kept` nodes. */
function takeFrom(paragraph: Paragraph, index: number, offset: number, kept: number): PhrasingContent[] {
  const node = paragraph.children[index]
  if (node?.type !== 'text') return []
  const words = [{ ...node, value: node.value.slice(offset).replace(dash, '') }, ...paragraph.children.slice(index + 1)]
  paragraph.children = paragraph.children.slice(0, kept)
  const last = paragraph.children.at(-1)
  if (last === node) paragraph.children[index] = { ...node, value: node.value.slice(0, offset).trimEnd() }
  return words
}

function attributionOf(quote: Blockquote): PhrasingContent[] | undefined {
  const last = quote.children.at(-1)
  if (last?.type !== 'paragraph') return undefined
  const isOnly = quote.children.length === 1
  // A quotation of one line is a remark that begins with a dash, not a name without words.
  if (
    isOnly &&
    last.children.length === 1 &&
    last.children[0]?.type === 'text' &&
    !last.children[0].value.includes('\n')
  )
    return undefined
  const words = cutAttribution(last)
  if (words !== undefined && last.children.length === 0) quote.children.pop()
  return words
}

/** The language of a quotation whose paragraphs are all marked with it, so that its typography applies to the whole. */
function raiseLanguage(quote: Blockquote): void {
  const tags = quote.children.map((child) =>
    child.type === 'paragraph' ? child.data?.hProperties?.['lang'] : undefined,
  )
  const [tag] = tags
  if (typeof tag === 'string' && tags.every((other) => other === tag))
    quote.data = { ...quote.data, hProperties: { lang: tag } }
}

/** A quotation whose last line begins with a dash becomes a figure, and that line its caption. */
export function attributeQuotes(tree: Root): void {
  visit(tree, 'paragraph', (node) => {
    const [only, ...others] = node.children
    if (only?.type !== 'htmlSpan' || others.length > 0 || only.data.hProperties['lang'] === undefined) return
    node.data = { ...node.data, hProperties: only.data.hProperties }
    node.children = only.children
  })
  visit(tree, 'blockquote', (node, index, parent) => {
    if (parent === undefined || index === undefined) return undefined
    const words = attributionOf(node)
    raiseLanguage(node)
    if (words === undefined) return undefined
    parent.children[index] = htmlBlock('figure', { className: ['quote'] }, [node, htmlBlock('figcaption', {}, words)])
    return [SKIP, index + 1]
  })
}
