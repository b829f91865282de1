import { type Folded, foldWithOffsets, type SearchTerm } from './segment.ts'

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

/** Places of a piece in a folded text, one after the other. */
function* placesOf(folded: string, piece: string): Generator<number, undefined> {
  for (let at = folded.indexOf(piece); at !== -1; at = folded.indexOf(piece, at + piece.length)) {
    if (isWhole(folded, at, piece)) yield at
  }
}

const piecesOf = (terms: readonly SearchTerm[]) => new Set(terms.flatMap((term) => term.pieces))

/** Where a place in a folded text was in the text, which is so long. */
const unfolded = ({ offsets }: Folded, at: number, length: number) =>
  offsets === undefined ? at : (offsets[at] ?? length)

/** Places of the terms' pieces in `text`, in order, not overlapping; offsets in UTF-16 units of `text`. */
function findSpans(text: string, terms: readonly SearchTerm[]): Span[] {
  const folding = foldWithOffsets(text)
  const found: Span[] = []
  const placeOf = (at: number) => unfolded(folding, at, text.length)
  for (const piece of piecesOf(terms)) {
    for (const at of placesOf(folding.folded, piece)) {
      if (found.length === mostSpans) break
      found.push({ start: placeOf(at), end: placeOf(at + piece.length) })
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((span, index) => index === 0 || span.start >= (found[index - 1]?.end ?? 0))
}

/** Where the first of the terms' pieces begins in `text`; `undefined` when it has none. */
function findFirst(text: string, terms: readonly SearchTerm[]): number | undefined {
  const folding = foldWithOffsets(text)
  let first: number | undefined
  for (const piece of piecesOf(terms)) {
    const { value } = placesOf(folding.folded, piece).next()
    if (value !== undefined && (first === undefined || value < first)) first = value
  }
  return first === undefined ? undefined : unfolded(folding, first, text.length)
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
  const first = findFirst(flat, terms)
  const start = first === undefined ? 0 : wordBorder(flat, first - Math.floor(length / 4))
  const end = start + length >= flat.length ? flat.length : wordBorder(flat, start + length)
  const marked = markText(flat.slice(start, end).trim(), terms)
  return [
    ...(start > 0 ? [{ text: '… ', hit: false }] : []),
    ...marked,
    ...(end < flat.length ? [{ text: ' …', hit: false }] : []),
  ]
}
