import type { Place } from '../problem.ts'
import { byteOrderMark } from './places.ts'

// Characters that take two columns of a terminal (East Asian Width W and F, and emoji).
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u

/** A text of other people on a terminal: tabs to be seen, and no character that moves the cursor or turns the text. */
export const visible = (text: string) =>
  text.replace(/\t/g, '→ ').replace(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2028\u2029\u2066-\u2069\uFEFF]/gu, '\uFFFD')

const widthOf = (text: string) => [...visible(text)].reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0)

/** Characters of a line that are shown; of a longer one, those around the mistake. */
const frameWidth = 120

function lineAt(text: string, line: number): string | undefined {
  let start = 0
  for (let at = 1; at < line; at += 1) {
    const newline = text.indexOf('\n', start)
    if (newline === -1) return undefined
    start = newline + 1
  }
  const end = text.indexOf('\n', start)
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '')
}

/** The line of a place with the ones before and after it, numbered, and the mistake underlined. No line ends in a space. */
export function codeFrame(text: string, place: Place): string {
  const source = text.startsWith(byteOrderMark) ? text.slice(1) : text
  const from = place.column - 1 > frameWidth - 40 ? place.column - 41 : 0
  const lastLine = String(place.line + 1).length
  const rows = [place.line - 1, place.line, place.line + 1].flatMap((number) => {
    const line = number < 1 ? undefined : lineAt(source, number)
    if (line === undefined || (number > place.line && line === '' && lineAt(source, number + 1) === undefined))
      return []
    const part = line.slice(from, from + frameWidth)
    const shown = `${from > 0 ? '…' : ''}${visible(part)}${line.length > from + frameWidth ? '…' : ''}`
    const marker = number === place.line ? '> ' : '  '
    const row = `${marker}${String(number).padStart(lastLine)} | ${shown}`.trimEnd()
    if (number !== place.line) return [row]
    const before = part.slice(0, place.column - 1 - from)
    const marked = part.slice(before.length, before.length + (place.length ?? 1))
    const lead = ' '.repeat(widthOf(before) + (from > 0 ? 1 : 0))
    return [row, `  ${' '.repeat(lastLine)} | ${lead}${'^'.repeat(Math.max(widthOf(marked), 1))}`]
  })
  return rows.join('\n')
}
