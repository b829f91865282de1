/** Han characters, alone or in a row, with the ideographic iteration mark and zero; and letters and digits of other scripts. */
const wordPattern = /[\p{Script=Han}々〇]+|(?:(?![\p{Script=Han}々〇])[\p{L}\p{N}])+/gu
const isHan = /^[\p{Script=Han}々〇]/u

/** One code point with width, case and accents folded (NFKC, lower case, marks left out); may be empty or several characters. */
function foldCodePoint(character: string): string {
  const unit = character.charCodeAt(0)
  // Most of any text, and much the quickest to tell.
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? character.toLowerCase() : character
  if (unit >= 0x4e00 && unit <= 0x9fff) return character
  return character.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
}

/** `text` with width, case and accents folded. */
function fold(text: string): string {
  return text
    .replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
    .replace(/[^\0-\x7f\u4e00-\u9fff]/gu, foldCodePoint)
}

/** A text each of whose characters is one UTF-16 unit that folds to one: most of what is written in English and Chinese. */
const evenly = /^[\0-\x7f\u2013\u2014\u2018-\u201d\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]*$/

/** A text folded, and where each part of that came from. */
export interface Folded {
  readonly folded: string
  /** For each UTF-16 unit of `folded`, and for its end, the offset of what it came from; `undefined` when all have stayed in place. */
  readonly offsets: readonly number[] | undefined
}

export function foldWithOffsets(text: string): Folded {
  if (evenly.test(text)) return { folded: fold(text), offsets: undefined }
  const offsets: number[] = []
  let folded = ''
  let offset = 0
  for (const character of text) {
    const piece = foldCodePoint(character)
    for (let unit = 0; unit < piece.length; unit += 1) offsets.push(offset)
    folded += piece
    offset += character.length
  }
  offsets.push(offset)
  return { folded, offsets }
}

/** The words of a folded text: runs of letters and digits, parted at the borders between Han and other scripts. */
const words = (folded: string): readonly string[] => folded.match(wordPattern) ?? []

/** Each pair of neighbours in a row of Han characters, and its last character. */
function rowTokens(row: string): string[] {
  // Most rows have one UTF-16 unit a character; pairs of them are cut out more quickly than put together.
  const characters = /[\ud800-\udfff]/.test(row) ? [...row] : undefined
  const tokens: string[] = []
  for (let at = 0; at + 1 < (characters ?? row).length; at += 1)
    tokens.push(characters === undefined ? row.slice(at, at + 2) : characters.slice(at, at + 2).join(''))
  tokens.push((characters ?? row).at(-1) ?? '')
  return tokens
}

/**
 * The tokens under which a text is kept. A word of letters and digits is one token; a row of Han characters gives each pair
 * of neighbours and its last character, so that any row of characters is found by its pairs in order.
 */
export function indexTokens(text: string): string[] {
  const tokens: string[] = []
  for (const word of words(fold(text))) {
    if (isHan.test(word)) for (const token of rowTokens(word)) tokens.push(token)
    else tokens.push(word)
  }
  return tokens
}

/** The Han characters of a text with these tokens, each once. */
export function hanCharacters(tokens: readonly string[]): string[] {
  const first = new Set<string>()
  // All Han is far beyond Latin, which is most of many texts.
  for (const token of tokens)
    if (token.charCodeAt(0) >= 0x2e80) first.add(String.fromCodePoint(token.codePointAt(0) ?? 0))
  return [...first].filter((character) => isHan.test(character))
}

/** What must stand together in a text. */
export interface SearchTerm {
  /** Folded, as it is to be found in a folded text; words of one phrase are parted by what is not a letter. */
  readonly pieces: readonly string[]
  /** The tokens, one after the other, under which such a text is kept; letters and digits only. */
  readonly tokens: readonly string[]
  /** Whether the last token is the beginning of one. */
  readonly open: boolean
  /** The Han character that is all of it. */
  readonly character?: string
}

/** A term as a phrase of FTS5's query language. */
export const phraseOf = ({ tokens, open }: Pick<SearchTerm, 'tokens' | 'open'>) =>
  `"${tokens.join(' ')}"${open ? ' *' : ''}`

/** The first of `pieces` that make no more than `most` tokens. */
function cutPieces(pieces: Iterable<string>, most: number): string[] {
  const kept: string[] = []
  let left = most
  for (const piece of pieces) {
    if (left <= 0) break
    const characters = isHan.test(piece) ? [...piece].slice(0, left) : [piece]
    kept.push(characters.join(''))
    left -= characters.length
  }
  return kept
}

function buildTerm(pieces: readonly string[]): SearchTerm {
  const tokens: string[] = []
  let open = false
  pieces.forEach((piece, index) => {
    const characters = [...piece]
    const last = index === pieces.length - 1
    if (!isHan.test(piece)) tokens.push(piece)
    else if (characters.length === 1) {
      tokens.push(piece)
      open = last
    } else {
      for (let at = 0; at + 1 < characters.length; at += 1) tokens.push(`${characters[at]}${characters[at + 1]}`)
      // Inside a phrase the row must end here, as the next word follows it in the text.
      if (!last) tokens.push(characters.at(-1) ?? '')
    }
  })
  const term = { pieces, tokens, open }
  const character = open && pieces.length === 1 ? pieces[0] : undefined
  return character === undefined ? term : { ...term, character }
}

/** Most terms, characters and tokens that a search looks at. */
const searchLimits = { characters: 200, terms: 12, tokens: 24 } as const

const firstCharacters = (text: string, most: number) => [...text.slice(0, 2 * most)].slice(0, most).join('')

/** What a search looks at of what a reader typed, and one character more of what is longer. */
export const cutTyped = (typed: string) => firstCharacters(typed.trimStart(), searchLimits.characters + 1)

/** What a search looks for. */
export interface ParsedSearch {
  /** None when there is nothing to look for. */
  readonly terms: readonly SearchTerm[]
  /** Whether more was typed than is looked at. */
  readonly isCut: boolean
}

/**
 * The terms of what a reader typed: words parted by white space, phrases in quotation marks of any kind. Everything else is
 * literal; nothing typed is an operator.
 */
export function parseSearch(typed: string): ParsedSearch {
  const text = firstCharacters(typed, searchLimits.characters)
  const parts = text.match(/["“”„«»「」『』][^"“”„«»「」『』]*(?:["“”„«»「」『』]|$)|[^\s"“”„«»「」『』]+/gu) ?? []
  let isCut = text.length < typed.length
  let left: number = searchLimits.tokens
  const terms: SearchTerm[] = []
  for (const part of parts) {
    const pieces = words(fold(part))
    if (pieces.length === 0) continue
    const kept = terms.length < searchLimits.terms ? cutPieces(pieces, left) : []
    if (kept.join() !== pieces.join()) isCut = true
    if (kept.length === 0) break
    const term = buildTerm(kept)
    terms.push(term)
    left -= term.tokens.length
  }
  return { terms, isCut }
}
