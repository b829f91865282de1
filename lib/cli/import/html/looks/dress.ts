import { attribute, blocks, type Element, findElement, rawText } from '../elements.ts'

const greys =
  /^(?:black|white|gr[ae]y|silver|dimgr[ae]y|darkgr[ae]y|lightgr[ae]y|inherit|initial|transparent|windowtext|auto)$/i
/** How far the parts of a colour may be from one another for it to pass for grey. */
const tint = 40

/** Whether a colour of CSS is one that a reader notices beside black. */
export function isBright(color: string): boolean {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color)
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color)
  const decimal = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/i.exec(color)
  const parts =
    decimal?.slice(1).map(Number) ??
    (long ?? short)?.slice(1).map((part) => Number.parseInt(part.repeat(3 - part.length), 16))
  if (parts === undefined) return /^[a-z]+$/i.test(color) && !greys.test(color)
  return Math.max(...parts) - Math.min(...parts) > tint
}

/** Whether a class of WordPress gives words a colour of its theme or of its own list. */
const isColoredByClass = (classes: string) =>
  /\bhas-(?!black|white|gray|cyan-bluish-gray)[\w-]+-(?:background-)?color\b/.test(
    classes.replace(/\bhas-(?:text|inline|link)-color\b/g, ''),
  )

/** Whether words in an element are told apart by a line, a colour or a marker, which Markdown has no sign for. */
export function isDressed(element: Element): boolean {
  const { tagName } = element
  if (/^(?:u|ins|mark)$/.test(tagName)) return true
  if (tagName === 'a' || (blocks.has(tagName) && !/^(?:p|li|dt|dd)$/.test(tagName))) return false
  const style = attribute(element, 'style') ?? ''
  if (/text-decoration[^;]*underline/i.test(style) || isColoredByClass(attribute(element, 'class') ?? '')) return true
  const colors = [
    ...[...style.matchAll(/(?:^|;)\s*(?:background-)?color\s*:\s*([^;!]+)/gi)].map(([, color]) => color),
    /(?:^|;)\s*background\s*:\s*([^;!]+)/i.exec(style)?.[1],
    tagName === 'font' ? attribute(element, 'color') : undefined,
  ]
  return colors.some((color) => color !== undefined && isBright(color.trim()))
}

/** Whether the words of a block are centred or set to the right. */
export function isAligned(element: Element): boolean {
  const { tagName } = element
  if (tagName === 'center') return true
  if (!/^(?:p|div|h[1-6]|section|article|blockquote|li)$/.test(tagName)) return false
  return (
    /^(?:center|middle|right)$/i.test(attribute(element, 'align') ?? '') ||
    /text-align\s*:\s*(?:-webkit-|-moz-)?(?:center|right|end)/i.test(attribute(element, 'style') ?? '') ||
    /\bhas-text-align-(?:center|right)\b/.test(attribute(element, 'class') ?? '')
  )
}

/** The language that an element within a text names; English aside, which word processors write everywhere. */
export function languageOf(element: Element): string | undefined {
  if (element.tagName !== 'p' && blocks.has(element.tagName)) return undefined
  const tag = (attribute(element, 'lang') ?? attribute(element, 'xml:lang') ?? '').trim()
  return tag === '' || /^(?:en|x)\b/i.test(tag) ? undefined : tag
}

/** A formula on one line: as its author typed it, else its signs one after another. */
export function formulaOf(math: Element): string {
  const source = findElement(math, ({ tagName }) => tagName === 'annotation')
  return (attribute(math, 'alttext') ?? rawText(source ?? math)).replace(/\s+/g, ' ').trim()
}
