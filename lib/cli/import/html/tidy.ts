import type { Image, PhrasingContent, RootContent } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { isLanguageTag } from '#lib/content/markdown/languages.ts'
import { isChinese } from '../page/text.ts'
import { descendants } from './elements.ts'
import { flat, type HtmlLine, type Leaf, type Marks } from './lines.ts'

/** A leaf of a heading, which is bold by itself and looks as the site has it. */
export const withoutBold = (leaf: Leaf): Leaf => {
  const { strong: _, emphasis: __, dressed: ___, ...marks } = leaf.marks
  return { ...leaf, marks }
}

/** The first (0) or last (-1) character of a node. */
function edgeText(node: PhrasingContent | undefined, at: 0 | -1): string {
  return node === undefined ? '' : ([...wordsOf(node)].at(at) ?? '')
}

const sameMarks = (a: Marks, b: Marks) =>
  a.strong === b.strong &&
  a.emphasis === b.emphasis &&
  a.struck === b.struck &&
  a.raised === b.raised &&
  a.code === b.code &&
  a.dressed === b.dressed &&
  a.language === b.language &&
  a.link === b.link

/** Neighbouring texts with the same marks as one, white space as a browser shows it. */
export function mergeLeaves(leaves: readonly Leaf[]): Leaf[] {
  const merged: Leaf[] = []
  for (const leaf of leaves) {
    const last = merged.at(-1)
    const blank = leaf.kind === 'text' && leaf.value.trim() === ''
    if (last?.kind === 'text' && leaf.kind === 'text' && (blank || sameMarks(last.marks, leaf.marks))) {
      merged[merged.length - 1] = { ...last, value: last.value + leaf.value }
    } else merged.push(leaf)
  }
  let spaced = true
  return merged.flatMap((leaf): Leaf[] => {
    if (leaf.kind === 'image') return [leaf]
    const value = flat(leaf.value)
    const kept = spaced ? value.replace(/^\s+/, '') : value
    if (kept !== '') spaced = /\s$/.test(kept)
    return kept === '' ? [] : [{ ...leaf, value: kept }]
  })
}

/** Without white space at the ends. */
export function trimEnds(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const isBlank = (node: PhrasingContent | undefined) => node?.type === 'text' && /^[\s\u3000]*$/u.test(node.value)
  const trimmed = [...nodes]
  while (isBlank(trimmed[0])) trimmed.shift()
  while (isBlank(trimmed.at(-1))) trimmed.pop()
  return trimmed.map((node, index) => {
    if (node.type !== 'text') return node
    let value = index === 0 ? node.value.replace(/^[\s\u3000]+/u, '') : node.value
    if (index === trimmed.length - 1) value = value.replace(/[\s\u3000]+$/u, '')
    return { type: 'text', value }
  })
}

/** The title is the page's first level; the text's begin at the second and leave none out. */
export function levelHeadings(nodes: readonly RootContent[]): RootContent[] {
  const depths = [...new Set(nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : [])))].sort()
  const levels = [2, 3, 4, 5, 6] as const
  let last = 1
  return nodes.map((node) => {
    if (node.type !== 'heading') return node
    const wanted = levels[Math.min(depths.indexOf(node.depth), last - 1, levels.length - 1)] ?? 2
    last = wanted
    return { ...node, depth: wanted }
  })
}

/** Whether a text keeps columns apart by spaces, as tables were typed. */
export function isInColumns(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.length >= 2 && lines.filter((line) => /\S(?: {2,}|\t)\S/.test(line)).length * 2 >= lines.length
}

/** The picture `before`, when `lines` are its caption and hold nothing that a caption cannot. */
export function captioned(lines: readonly HtmlLine[], before: RootContent | undefined): Image | undefined {
  const figure = lines[0]?.path.findLast(({ tagName }) => tagName === 'figure')
  const [image, ...others] = before?.type === 'paragraph' ? before.children : []
  if (figure === undefined || image?.type !== 'image' || others.length > 0) return undefined
  const isCaption = ({ path, leaves }: HtmlLine) =>
    path.some(({ tagName }) => tagName === 'figcaption') &&
    leaves.every((leaf) => leaf.kind === 'text' && leaf.marks.link === undefined)
  const pictures = [...descendants(figure)].filter(({ tagName }) => tagName === 'img')
  return pictures.length === 1 && lines.every(isCaption) ? image : undefined
}

/**
 * Takes away marks that Markdown cannot show, and counts them. CommonMark sees no bold in 新**“常态”**下: a mark beside a letter
 * may not touch punctuation inside.
 */
export function keepPossibleMarks(nodes: readonly PhrasingContent[]): { nodes: PhrasingContent[]; lost: number } {
  let lost = 0
  const clash = (outer: string, inner: string) => /[\p{L}\p{N}]/u.test(outer) && /[\p{P}\p{S}]/u.test(inner)
  const kept = nodes.flatMap((node, index): PhrasingContent[] => {
    if (node.type !== 'strong' && node.type !== 'emphasis') return [node]
    const before = edgeText(nodes[index - 1], -1)
    const after = edgeText(nodes[index + 1], 0)
    if (!clash(before, edgeText(node, 0)) && !clash(after, edgeText(node, -1))) return [node]
    lost += 1
    return node.children
  })
  return { nodes: kept, lost }
}

/** Words with the language that they are in, `[words]{lang=fr}`, where the script does not tell it. */
export function inLanguage(node: PhrasingContent, language: string | undefined, title: string): PhrasingContent[] {
  const isOwn = language === undefined || !isLanguageTag(language) || (/^zh\b/i.test(language) && isChinese(title))
  if (isOwn || !/\p{L}/u.test(wordsOf(node))) return [node]
  return [{ type: 'html', value: '[' }, node, { type: 'html', value: `]{lang=${language}}` }]
}

/** The nodes of a line, below the rule that parts it from what stands above. */
export function belowRule(nodes: RootContent[], line: HtmlLine | undefined, isFirst: boolean): RootContent[] {
  return line?.ruled === true && !isFirst && nodes.length > 0 ? [{ type: 'thematicBreak' }, ...nodes] : nodes
}

type BlockType = 'paragraph' | 'heading' | 'list' | 'table' | 'blockquote' | 'code' | 'thematicBreak'
export const isBlockContent = (node: RootContent): node is Extract<RootContent, { type: BlockType }> =>
  /^(?:paragraph|heading|list|table|blockquote|code|thematicBreak)$/.test(node.type)
