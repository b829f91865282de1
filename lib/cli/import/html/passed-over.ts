import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { attribute, descendants, type Element, isHidden, rawText } from './elements.ts'
import { flat, type HtmlLine, textOf } from './lines.ts'

const wordsOf = (element: Element) => collapse(flat(textOf(element)))
/** Words of what is never read as text. */
const innerWords = (element: Element) =>
  collapse(
    element.childNodes
      .map(rawText)
      .join(' ')
      .replace(/<[^>]*>|\s+/g, ' '),
  )

/** The elements between the first line of an article and the end of its last. */
function elementsBetween(lines: readonly HtmlLine[]): Element[] {
  const body = lines[0]?.path[0]
  const last = lines.at(-1)?.element
  if (body === undefined || last === undefined) return []
  const all = [...descendants(body)]
  const start = Math.max(0, all.indexOf(lines[0]?.element ?? body))
  return all.slice(start, all.indexOf(last) + [...descendants(last)].length + 1)
}

function remarkOf(element: Element): ImportNote[] {
  const remark = collapse(attribute(element, 'title') ?? '')
  const words = element.tagName === 'img' ? collapse(attribute(element, 'alt') ?? '') : wordsOf(element)
  // A picture without a description takes its remark for one.
  if (remark === '' || words === '' || words.includes(remark)) return []
  return [importNote('remark-lost', { text: words.slice(0, 60), remark })]
}

function backgroundOf(element: Element): ImportNote[] {
  const style = /background(?:-image)?\s*:[^;]*url\(\s*["']?([^"')]+)/i.exec(attribute(element, 'style') ?? '')?.[1]
  const src = style ?? attribute(element, 'background') ?? ''
  return src.trim() === '' ? [] : [importNote('background-lost', { src })]
}

const controls = /^(?:select|textarea|button|progress|input)$/
const isTick = (element: Element) => /^(?:checkbox|hidden)$/i.test(attribute(element, 'type') ?? '')

/** A picture or words for browsers without scripts, unless the same picture stands there for the others. */
function withoutScript(element: Element, all: readonly Element[]): ImportNote[] {
  const inside = element.childNodes.map(rawText).join('')
  const src = /<img\b[^>]*\bsrc=["']?([^"'\s>]+)/i.exec(inside)?.[1]
  const isThere =
    src !== undefined && all.some(({ tagName, attrs }) => tagName === 'img' && attrs.some(({ value }) => value === src))
  const text = innerWords(element) || (isThere ? '' : (src ?? ''))
  return text === '' ? [] : [importNote('scriptless-lost', { text })]
}

function noteOf(element: Element, all: readonly Element[]): ImportNote[] {
  const { tagName } = element
  if (tagName === 'noscript') return withoutScript(element, all)
  if (tagName === 'script')
    return /document\.write/.test(element.childNodes.map((child) => ('value' in child ? child.value : '')).join(''))
      ? [importNote('script-lost')]
      : []
  if (tagName === 'math') return [importNote('formula-lost', { text: wordsOf(element) })]
  if (isHidden(element)) {
    const text = collapse([...element.childNodes].map(rawText).join(' '))
    return text === '' ? [] : [importNote('hidden-lost', { text: text.slice(0, 60) })]
  }
  if (tagName === 'a' && attribute(element, 'href') === undefined && attribute(element, 'onclick') !== undefined)
    return [importNote('link-lost', { text: wordsOf(element), href: attribute(element, 'onclick') ?? '' })]
  return [...remarkOf(element), ...backgroundOf(element)]
}

/** What of an article is in none of its lines, or only as plain words. */
export function tellPassedOver(lines: readonly HtmlLine[]): ImportNote[] {
  const all = elementsBetween(lines)
  const fields = all.filter((element) => controls.test(element.tagName) && !isTick(element))
  const unseenToo = new Set(all.filter(isHidden).flatMap((element) => [...descendants(element)]))
  const notes = all.flatMap((element) => (unseenToo.has(element) ? [] : noteOf(element, all)))
  return [...notes, ...(fields.length === 0 ? [] : [importNote('fields-lost', { count: fields.length })])]
}
