import type { RootContent } from 'mdast'
import type { Locale } from '#lib/i18n/locales.ts'
import { type ImportedRelease, paragraph } from '../imported.ts'
import { importNote } from '../notes.ts'
import { composeRelease } from './compose.ts'
import { findHead, type PageLine } from './head.ts'
import { buildParagraphs } from './paragraphs.ts'
import { createRepairs } from './repairs.ts'
import { findFoot } from './site-facts.ts'
import { normalizeText } from './text.ts'
import { partTables, tableOf } from './typed-table.ts'

/** The filled lines of a text, each with what stands before it. */
function readLines(text: string): PageLine[] {
  const lines: PageLine[] = []
  let apart = true
  for (const line of normalizeText(text).split('\n')) {
    if (/^[\s\u3000]*$/u.test(line)) apart = true
    else {
      lines.push({ text: line, apart, indented: /^(?:[\u3000\t]| {2})/u.test(line) })
      apart = false
    }
  }
  return lines
}

// Pages that were printed from a form name their parts.
const textLabel = /^(?:contents?|正文|内容)\s*[:：]\s*/i

/** Reads a release from a legacy page saved as plain text. `undefined` when it holds no text. */
export function readPlainText(text: string, language?: Locale): ImportedRelease | undefined {
  const lines = readLines(text)
  const head = findHead(lines)
  const rest = lines.slice(head.start)
  const foot = findFoot(rest.map((line) => line.text))
  const repairs = createRepairs()
  const body: RootContent[] = []
  const texts: string[] = []
  let joined = 0
  for (const part of partTables(rest.slice(0, foot.end))) {
    if (part.kind === 'table') {
      texts.push(...part.rows.map((row) => row.join(' ')))
      body.push(tableOf(part.rows))
      continue
    }
    const found = buildParagraphs(part.lines)
    joined += found.joined
    for (const text of found.texts) {
      const value = repairs.mend(texts.length === 0 ? text.replace(textLabel, '') : text)
      texts.push(value)
      body.push(paragraph([{ type: 'text', value }]))
    }
  }
  return composeRelease({
    head,
    foot,
    body,
    texts,
    repairs,
    language,
    notes: joined === 0 ? [] : [importNote('lines-joined', { count: joined })],
  })
}
