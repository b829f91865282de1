import { SaxesParser } from 'saxes'
import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'

/** How the items of one level are numbered. */
interface Level {
  format: string
  start: string
}

interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Reads XML that was read before and is sound. */
function walk(
  xml: string,
  open: (tag: Tag) => void,
  close: (name: string) => void = () => {},
  text?: (piece: string) => void,
) {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('opentag', ({ name, attributes }) => open({ name, attributes }))
  parser.on('closetag', ({ name }) => close(name))
  if (text !== undefined) parser.on('text', text)
  parser.write(xml.replace(/^\uFEFF/, '')).close()
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

const isCounted = ({ format }: Level) => format !== 'bullet' && format !== 'none'

/**
 * Lists whose numbers Word makes in a way that is lost: in letters, from another number on, or on from a list further up. Office
 * Open XML, ISO/IEC 29500-1 §17.9.
 */
export function tellListNumbers(documentXml: string, numberingXml: string): ImportNote[] {
  const levels = readLevels(numberingXml)
  const runs: { readonly list: string; readonly isOn: boolean; readonly text: string; count: number }[] = []
  const seen = new Set<string>()
  let [list, depth, text, isHeading] = ['', '0', '', false]
  let before = ''
  walk(
    documentXml,
    ({ name, attributes }) => {
      const value = attributes['w:val'] ?? ''
      if (name === 'w:p') [list, depth, text, isHeading] = ['', '0', '', false]
      else if (name === 'w:pStyle') isHeading = /heading|title|标题/i.test(value)
      else if (name === 'w:numId') list = value === '0' ? '' : value
      else if (name === 'w:ilvl') depth = value
    },
    (name) => {
      if (name !== 'w:p' || (list === '' && collapse(text) === '')) return
      const last = runs.at(-1)
      if (list === '' || isHeading) before = ''
      else if (depth === '0' && before === list && last !== undefined) last.count += 1
      else if (depth === '0') runs.push({ list, isOn: seen.has(list), text: collapse(text), count: 1 })
      if (list !== '' && !isHeading) {
        seen.add(list)
        before = list
      }
    },
    (piece) => {
      text += piece
    },
  )
  return runs.flatMap(({ list: id, isOn, text: words, count }) => {
    const level = levels.get(id)
    const isLost =
      level !== undefined && isCounted(level) && (isOn || level.start !== '1' || level.format !== 'decimal')
    return isLost ? [importNote('numbers-lost', { count, text: words.slice(0, 40) })] : []
  })
}
