import type { RootContent } from 'mdast'
import type { Locale } from '#lib/i18n/locales.ts'
import { type ImportedRelease, type PageFile, paragraph } from '../imported.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { listBullets } from './bullets.ts'
import { findDates } from './dates.ts'
import { type Head, proposeTitle } from './head.ts'
import type { RecordLine } from './record-line.ts'
import type { Repairs } from './repairs.ts'
import type { Foot } from './site-facts.ts'
import { isChinese } from './text.ts'

const longestTitle = 200
const titleLabel = /^(?:(?:news )?title|headline|subject|标题|题目|新闻标题)\s*[:：]\s*/i

/** The parts of a page, read and mended, whichever kind of file they came from. */
export interface PageParts {
  readonly head: Head
  readonly foot: Foot
  readonly body: readonly RootContent[]
  /** The words of the body, a paragraph an entry. */
  readonly texts: readonly string[]
  readonly repairs: Repairs
  readonly language: Locale | undefined
  readonly sourceUrl?: string
  readonly aliases?: readonly string[]
  readonly pictures?: readonly PageFile[]
  readonly downloads?: ImportedRelease['downloads']
  readonly notes: readonly ImportNote[]
  /** Whether a date that the text mentions is proposed where the page has none. */
  readonly proposesDate?: boolean
}

interface Decided<T> {
  readonly value: T
  readonly questions: readonly ImportNote[]
}

function decideTitle(parts: PageParts): Decided<string> {
  const found = parts.head.title?.replace(titleLabel, '')
  const title = found === undefined || found === '' ? undefined : parts.repairs.mend(found)
  if (title === undefined) {
    const proposed = proposeTitle(parts.texts[0] ?? '')
    return { value: proposed, questions: [importNote('no-title', { title: proposed })] }
  }
  if (title.length <= longestTitle) return { value: title, questions: [] }
  const cut = title.slice(0, longestTitle)
  const space = cut.lastIndexOf(' ')
  const value = space > longestTitle / 2 ? cut.slice(0, space) : cut
  return { value, questions: [importNote('title-long', { length: title.length })] }
}

function decideDate(record: RecordLine | undefined, texts: readonly string[]): Decided<ImportedRelease['date']> {
  const given = record?.date
  if (given !== undefined) {
    return {
      value: given,
      questions: given.ambiguous ? [importNote('date-ambiguous', { found: given.found, date: given.text })] : [],
    }
  }
  const unreadable = record?.unreadableDate
  const questions = unreadable === undefined ? [] : [importNote('date-unreadable', { found: unreadable })]
  const mentioned = texts.flatMap((text) => findDates(text))[0]
  if (mentioned === undefined) return { value: undefined, questions }
  // Only the day: a time in the text is when something happened, not when the release went out.
  const day = { ...mentioned, text: mentioned.text.slice(0, 10) }
  return { value: day, questions: [...questions, importNote('date-in-text', { found: day.found, date: day.text })] }
}

function headNotes({ record, lost }: Head): ImportNote[] {
  return [
    ...lost.map((text) => importNote('line-lost', { text, where: 'head' })),
    ...(record?.others ?? []).map((text) => importNote('field-lost', { text })),
    ...(record?.visitsMissing === true ? [importNote('visits-lost')] : []),
  ]
}

function footNotes({ facts, furniture }: Foot): ImportNote[] {
  return [
    ...facts.map((text) => importNote('site-fact', { text })),
    ...furniture.map((text) => importNote('line-lost', { text, where: 'foot' })),
  ]
}

/** Notes without those that say again what one above has said, as of a picture that is lost in two places. */
function eachOnce(notes: readonly ImportNote[]): ImportNote[] {
  return [...new Map(notes.map((note) => [JSON.stringify([note.code, note.values]), note])).values()]
}

/** Puts the parts of a page together. `undefined` when the page holds no text at all. */
export function composeRelease(parts: PageParts): ImportedRelease | undefined {
  const { head, repairs } = parts
  if (head.title === undefined && parts.texts.length === 0) return undefined
  const title = decideTitle(parts)
  const date = decideDate(head.record, parts.proposesDate === false ? [] : parts.texts)
  const name = head.record?.source === undefined ? undefined : repairs.mend(head.record.source)
  const whole = title.questions.some(({ code }) => code === 'title-long')
    ? [paragraph([{ type: 'text', value: repairs.mend(head.title ?? '') }])]
    : []
  const found = isChinese(`${title.value} ${parts.texts.join(' ')}`) ? 'zh' : 'en'
  const { totalVisits } = head.record ?? {}
  return {
    language: parts.language ?? found,
    title: title.value,
    questions: [...title.questions, ...date.questions],
    ...(date.value === undefined ? {} : { date: date.value }),
    ...(name === undefined
      ? {}
      : { source: { name, ...(parts.sourceUrl === undefined ? {} : { url: parts.sourceUrl }) } }),
    ...(totalVisits === undefined ? {} : { legacyVisits: totalVisits }),
    aliases: parts.aliases ?? [],
    body: [...whole, ...listBullets(parts.body)],
    pictures: parts.pictures ?? [],
    downloads: parts.downloads ?? [],
    notes: eachOnce([...headNotes(head), ...parts.notes, ...repairs.notes(), ...footNotes(parts.foot)]),
  }
}
