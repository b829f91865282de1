import { attribute, descendants, type Element, isElement, rawText } from './elements.ts'

const itemsOf = (list: Element) => list.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'li')
const wholeNumber = (text: string | undefined) => {
  const number = Number.parseInt(text ?? '', 10)
  return Number.isNaN(number) ? undefined : number
}

/** Whether the items are counted in letters or Roman figures, by an attribute or a style. */
const isLettered = (list: Element) =>
  /^[aAiI]$/.test(attribute(list, 'type') ?? '') ||
  /list-style(?:-type)?\s*:[^;]*(?:alpha|latin|roman|greek)/i.test(attribute(list, 'style') ?? '')

/** How the items of an ordered list are counted in Markdown, and whether the page counted them in another way. */
export function numbersOf(list: Element): { readonly start: number; readonly areLost: boolean } {
  const items = itemsOf(list)
  const isReversed = attribute(list, 'reversed') !== undefined && items.length > 1
  const given = wholeNumber(items[0] && attribute(items[0], 'value')) ?? wholeNumber(attribute(list, 'start')) ?? 1
  // Markdown counts from nought on, upwards and without a gap.
  const start = Math.max(0, given)
  const jumps = items.some((item, index) => (wholeNumber(attribute(item, 'value')) ?? start + index) !== start + index)
  return { start, areLost: isReversed || jumps || given < 0 || isLettered(list) }
}

/** Whether a box at the beginning of an item is ticked; `undefined` without a box. */
export function tickOf(item: Element): boolean | undefined {
  const box = [...descendants(item)].find(({ tagName }) => tagName === 'input')
  if (box === undefined || attribute(box, 'type')?.toLowerCase() !== 'checkbox') return undefined
  return attribute(box, 'checked') !== undefined
}

/** What a `pre` holds when it is nothing but `code`: its text, and its language where the page says it. */
export function codeIn(pre: Element): { readonly value: string; readonly lang?: string } | undefined {
  const [code, ...others] = pre.childNodes.filter((child) => isElement(child) || rawText(child).trim() !== '')
  if (code === undefined || others.length > 0 || !isElement(code) || code.tagName !== 'code') return undefined
  const lang = /(?:^|\s)lang(?:uage)?-([\w+#-]+)/.exec(attribute(code, 'class') ?? '')?.[1]
  const value = rawText(code).replace(/^\n+|\s+$/g, '')
  return value === '' ? undefined : { value, ...(lang === undefined ? {} : { lang }) }
}
