import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { attribute, descendants, type Element, isHidden, isPicture, rawText } from './elements.ts'
import { flat, type HtmlLine, textOf } from './lines.ts'
import { isAligned, languageOf } from './looks/dress.ts'
import { generatedMark } from './looks/style-sheets.ts'
import { findPicture, isOrnament } from './picture-source.ts'

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
  return src.trim() === '' || isOrnament(src) ? [] : [importNote('background-lost', { src })]
}

/** Of a film or sound, what the note about itself does not say: the picture before it plays, its subtitles. */
function besideMedia(element: Element): ImportNote[] {
  const poster = (element.tagName === 'video' && attribute(element, 'poster')) || ''
  if (poster !== '') return [importNote('poster-lost', { src: poster })]
  if (element.tagName !== 'track') return []
  return [importNote('track-lost', { src: attribute(element, 'src') ?? '?' })]
}

function citedIn(element: Element): ImportNote[] {
  const href = (/^(?:blockquote|q)$/.test(element.tagName) && attribute(element, 'cite')?.trim()) || ''
  if (href === '') return []
  const isLinked = [...descendants(element)].some((inner) => attribute(inner, 'href')?.trim() === href)
  return isLinked ? [] : [importNote('cite-lost', { text: wordsOf(element).slice(0, 60), href })]
}

/** Whether words are set from right to left and no language that is kept says so. */
const isTurned = (element: Element) =>
  languageOf(element) === undefined &&
  (element.tagName === 'bdo' ||
    /^rtl$/i.test(attribute(element, 'dir') ?? '') ||
    /(?:^|;)\s*direction\s*:\s*rtl/i.test(attribute(element, 'style') ?? ''))

function turnedIn(element: Element): ImportNote[] {
  const text = isTurned(element) ? wordsOf(element) : ''
  return text === '' ? [] : [importNote('direction-lost', { text: text.slice(0, 60) })]
}

/** The words that were centred or set to the right, a block an entry; columns of tables keep their side. */
function alignedWords(all: readonly Element[]): string[] {
  const inTables = new Set(all.filter(({ tagName }) => tagName === 'table').flatMap((table) => [...descendants(table)]))
  const aligned = all.filter((element) => isAligned(element) && !inTables.has(element))
  const outer = new Set(aligned.flatMap((element) => [...descendants(element)]))
  return aligned.flatMap((element) => (outer.has(element) || wordsOf(element) === '' ? [] : [wordsOf(element)]))
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

/** Words that a style sheet shows beside those of the page. */
function generatedAt(element: Element): ImportNote[] {
  const words = attribute(element, generatedMark)
  const text = wordsOf(element)
  return words === undefined || text === '' ? [] : [importNote('generated-lost', { words, text: text.slice(0, 60) })]
}

/** When an insertion or a deletion was made, which no reader sees. */
function datedIn(element: Element): ImportNote[] {
  const date = (/^(?:ins|del)$/.test(element.tagName) && attribute(element, 'datetime')?.trim()) || ''
  const text = wordsOf(element)
  return date === '' || text === '' ? [] : [importNote('change-date-lost', { text: text.slice(0, 60), date })]
}

/** The words of a drawing. */
function drawnIn(element: Element): ImportNote[] {
  const text = collapse(
    [...descendants(element)]
      .filter(({ tagName }) => tagName === 'text')
      .map(rawText)
      .join(' '),
  )
  return text === '' ? [] : [importNote('drawn-words-lost', { text: text.slice(0, 60) })]
}

/** Words that run down the page. */
function uprightIn(element: Element): ImportNote[] {
  const isUpright = /writing-mode\s*:\s*(?:vertical|tb|sideways)/i.test(attribute(element, 'style') ?? '')
  const text = isUpright ? wordsOf(element) : ''
  return text === '' ? [] : [importNote('upright-lost', { text: text.slice(0, 60) })]
}

/** The words and pictures that readers of the page did not see. */
function hiddenIn(element: Element): ImportNote[] {
  const text = collapse(element.childNodes.map(rawText).join(' '))
  const pictures = [element, ...descendants(element)].filter(isPicture).flatMap((picture) => {
    const source = findPicture(picture, () => undefined)
    return source.kind === 'ornament' ? [] : [importNote('hidden-picture-lost', { src: source.src.slice(0, 80) })]
  })
  return [...(text === '' ? [] : [importNote('hidden-lost', { text: text.slice(0, 60) })]), ...pictures]
}

function noteOf(element: Element, all: readonly Element[]): ImportNote[] {
  const { tagName } = element
  if (tagName === 'noscript') return withoutScript(element, all)
  if (tagName === 'script')
    return /document\.write/.test(element.childNodes.map((child) => ('value' in child ? child.value : '')).join(''))
      ? [importNote('script-lost')]
      : []
  if (tagName === 'svg') return drawnIn(element)
  if (tagName === 'math') return [importNote('formula-lost', { text: wordsOf(element) })]
  if (isHidden(element)) return hiddenIn(element)
  if (tagName === 'a' && attribute(element, 'href') === undefined && attribute(element, 'onclick') !== undefined)
    return [importNote('link-lost', { text: wordsOf(element), href: attribute(element, 'onclick') ?? '' })]
  return [
    ...remarkOf(element),
    ...backgroundOf(element),
    ...besideMedia(element),
    ...citedIn(element),
    ...turnedIn(element),
    ...uprightIn(element),
    ...datedIn(element),
    ...generatedAt(element),
  ]
}

/** What of an article is in none of its lines, or only as plain words. */
export function tellPassedOver(lines: readonly HtmlLine[]): ImportNote[] {
  const all = elementsBetween(lines)
  const fields = all.filter((element) => controls.test(element.tagName) && !isTick(element))
  const unseenToo = new Set(all.filter(isHidden).flatMap((element) => [...descendants(element)]))
  const notes = all.flatMap((element) => (unseenToo.has(element) ? [] : noteOf(element, all)))
  const aligned = alignedWords(all.filter((element) => !unseenToo.has(element)))
  return [
    ...notes,
    ...(aligned[0] === undefined
      ? []
      : [importNote('aligned-lost', { count: aligned.length, example: aligned[0].slice(0, 40) })]),
    ...(fields.length === 0 ? [] : [importNote('fields-lost', { count: fields.length })]),
  ]
}
