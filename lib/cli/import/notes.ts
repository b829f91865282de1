import type { ProblemLanguage } from '#lib/content/problem.ts'
import { pageLosses } from './notes/page-losses.ts'
import { questions } from './notes/questions.ts'
import { repairs } from './notes/repairs.ts'
import { textLosses } from './notes/text-losses.ts'
import { wordLosses } from './notes/word-losses.ts'
import { wordPressLosses } from './notes/wordpress-losses.ts'

/** What an import did to a page, lost from it, or wants to be decided. */
export interface ImportNote {
  readonly code: NoteCode
  readonly values: Readonly<Record<string, string | number>>
}

/**
 * `question`: the editor must decide, the release is a draft; `loss`: something of the page is not in the release;
 * `repair`: the text was mended; `fact`: worth knowing.
 */
export type NoteKind = 'question' | 'loss' | 'repair' | 'fact'

type Values = ImportNote['values']
/** How a note is told. */
export interface NoteWords {
  readonly kind: NoteKind
  readonly en: (values: Values) => string
  readonly zh: (values: Values) => string
}

const words = {
  ...questions,
  ...textLosses,
  ...pageLosses,
  ...wordLosses,
  ...wordPressLosses,
  ...repairs,
} satisfies Record<string, NoteWords>

export type NoteCode = keyof typeof words

function isCode(name: string): name is NoteCode {
  return name in words
}
/** Every note that there is. */
export const noteCodes: readonly NoteCode[] = Object.keys(words).filter(isCode)

/** A note with the values its words mention; long values are cut for the report. */
export function importNote(code: NoteCode, values: Values = {}): ImportNote {
  const shorten = (value: string | number) =>
    typeof value === 'string' && value.length > 160 ? `${value.slice(0, 157)}…` : value
  return { code, values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shorten(value)])) }
}

export function noteKind(note: ImportNote): NoteKind {
  return words[note.code].kind
}

/** One sentence for the editor. */
export function describeNote(note: ImportNote, language: ProblemLanguage): string {
  const row: NoteWords = words[note.code]
  return row[language](note.values)
}
