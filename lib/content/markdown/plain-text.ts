import type { PhrasingContent, Root, RootContent } from 'mdast'
import { toString as toWords } from 'mdast-util-to-string'

const wordsOf = (node: RootContent) => toWords(node, { includeImageAlt: false, includeHtml: false })
const oneLine = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim()

const isPictureOrGap = (node: PhrasingContent) =>
  node.type === 'image' || node.type === 'break' || (node.type === 'text' && node.value.trim() === '')

function blocksOf(node: RootContent): string[] {
  switch (node.type) {
    case 'paragraph':
      return node.children.every(isPictureOrGap)
        ? node.children.flatMap((child) => (child.type === 'image' ? [child.title ?? ''] : []))
        : [oneLine(wordsOf(node))]
    case 'table':
      return [node.children.map((row) => row.children.map((cell) => oneLine(wordsOf(cell))).join('\t')).join('\n')]
    case 'list':
      return [node.children.map((item) => item.children.flatMap(blocksOf).join('\n')).join('\n')]
    case 'blockquote':
    case 'footnoteDefinition':
      return node.children.flatMap(blocksOf)
    case 'code':
      return [node.value]
    case 'html':
    case 'definition':
    case 'thematicBreak':
      return []
    default:
      return [oneLine(wordsOf(node))]
  }
}

/** The words of a tidied tree, paragraphs parted by a blank line; footnotes last. */
export function plainText(tree: Root): string {
  const isNote = (node: RootContent) => node.type === 'footnoteDefinition'
  const ordered = [...tree.children.filter((node) => !isNote(node)), ...tree.children.filter(isNote)]
  return ordered
    .flatMap(blocksOf)
    .filter((block) => block !== '')
    .join('\n\n')
}

/** The words of the first paragraph that is not only pictures. */
export function firstParagraph(tree: Root): string {
  for (const node of tree.children) {
    const text = node.type === 'paragraph' ? oneLine(wordsOf(node)) : ''
    if (text !== '') return text
  }
  return ''
}

const maxSummary = 300
const sentenceEnd = /[.!?…]["”’)\]]?(?=\s)|[。！？…]+[”’」』）]?/gu
const clauseEnd = /[,;:](?=\s)|[，；：、]/gu

const lastEnd = (text: string, pattern: RegExp) => {
  const last = [...text.matchAll(pattern)].at(-1)
  return last === undefined ? 0 : last.index + last[0].length
}

/** `text` cut at the end of a sentence to at most 300 characters; where the first is longer, at a clause or word, with `…`. */
export function cutSummary(text: string): string {
  if (text.length <= maxSummary) return text
  const sentences = lastEnd(text.slice(0, maxSummary + 1), sentenceEnd)
  if (sentences >= 40 && sentences <= maxSummary) return text.slice(0, sentences)
  const room = text.slice(0, maxSummary - 1)
  const clause = lastEnd(room, clauseEnd)
  const word = room.lastIndexOf(' ')
  const cut = clause > 100 ? clause : word > 100 ? word : room.length
  // Never within a surrogate pair.
  const whole = /[\ud800-\udbff]$/.test(room.slice(0, cut)) ? cut - 1 : cut
  return `${room.slice(0, whole).replace(/[\s,;:，；：、]+$/u, '')}…`
}

/** Whole minutes, at least 1: 220 words or 400 Han characters a minute. */
export function readingMinutes(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/(?!\p{Script=Han})[\p{L}\p{N}][^\s\p{Script=Han}]*/gu)?.length ?? 0
  return Math.max(1, Math.ceil(han / 400 + words / 220))
}
