import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { walk } from './walk.ts'

/** How the items of one level are numbered. */
interface Level {
  format: string
  start: string
}

/** The parts of a document as XML. */
interface DocumentParts {
  readonly document: string
  readonly styles: string
  readonly numbering: string
}

/** The outermost level of each list, by the list's id. */
function readLevels(xml: string): ReadonlyMap<string, Level> {
  const forms = new Map<string, Level>()
  const lists = new Map<string, Level>()
  let [form, list, level] = ['', '', '']
  walk(xml, ({ name, attributes }) => {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:abstractNum') [form, list] = [attributes['w:abstractNumId'] ?? '', '']
    else if (name === 'w:num') list = attributes['w:numId'] ?? ''
    else if (name === 'w:lvl' || name === 'w:lvlOverride') level = attributes['w:ilvl'] ?? ''
    else if (name === 'w:abstractNumId') lists.set(list, { ...(forms.get(value) ?? { format: 'decimal', start: '1' }) })
    if (level !== '0') return
    const known = list === '' ? (forms.get(form) ?? { format: 'decimal', start: '1' }) : lists.get(list)
    if (known === undefined) return
    if (name === 'w:numFmt') known.format = value
    if (name === 'w:start' || name === 'w:startOverride') known.start = value
    if (list === '') forms.set(form, known)
  })
  return lists
}

/** The list whose numbers a style gives to its paragraphs, by the style's id; a style without one has that of its parent. */
function readStyleLists(xml: string): (style: string) => string {
  const own = new Map<string, string>()
  const parents = new Map<string, string>()
  let id = ''
  walk(xml, ({ name, attributes }) => {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:style') id = attributes['w:styleId'] ?? ''
    else if (name === 'w:numId') own.set(id, value === '0' ? '' : value)
    else if (name === 'w:basedOn') parents.set(id, value)
  })
  return (style) => {
    const seen = new Set<string>()
    let at: string | undefined = style
    // A style may name itself as its parent.
    while (at !== undefined && !seen.has(at) && !own.has(at)) {
      seen.add(at)
      at = parents.get(at)
    }
    return own.get(at ?? '') ?? ''
  }
}

/** The depth at which a list takes the paragraphs of a style for its items, by the style's id. */
function readLinkedStyles(xml: string): ReadonlyMap<string, string> {
  const styles = new Map<string, string>()
  let depth = '0'
  walk(xml, ({ name, attributes }) => {
    if (name === 'w:lvl') depth = attributes['w:ilvl'] ?? '0'
    else if (name === 'w:pStyle') styles.set(attributes['w:val'] ?? '', depth)
  })
  return styles
}

const isCounted = ({ format }: Level) => format !== 'bullet' && format !== 'none'

interface NumberedParagraph {
  /** Empty when the paragraph is no item of a list. */
  readonly list: string
  readonly depth: string
  readonly text: string
  /** Whether a style alone makes it an item, in a way that leaves a plain paragraph of it. */
  readonly isPlain: boolean
}

/** The paragraphs that say something or are items, headings aside, which are told by themselves. */
function readParagraphs({ document, styles, numbering }: DocumentParts): NumberedParagraph[] {
  const listOf = readStyleLists(styles)
  const linked = readLinkedStyles(numbering)
  const paragraphs: NumberedParagraph[] = []
  let own: string | undefined
  let [depth, text, style] = ['0', '', '']
  walk(
    document,
    ({ name, attributes }) => {
      const value = attributes['w:val'] ?? ''
      if (name === 'w:p') {
        own = undefined
        ;[depth, text, style] = ['0', '', '']
      } else if (name === 'w:pStyle') style = value
      else if (name === 'w:numId') own = value === '0' ? '' : value
      else if (name === 'w:ilvl') depth = value
    },
    (name) => {
      if (name !== 'w:p') return
      const isHeading = /heading|title|标题/i.test(style)
      const list = isHeading ? '' : (own ?? listOf(style))
      const byStyle = own === undefined && list !== ''
      const isPlain = byStyle && !linked.has(style)
      if (list !== '' || collapse(text) !== '')
        paragraphs.push({ list, depth: byStyle ? (linked.get(style) ?? '0') : depth, text: collapse(text), isPlain })
    },
    (piece) => {
      text += piece
    },
  )
  return paragraphs
}

/**
 * Lists whose numbers Word makes in a way that is lost: in letters, from another number on, on from a list further up, or by a
 * style that no list names. Office Open XML, ISO/IEC 29500-1 §17.9.
 */
export function tellListNumbers(parts: DocumentParts): ImportNote[] {
  const levels = readLevels(parts.numbering)
  const paragraphs = readParagraphs(parts)
  const runs: { readonly list: string; readonly isOn: boolean; readonly text: string; count: number }[] = []
  const seen = new Set<string>()
  let before = ''
  for (const { list, depth, text, isPlain } of paragraphs) {
    const last = runs.at(-1)
    if (depth === '0' && list !== '' && !isPlain) {
      if (before === list && last !== undefined) last.count += 1
      else runs.push({ list, isOn: seen.has(list), text, count: 1 })
    }
    before = isPlain ? '' : list
    if (before !== '') seen.add(before)
  }
  const plain = paragraphs.filter(({ list, isPlain }) => isPlain && levels.get(list)?.format !== 'none')
  return [
    ...runs.flatMap(({ list, isOn, text, count }) => {
      const level = levels.get(list)
      const isLost =
        level !== undefined && isCounted(level) && (isOn || level.start !== '1' || level.format !== 'decimal')
      return isLost ? [importNote('numbers-lost', { count, text: text.slice(0, 40) })] : []
    }),
    ...(plain[0] === undefined
      ? []
      : [importNote('style-list-lost', { count: plain.length, example: plain[0].text.slice(0, 40) })]),
  ]
}
