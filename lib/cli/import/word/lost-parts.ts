import type { LostPart } from '../notes/names.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { walk } from './walk.ts'

const partsByTag: Readonly<Record<string, LostPart>> = {
  'm:oMath': 'equation',
  'c:chart': 'chart',
  'cx:chart': 'chart',
  'dgm:relIds': 'diagram',
  'o:OLEObject': 'object',
  'w:fldSimple': 'field',
  'w:ruby': 'ruby',
  'w:altChunk': 'inserted-file',
}

interface Found {
  count: number
  /** The words before the first one; empty at the beginning of the text. */
  readonly after: string
  /** What the first one says, as far as it is text. */
  words: string
}

const endOf = (text: string) => {
  const words = collapse(text.replace(/\s+/g, ' '))
  return words.length > 40 ? `…${words.slice(-40)}` : words
}

/** Parts of a document that no release can hold, each kind once, with the place of the first. */
export function tellLostParts(documentXml: string): ImportNote[] {
  const parts = new Map<LostPart, Found>()
  let [line, before, depth] = ['', '', 0]
  let open: Found | undefined
  walk(
    documentXml,
    ({ name }) => {
      if (name === 'w:p' && collapse(line) !== '') [before, line] = [line, '']
      const part = partsByTag[name]
      if (open !== undefined) depth += 1
      if (part === undefined) return
      const known = parts.get(part)
      const found = known ?? { count: 0, after: endOf(collapse(line) === '' ? before : line), words: '' }
      parts.set(part, found)
      found.count += 1
      if (known === undefined && open === undefined) [open, depth] = [found, 1]
    },
    () => {
      if (open === undefined) return
      depth -= 1
      if (depth === 0) open = undefined
    },
    (piece) => {
      if (open === undefined) line += piece
      else open.words += piece
    },
  )
  return [...parts].map(([part, { count, after, words }]) =>
    importNote('part-lost', { part, count, after, words: collapse(words.replace(/\s+/g, ' ')).slice(0, 60) }),
  )
}
