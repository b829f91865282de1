import { foldWithOffsets, type SearchTerm } from './segment.ts'

/** A piece of text; `hit` when it is what the reader looked for. */
export interface Marked {
  readonly text: string
  readonly hit: boolean
}

interface Span {
  readonly start: number
  readonly end: number
}

/** At most so many places are looked at in one text. */
const mostSpans = 200
const isWordUnit = /[\p{L}\p{N}]/u
const isHanUnit = /[\p{Script=Han}]/u

function isWhole(folded: string, start: number, piece: string): boolean {
  if (isHanUnit.test(piece)) return true
  const before = folded[start - 1] ?? ' '
  const after = folded[start + piece.length] ?? ' '
  const borders = (unit: string) => !isWordUnit.test(unit) || isHanUnit.test(unit)
  return borders(before) && borders(after)
}

/** Places of the terms' pieces in `text`, in order, not overlapping; offsets in UTF-16 units of `text`. */
function findSpans(text: string, terms: readonly SearchTerm[]): Span[] {
  const { folded, offsets } = foldWithOffsets(text)
  const found: Span[] = []
  const placeOf = (at: number) => (offsets === undefined ? at : (offsets[at] ?? text.length))
  for (const piece of new Set(terms.flatMap((term) => term.pieces))) {
    for (
      let at = folded.indexOf(piece);
      at !== -1 && found.length < mostSpans;
      at = folded.indexOf(piece, at + piece.length)
    ) {
      if (isWhole(folded, at, piece)) found.push({ start: placeOf(at), end: placeOf(at + piece.length) })
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((span, index) => index === 0 || span.start >= (found[index - 1]?.end ?? 0))
}

/** `text` in pieces, those that the reader looked for marked. */
export function markText(text: string, terms: readonly SearchTerm[]): Marked[] {
  const pieces: Marked[] = []
  let at = 0
  for (const { start, end } of findSpans(text, terms)) {
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false })
    pieces.push({ text: text.slice(start, end), hit: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false })
  return pieces
}

/** Moves a cut to a border between words, so that none is broken; Han text may be cut anywhere. */
function wordBorder(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length))
  const space = text.lastIndexOf(' ', at)
  return space > at - 24 ? space + 1 : at
}

/** About `length` characters of `text` around the first hit, marked; without a hit, its beginning. */
export function buildSnippet(text: string, terms: readonly SearchTerm[], length: number): Marked[] {
  const flat = text.replace(/\s+/gu, ' ').trim()
  const first = findSpans(flat, terms)[0]
  const start = first === undefined ? 0 : wordBorder(flat, first.start - Math.floor(length / 4))
  const end = start + length >= flat.length ? flat.length : wordBorder(flat, start + length)
  const marked = markText(flat.slice(start, end).trim(), terms)
  return [
    ...(start > 0 ? [{ text: '… ', hit: false }] : []),
    ...marked,
    ...(end < flat.length ? [{ text: ' …', hit: false }] : []),
  ]
}
