import { type Locale, localeFacts } from './locales.ts'

const opening = /[\p{Ps}\p{Pi}]$/u
const mark = /[\p{P}\p{Z}\p{S}]/u
const han = /\p{Script=Han}/u
const singleHan = /^\p{Script=Han}$/u
/** Prepositions and conjunctions of one character, which open what follows them. */
const leading = /^[在与和及并以为对将从由向把被让给至]$/u

/** Whether Chinese meets another script without a mark between them: there the browser sets its own gap, which a break would undo. */
function isSeam(before: string, after: string): boolean {
  const last = before.slice(-1)
  const first = after.slice(0, 1)
  return !mark.test(last) && !mark.test(first) && han.test(last) !== han.test(first)
}

/** A single character that opens nothing ends the word before it: the dictionary knows 座谈 and not 座谈会, and few names of places. */
const isEnding = (before: string, segment: string) =>
  singleHan.test(segment) && !leading.test(segment) && han.test(before.slice(-1))

const isMark = (segment: string) => mark.test(segment.slice(0, 1)) && !opening.test(segment)

const longest: Readonly<Record<Locale, number>> = { en: 80, zh: 28 }

/** Whether a headline is so long that it is set a size smaller: more than about four lines of the largest. */
export const isLongTitle = (title: string, locale: Locale) => title.length > longest[locale]

/** Kept, since to make one takes longer than to split a headline. */
let segmenter: Intl.Segmenter | undefined

/**
 * Splits Chinese text where a line may break: between words, never before a closing mark or after an opening one
 * (W3C Requirements for Chinese Text Layout, 3.1). Other languages come back whole: their spaces already say it.
 */
export function splitWords(text: string, locale: Locale): string[] {
  if (locale !== 'zh') return [text]
  segmenter ??= new Intl.Segmenter(localeFacts.zh.tag, { granularity: 'word' })
  const parts: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    const before = parts.at(-1)
    const joins =
      before !== undefined &&
      (isMark(segment) ||
        opening.test(before) ||
        leading.test(before) ||
        isSeam(before, segment) ||
        isEnding(before, segment))
    if (joins) parts[parts.length - 1] = before + segment
    else parts.push(segment)
  }
  return parts
}
