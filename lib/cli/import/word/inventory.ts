import { SaxesParser } from 'saxes'
import { type ImportNote, importNote } from '../notes.ts'
import { collapse } from '../page/text.ts'
import { PageRefused } from '../refusals.ts'
import type { Archive } from './archive.ts'
import { readDress } from './dress.ts'
import { countNumberedHeadings } from './heading-numbers.ts'
import { tellListNumbers } from './list-numbers.ts'
import { tellLostParts } from './lost-parts.ts'
import { readStyles } from './styles.ts'

/** Deeper than any table within tables. */
const deepest = 400

interface PartFacts {
  /** How often each element stands in the part; `cropped`: pictures of which not all is shown. */
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
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  parser.on('opentag', ({ name, attributes }) => {
    add(name)
    // The edges of a picture that are cut off, in thousandths of a percent; the file holds the whole of it.
    if (name === 'a:srcRect' && ['l', 't', 'r', 'b'].some((edge) => Number(attributes[edge] ?? 0) > 0)) add('cropped')
    // A watermark: its words are an attribute.
    if (name === 'v:textpath') text += ` ${attributes['string'] ?? ''} `
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

// What Word hides, crops or only prompts for would be seen by everybody in the release.
function questionsOf({ counts }: PartFacts, hidden: number): ImportNote[] {
  const asked = [
    ['hidden-text', hidden],
    ['cropped-pictures', counts.get('cropped') ?? 0],
    ['prompts', counts.get('w:showingPlcHdr') ?? 0],
  ] as const
  return asked.flatMap(([code, count]) => (count === 0 ? [] : [importNote(code, { count })]))
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
  ]
}

/** The parts whose words become text of the release. */
const isText = (name: string) => /^word\/(?:document|footnotes|endnotes)\.xml$/.test(name)

/** Says what of a document is not in its text, or not as it was. Throws `PageRefused` for XML that must not be read. */
export async function readInventory(archive: Archive): Promise<Inventory> {
  const edges: ImportNote[] = []
  const counts = new Map<string, number>()
  const texts: string[] = []
  for (const name of archive.names.filter((part) => /\.(?:xml|rels)$/i.test(part))) {
    const xml = (await archive.text(name)) ?? ''
    const facts = readPart(xml)
    if (isText(name)) {
      texts.push(xml)
      for (const [tag, count] of facts.counts) counts.set(tag, (counts.get(tag) ?? 0) + count)
    } else if (/^word\/(?:header|footer)\d*\.xml$/.test(name) && /[\p{L}\p{N}]{2}/u.test(facts.text))
      edges.push(importNote('page-edge-lost', { text: facts.text }))
  }
  const document = (await archive.text('word/document.xml')) ?? ''
  const styles = (await archive.text('word/styles.xml')) ?? '<w:styles/>'
  const numbering = (await archive.text('word/numbering.xml')) ?? '<w:numbering/>'
  const dress = readDress(texts, readStyles(styles))
  const whole = { counts, text: '' }
  const numbered = countNumberedHeadings(document, styles)
  return {
    title: await titleOf(archive),
    questions: questionsOf(whole, dress.hidden),
    notes: [
      ...edges,
      ...notesOf(whole),
      ...tellLostParts(document),
      ...dress.notes,
      ...tellListNumbers({ document, styles, numbering }),
      ...(numbered === 0 ? [] : [importNote('heading-numbers-lost', { count: numbered })]),
    ],
  }
}
