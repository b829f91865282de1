import { isFurniture, isPageLabel } from './furniture.ts'
import { mergeRecords, parseRecordLine, type RecordLine } from './record-line.ts'
import { collapse, columns, endsSentence, foldWidth, isChinese, isWide, joinLines, opensSentence } from './text.ts'

/** One line, or one block of a web page, before it is known what it is. */
export interface PageLine {
  readonly text: string
  /** A blank line or the edge of a block stands before it. */
  readonly apart: boolean
  /** It begins with white space. */
  readonly indented: boolean
}

/** What stands above the text of a page. */
export interface Head {
  readonly title?: string
  readonly record?: RecordLine
  /** Index of the first line of the text. */
  readonly start: number
  /** Lines above the title that are neither the page's furniture nor the title. */
  readonly lost: readonly string[]
}

/** How far down a record line is looked for, in filled lines; menus of whole pages saved as text come first. */
const reach = 60

// Words that never end a title: the next line goes on with it.
const goesOn = /(?:\b(?:of|and|or|the|a|an|in|on|for|to|with|at|by|from|as|its|into|&)|[,，、:：\-–—（(“])$/i

function continuesTitle(first: string, second: string): boolean {
  if (endsSentence(first) && !/[:：]$/u.test(first)) return false
  return /^\p{Ll}/u.test(second) || /^[—\-–(（]/u.test(second) || goesOn.test(first) || columns(first) >= 44
}

/** The title that ends just before line `end`, with the index at which it begins. */
function titleBefore(
  lines: readonly PageLine[],
  end: number,
): { readonly title: string; readonly start: number } | undefined {
  const last = lines[end - 1]
  if (last === undefined) return undefined
  let title = collapse(last.text)
  let start = end - 1
  for (let above = lines[start - 1]; above !== undefined && end - start < 4; above = lines[start - 1]) {
    const text = collapse(above.text)
    const joined = lines[start]?.apart === true && !/^[—–-]/u.test(title)
    if (joined || isFurniture(text) || !continuesTitle(text, title) || title.length + text.length > 200) break
    title = joinLines(text, title)
    start -= 1
  }
  return { title, start }
}

interface FoundRecord {
  readonly record: RecordLine
  readonly start: number
  readonly end: number
}

/** Joins neighbouring record lines, and one that was wrapped in the middle of a value. */
function readRecordAt(lines: readonly PageLine[], start: number): FoundRecord | undefined {
  const first = lines[start]
  let record = first === undefined ? undefined : parseRecordLine(first.text)
  if (first === undefined || record === undefined) return undefined
  let end = start + 1
  let text = first.text
  for (let next = lines[end]; next !== undefined; next = lines[end]) {
    const alone = parseRecordLine(next.text)
    const wrapped =
      !next.apart && (alone === undefined || alone.before !== '')
        ? parseRecordLine(joinLines(collapse(text), collapse(next.text)))
        : undefined
    const gains =
      wrapped !== undefined && Object.keys(wrapped).length > Object.keys(record).length && columns(next.text) <= 120
    if (gains) {
      text = joinLines(collapse(text), collapse(next.text))
      record = wrapped
    } else if (alone !== undefined && alone.before === '') {
      record = mergeRecords(record, alone)
      text = next.text
    } else break
    end += 1
  }
  return { record, start, end }
}

// The line under the title: the first certain one; one that stands alone only near the top.
function findRecord(lines: readonly PageLine[]): FoundRecord | undefined {
  let proseBefore = 0
  for (const [index, line] of lines.slice(0, reach).entries()) {
    const found = readRecordAt(lines, index)
    const prose = columns(line.text) > 100 && endsSentence(line.text)
    if (found !== undefined) {
      const certain =
        found.record.strength === 'certain' || (found.record.strength === 'alone' && found.end - found.start > 1)
      const titles = lines.slice(0, index).filter(({ text }) => !isFurniture(text)).length
      if (certain ? proseBefore < 2 : proseBefore === 0 && titles <= 2) return found
    }
    if (prose) proseBefore += 1
  }
  return undefined
}

/** Share of words that begin with a capital or figure, little words aside. */
function capitals(text: string): number {
  const words = text.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word) && word.length > 3)
  return words.length === 0 ? 1 : words.filter((word) => /^[\p{Lu}\p{N}]/u.test(word)).length / words.length
}

/** Whether the first line of a page without a record line is a title and not the beginning of the text. */
function isTitle(line: PageLine, next: PageLine | undefined, labelled: boolean): boolean {
  const text = collapse(line.text)
  const width = columns(text)
  if (text === '' || width > 240 || next === undefined) return false
  const inner = text.slice(0, -2)
  const sentences = /[。！？；]|[a-z]{2}[.!?;]\s+\p{Lu}/u.test(inner)
  if (endsSentence(text))
    return labelled && !sentences && width <= 160 && !/[:：,，;；]$/u.test(text) && (next.apart || next.indented)
  if (sentences || /[,，、]$/u.test(text)) return false
  if (next.apart || next.indented || labelled) return !/^\p{Ll}/u.test(next.text) || next.apart
  if (/^\p{Ll}/u.test(next.text)) return false
  // Without a blank line the first line of a wrapped paragraph looks like a title too.
  if (isChinese(text)) return !/[，,]/u.test(text) || columns(next.text) > width * 1.5
  return capitals(text) >= 0.6 || opensSentence(next.text) || columns(next.text) > Math.max(120, width * 1.5)
}

/** Parts the head from the text: page furniture, title, record line. `title` is absent when the page has none. */
export function findHead(lines: readonly PageLine[]): Head {
  const found = findRecord(lines)
  const top = lines.findIndex(({ text }) => !isFurniture(text))
  const first = top === -1 ? lines.length : top
  if (found === undefined) return headWithoutRecord(lines, first)
  const { record } = found
  let titleEnd = found.start
  for (let above = lines[titleEnd - 1]; above !== undefined && isFurniture(above.text); above = lines[titleEnd - 1])
    titleEnd -= 1
  const before =
    record.before === '' || isFurniture(record.before) ? undefined : { title: record.before, start: found.start }
  const title = before ?? (titleEnd > 0 ? titleBefore(lines, titleEnd) : undefined)
  if (title !== undefined) {
    const lost = lines
      .slice(0, title.start)
      .map(({ text }) => collapse(text))
      .filter((text) => !isFurniture(text))
    return { title: title.title, record, start: found.end, lost }
  }
  const below = headWithoutRecord(lines.slice(found.end), 0)
  return { ...below, record, start: found.end + below.start }
}

/** Whether a title goes on in the line under it: both are short, and what follows is not more of the same paragraph. */
function isWrappedTitle(first: PageLine, second: PageLine, third: PageLine | undefined): boolean {
  const width = columns(first.text) + columns(second.text)
  if (second.apart || second.indented || third === undefined || width > 200) return false
  if (endsSentence(first.text) || endsSentence(second.text)) return false
  if (third.apart || third.indented) return true
  const both = joinLines(collapse(first.text), collapse(second.text))
  return continuesTitle(first.text, second.text) && columns(third.text) > width && capitals(both) >= 0.6
}

/** The head of a page without a record line, looked for from line `from`. */
export function headWithoutRecord(lines: readonly PageLine[], from: number): Head {
  const skipped = lines.slice(from).findIndex(({ text }) => !isFurniture(text))
  const at = from + Math.max(0, skipped)
  const line = lines[at]
  const labelled =
    lines.slice(0, at).some(({ text }) => isPageLabel(text)) ||
    lines.slice(0, at).some(({ text }) => foldWidth(text).includes('>'))
  if (line === undefined) return { start: at, lost: [] }
  let next = lines[at + 1]
  let title = collapse(line.text)
  let start = at + 1
  if (next !== undefined && isWrappedTitle(line, next, lines[at + 2])) {
    title = joinLines(title, collapse(next.text))
    next = lines[at + 2]
    start = at + 2
  }
  return isTitle({ ...line, text: title }, next, labelled) ? { title, start, lost: [] } : { start: at, lost: [] }
}

/** The first sentence of a text, without its stop, as a title; cut at a clause or word when it is long. */
export function proposeTitle(text: string): string {
  const flat = collapse(text.replace(/\s+/g, ' '))
  const end = /[。！？]|(?<=\p{L}{3}|\p{N}{2}|[)”"’'])[.!?](?=\s+[\p{Lu}“"‘']|\s*$)/u.exec(flat)
  const sentence = end === null ? flat : flat.slice(0, end.index)
  const limit = isChinese(sentence) ? 60 : 150
  if (sentence.length <= limit) return sentence.replace(/[.。!！?？,，;；:：]+$/u, '')
  const cut = sentence.slice(0, limit)
  const clause = Math.max(...[',', '，', ';', '；', ':', '：'].map((mark) => cut.lastIndexOf(mark)))
  if (clause > limit / 3) return cut.slice(0, clause)
  const space = cut.lastIndexOf(' ')
  const last = [...cut].at(-1) ?? ''
  return space > limit / 2 && !isWide(last) ? cut.slice(0, space) : cut
}
