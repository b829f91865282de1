import type { PageLine } from './head.ts'
import { collapse, columns, endsSentence, isWide, joinLines, opensSentence } from './text.ts'

/** Paragraphs of a plain text and how many line ends inside paragraphs were removed. */
export interface Paragraphs {
  readonly texts: readonly string[]
  readonly joined: number
}

/** Narrower than a line that somebody typed as one paragraph; no editor of the time wrapped wider. */
const widestWrap = 124

const firstWord = (text: string) => {
  const first = [...text][0] ?? ''
  return isWide(first) ? 2 : columns(/^\S+/.exec(text)?.[0] ?? '')
}

// A line is full when the first word of the next would not have fitted. Chinese may not begin a line with a stop.
const isFull = (line: string, next: string, width: number) => {
  const slack = isWide([...line].at(-1) ?? '') || isWide([...next][0] ?? '') ? 3 : 1
  return columns(line) + firstWord(next) + slack > width
}

const startsItem =
  /^(?:[•·●○■□▪◆◇★☆※–—*-]\s*|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[ivx]{1,4})[)）.、．]\s*|第[一二三四五六七八九十\d]+[条章节，、,])/u

/** The width at which a text was wrapped, or `undefined` when its line ends are its paragraphs. */
function wrapWidth(lines: readonly PageLine[]): number | undefined {
  const width = Math.max(0, ...lines.map(({ text }) => columns(text)))
  if (width > widestWrap || width < 30) return undefined
  const pairs = lines.slice(1).flatMap((line, index) => {
    const before = lines[index]
    return before === undefined || line.apart || line.indented ? [] : [[before.text, line.text] as const]
  })
  const broken = pairs.filter(
    ([first, second]) =>
      !endsSentence(first) && isFull(first, second, width) && !startsItem.test(second) && !opensSentence(second),
  )
  return broken.length > 0 && broken.length * 4 >= pairs.length ? width : undefined
}

function continues(line: PageLine, before: PageLine, width: number | undefined): boolean {
  const first = before.text
  const second = line.text
  const closed = endsSentence(first)
  if (startsItem.test(second) || (!closed && opensSentence(second) && !isWide([...first].at(-1) ?? ''))) return false
  const open = !closed
  // A sentence that goes on in lower case was broken, whatever stands between.
  if (open && /^\p{Ll}/u.test(second) && columns(first) >= 30) return true
  if (line.apart || line.indented || width === undefined) return false
  return isFull(first, second, width) && (open || columns(first) >= width * 0.8)
}

/** Which lines make a paragraph each: parted by blank lines, by indents, one a line, or wrapped at a width. */
export function groupParagraphs(lines: readonly PageLine[]): number[][] {
  // When every line is indented, the indent says nothing.
  const meaningful = lines.some(({ indented }) => indented) && lines.some(({ indented }) => !indented)
  const trimmed = lines.map((line) => ({
    text: collapse(line.text),
    apart: line.apart,
    indented: meaningful && line.indented,
  }))
  const width = wrapWidth(trimmed)
  const groups: number[][] = []
  for (const [index, line] of trimmed.entries()) {
    const before = trimmed[index - 1]
    const last = groups.at(-1)
    if (before !== undefined && last !== undefined && continues(line, before, width)) last.push(index)
    else groups.push([index])
  }
  return groups
}

/** Puts filled lines together into paragraphs. */
export function buildParagraphs(lines: readonly PageLine[]): Paragraphs {
  const groups = groupParagraphs(lines)
  const textAt = (index: number) => collapse(lines[index]?.text ?? '')
  const texts = groups.map((group) => group.map(textAt).reduce(joinLines))
  return { texts, joined: lines.length - groups.length }
}
