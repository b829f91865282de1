import type { Place } from '../problem.ts'

export const byteOrderMark = '\uFEFF'

/** Turns UTF-16 offsets of one file into lines and columns. */
export interface Places {
  readonly file: string
  /** The place of `start`; its `length` reaches to `end`, at most to the end of the line, and is at least 1. */
  at(start: number, end?: number): Place
}

function listLineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The last index of the ascending `starts` whose value is not above `offset`. */
function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** Places in `text`; a byte order mark takes no column. Lines are counted when the first place is asked for. */
export function createPlaces(file: string, text: string): Places {
  let starts: number[] | undefined
  return {
    file,
    at(start, end = start + 1) {
      starts ??= listLineStarts(text)
      const index = lineIndex(starts, start)
      const lineStart = index === 0 && text.startsWith(byteOrderMark) ? 1 : (starts[index] ?? 0)
      const newline = text.indexOf('\n', start)
      const lineEnd = newline === -1 ? text.length : newline
      const stop = text[lineEnd - 1] === '\r' && lineEnd > start ? lineEnd - 1 : lineEnd
      const column = Math.max(start - lineStart, 0) + 1
      return { file, line: index + 1, column, length: Math.max(Math.min(end, stop) - start, 1) }
    },
  }
}

/** The number, from 1, of the line that holds `offset`. */
export function lineNumber(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}
