import { type ImportNote, importNote } from '../notes.ts'

/** Counts what is mended while the texts of one page are read. */
export interface Repairs {
  /** The text with doubled apostrophes made single and spaces after sentence ends. `before`: what stands before it in its paragraph. */
  mend(text: string, before?: string): string
  notes(): ImportNote[]
}

// Endings of names that are no sentence: domains, files, company forms.
const nameEnds =
  /^(?:com|cn|net|org|gov|edu|info|html?|aspx?|php|jsp|pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|gif|txt|ltd|inc|corp|co|js|ts)\b/i

function isName(text: string, end: number, after: string): boolean {
  const start = text.slice(0, end).search(/[^\s，。；、“”"（）()<>《》]*$/)
  const word = text.slice(start, end) + (/^[^\s，。；、“”"（）()<>《》]*/.exec(text.slice(end))?.[0] ?? '')
  return /:\/\/|@|^www\.|[\\/]|_/i.test(word) || nameEnds.test(after)
}

/** Where a space is missing between two sentences: the offsets after which it goes. */
function missingSpaces(text: string): number[] {
  const places: number[] = []
  // A word of two letters or more, or a figure, then the end of the sentence, then a capital that opens a word.
  const ends =
    /(?:\p{Ll}{2}|[\p{Ll}\p{N}][)%”’]|\p{Lu}{2}|\p{N}{2})([.!?]+)([”’)]|(?<![“‘(])["'])?(?=[“‘"'(]?\p{Lu}(?:[\p{Ll}’']|\s|$))/gu
  for (const match of text.matchAll(ends)) {
    const end = match.index + match[0].length
    const quote = match[2]
    const quotesBefore = text.slice(0, end - (quote?.length ?? 0)).split('"').length - 1
    // A straight mark after the stop closes a quotation when one is open, and else opens the next.
    const at = quote === '"' && quotesBefore % 2 === 0 ? end - 1 : end
    if (!isName(text, end, text.slice(end).replace(/^[“‘"'(]/, ''))) places.push(at)
  }
  return places
}

const around = (text: string, at: number) =>
  text.slice(Math.max(0, text.lastIndexOf(' ', Math.max(0, at - 12)) + 1), at + 14).trim()

/** A fresh set of counters for one page. */
export function createRepairs(): Repairs {
  const apostrophes: string[] = []
  const spaces: string[] = []

  const mendApostrophes = (text: string) =>
    text.replace(/'{2,}|(?<=\p{L})’’(?=\p{L})/gu, (run, offset: number) => {
      apostrophes.push(around(text, offset + run.length))
      return run[0] ?? run
    })

  const mendSpaces = (text: string, before: string) => {
    const whole = before + text
    let mended = ''
    let from = before.length
    for (const at of missingSpaces(whole)) {
      if (at < from || (at === from && from > before.length)) continue
      spaces.push(around(whole, at))
      mended += `${whole.slice(from, at)} `
      from = at
    }
    return mended + whole.slice(from)
  }

  return {
    mend: (text, before = '') => mendSpaces(mendApostrophes(text), before),
    notes: () => [
      ...(apostrophes[0] === undefined
        ? []
        : [importNote('apostrophes', { count: apostrophes.length, example: apostrophes[0] })]),
      ...(spaces[0] === undefined ? [] : [importNote('spaces', { count: spaces.length, example: spaces[0] })]),
    ],
  }
}
