import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { walk } from './walk.ts'

/** How the items of one level are numbered. */
interface Level {
  format: string
  start: string
  /** `%1.` with the number of the level for its place; empty when the document does not say. */
  text: string
}

/** The parts of a document as XML. */
interface DocumentParts {
  readonly document: string
  readonly styles: string
  readonly numbering: string
}

/** How a list numbers its items at a depth; `undefined` for a list that there is not. */
type LevelOf = (list: string, depth: string) => Level | undefined

function readLevels(xml: string): LevelOf {
  const forms = new Map<string, Level>()
  const lists = new Map<string, string>()
  const overrides = new Map<string, string>()
  let [form, list, depth] = ['', '', '']
  walk(xml, ({ name, attributes }) => {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:abstractNum') [form, list] = [attributes['w:abstractNumId'] ?? '', '']
    else if (name === 'w:num') list = attributes['w:numId'] ?? ''
    else if (name === 'w:lvl' || name === 'w:lvlOverride') depth = attributes['w:ilvl'] ?? ''
    else if (name === 'w:abstractNumId') lists.set(list, value)
    else if (name === 'w:startOverride') overrides.set(`${list}/${depth}`, value)
    // A list that has levels of its own has the form of its id.
    const key = list === '' ? `${form}/${depth}` : `list ${list}/${depth}`
    if (name === 'w:lvl') forms.set(key, { format: 'decimal', start: '1', text: '' })
    const level = forms.get(key)
    if (level === undefined) return
    if (name === 'w:numFmt') level.format = value
    if (name === 'w:start') level.start = value
    if (name === 'w:lvlText') level.text = value
  })
  return (id, at) => {
    const named = lists.get(id)
    if (named === undefined) return undefined
    const level = forms.get(`list ${id}/${at}`) ??
      forms.get(`${named}/${at}`) ?? { format: 'decimal', start: '1', text: '' }
    return { ...level, start: overrides.get(`${id}/${at}`) ?? level.start }
  }
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

/** Whether Markdown numbers in another way: it counts from one on in figures, each list by itself. */
function isOtherwise({ format, start, text }: Level, depth: string): boolean {
  if (format === 'bullet' || format === 'none') return false
  const words = text.replace(`%${Number(depth) + 1}`, '')
  return start !== '1' || format !== 'decimal' || /[\p{L}\p{N}]/u.test(words)
}

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

interface ListRun {
  readonly list: string
  readonly depth: string
  /** Whether it counts on from a list further up. */
  readonly isOn: boolean
  readonly text: string
  count: number
}

/** Items of one list and depth with nothing between them but items within them. */
function runsOf(paragraphs: readonly NumberedParagraph[]): ListRun[] {
  const runs: ListRun[] = []
  let open: ListRun[] = []
  const counted = new Set<string>()
  for (const { list, depth, text, isPlain } of paragraphs) {
    const isItem = list !== '' && !isPlain
    open = isItem ? open.filter((run) => run.list === list && run.depth <= depth) : []
    if (!isItem) continue
    const key = `${list}/${depth}`
    const run = open.find((one) => one.depth === depth)
    if (run === undefined) {
      const begun = { list, depth, isOn: counted.has(key), text, count: 1 }
      runs.push(begun)
      open.push(begun)
    } else run.count += 1
    // An item begins the lists within it anew.
    for (const other of counted) if (other.startsWith(`${list}/`) && other > key) counted.delete(other)
    counted.add(key)
  }
  return runs
}

/**
 * Lists whose numbers Word makes in a way that is lost: in letters, from another number on, on from a list further up, or by a
 * style that no list names. Office Open XML, ISO/IEC 29500-1 §17.9.
 */
export function tellListNumbers(parts: DocumentParts): ImportNote[] {
  const levelOf = readLevels(parts.numbering)
  const paragraphs = readParagraphs(parts)
  const lost = runsOf(paragraphs).filter(({ list, depth, isOn }) => {
    const level = levelOf(list, depth)
    if (level === undefined || level.format === 'bullet' || level.format === 'none') return false
    return isOn || isOtherwise(level, depth)
  })
  const inner = lost.filter(({ depth }) => depth !== '0')
  const plain = paragraphs.filter(({ list, depth, isPlain }) => isPlain && levelOf(list, depth)?.format !== 'none')
  return [
    ...lost
      .filter(({ depth }) => depth === '0')
      .map(({ count, text }) => importNote('numbers-lost', { count, text: text.slice(0, 40) })),
    ...(inner[0] === undefined
      ? []
      : [importNote('inner-numbers-lost', { count: inner.length, text: inner[0].text.slice(0, 40) })]),
    ...(plain[0] === undefined
      ? []
      : [importNote('style-list-lost', { count: plain.length, example: plain[0].text.slice(0, 40) })]),
  ]
}
