import { SaxesParser } from 'saxes'
import type { LostPart } from '../notes/names.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { PageRefused } from '../refusals.ts'
import type { Archive } from './archive.ts'
import { tellDress } from './dress.ts'
import { countNumberedHeadings } from './heading-numbers.ts'
import { tellListNumbers } from './list-numbers.ts'

/** Deeper than any table within tables. */
const deepest = 400

interface PartFacts {
  /** How often each element stands in the part. */
  readonly counts: ReadonlyMap<string, number>
  /** Its words. */
  readonly text: string
}

/** Counts the elements of a part. Throws `PageRefused`: Office Open XML (ISO/IEC 29500-2 §8.1.4) allows no document type. */
function readPart(xml: string): PartFacts {
  const counts = new Map<string, number>()
  let text = ''
  let depth = 0
  const parser = new SaxesParser({ position: false })
  parser.on('doctype', () => {
    throw new PageRefused('doctype')
  })
  parser.on('error', () => {
    throw new PageRefused('not-word')
  })
  parser.on('opentag', ({ name }) => {
    counts.set(name, (counts.get(name) ?? 0) + 1)
    depth += 1
    if (depth > deepest) throw new PageRefused('deep')
  })
  parser.on('closetag', () => {
    depth -= 1
  })
  parser.on('text', (piece) => {
    text += piece
  })
  parser.write(xml.replace(/^\uFEFF/, '')).close()
  return { counts, text: collapse(text.replace(/\s+/g, ' ')) }
}

const lostParts: readonly (readonly [LostPart, readonly string[]])[] = [
  ['equation', ['m:oMath']],
  ['chart', ['c:chart', 'cx:chart']],
  ['diagram', ['dgm:relIds']],
  ['object', ['o:OLEObject']],
  ['field', ['w:fldSimple']],
  ['ruby', ['w:ruby']],
  ['inserted-file', ['w:altChunk']],
]

/** What a document holds. */
export interface Inventory {
  /** The title in its properties; empty when there is none. */
  readonly title: string
  /** What an editor must decide before the release is public. */
  readonly questions: readonly ImportNote[]
  readonly notes: readonly ImportNote[]
}

async function titleOf(archive: Archive): Promise<string> {
  const xml = await archive.text('docProps/core.xml')
  const title = /<dc:title>([^<]*)<\/dc:title>/.exec(xml ?? '')?.[1] ?? ''
  // What word processors write there by themselves.
  return /^(?:microsoft word|document\d*$|untitled|文档\s*\d*$|未命名)/i.test(title) ? '' : collapse(unescapeXml(title))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (all, name: string) => entities[name] ?? all)

// Word shows hidden text to whoever asks for it, and the release would show it to everybody.
function questionsOf({ counts }: PartFacts): ImportNote[] {
  const count = counts.get('w:vanish') ?? 0
  return count === 0 ? [] : [importNote('hidden-text', { count })]
}

function notesOf({ counts }: PartFacts): ImportNote[] {
  const count = (...names: readonly string[]) => names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0)
  const inserted = count('w:ins', 'w:moveTo')
  const deleted = count('w:del', 'w:moveFrom')
  const comments = count('w:commentReference')
  // Each box is there twice, in the form of today and in that of Word 2007.
  const boxes = Math.max(count('wps:txbx'), count('v:textbox'))
  return [
    ...(inserted + deleted === 0 ? [] : [importNote('changes-taken', { inserted, deleted })]),
    ...(comments === 0 ? [] : [importNote('comments-lost', { count: comments })]),
    ...(boxes === 0 ? [] : [importNote('boxes-moved', { count: boxes })]),
    ...lostParts.flatMap(([part, names]) => {
      const found = count(...names)
      return found === 0 ? [] : [importNote('part-lost', { part, count: found })]
    }),
  ]
}

/** Says what of a document is not in its text, or not as it was. Throws `PageRefused` for XML that must not be read. */
export async function readInventory(archive: Archive): Promise<Inventory> {
  const notes: ImportNote[] = []
  const questions: ImportNote[] = []
  for (const name of archive.names.filter((part) => /\.(?:xml|rels)$/i.test(part))) {
    const facts = readPart((await archive.text(name)) ?? '')
    if (name === 'word/document.xml') {
      notes.push(...notesOf(facts))
      questions.push(...questionsOf(facts))
    } else if (/^word\/(?:header|footer)\d*\.xml$/.test(name) && /[\p{L}\p{N}]{2}/u.test(facts.text))
      notes.push(importNote('page-edge-lost', { text: facts.text }))
  }
  const document = (await archive.text('word/document.xml')) ?? ''
  const styles = (await archive.text('word/styles.xml')) ?? '<w:styles/>'
  const numbering = (await archive.text('word/numbering.xml')) ?? '<w:numbering/>'
  notes.push(...tellDress(document), ...tellListNumbers({ document, styles, numbering }))
  const numbered = countNumberedHeadings(document, styles)
  if (numbered > 0) notes.push(importNote('heading-numbers-lost', { count: numbered }))
  return { title: await titleOf(archive), questions, notes }
}
