import type { Locale } from '#lib/i18n/locales.ts'
import { splitWords } from '#lib/i18n/words.ts'
import { type Drawn, em, type Face, type Fonts } from './fonts.ts'

/** How text is set. */
export interface Style {
  readonly face: Face
  /** 200 to 900, as CSS counts. */
  readonly weight: number
  /** Pixels. */
  readonly size: number
}

export interface Line extends Style {
  readonly drawn: Drawn
  /** Pixels. */
  readonly width: number
}

/** Text that no line may break, with its advance and that of what is seen at the end of a line, in em. */
export interface Piece {
  readonly text: string
  readonly advance: number
  readonly shown: number
}

/** A longer word may break anywhere; in em. A line of the largest headline has room for more. */
const longestWord = 11

const ellipsis = '…'

/** Where lines may break; each piece but the last ends where one may. */
function breakable(text: string, locale: Locale): string[] {
  return splitWords(text, locale).flatMap(
    (word) => word.match(/[^\s\u200b-]*(?:[\s\u200b]+|-+|$)/gu)?.filter(Boolean) ?? [],
  )
}

/** Sets text from an open set of fonts. */
export class Typesetter {
  readonly #fonts: Fonts

  constructor(fonts: Fonts) {
    this.#fonts = fonts
  }

  async line(text: string, style: Style): Promise<Line> {
    const drawn = await this.#fonts.draw(text.trim(), style.face, style.weight)
    return { ...style, drawn, width: (drawn.advance * style.size) / em }
  }

  /** One line of at most `width` pixels, its end replaced by `…` where it is longer. */
  async fit(text: string, style: Style, width: number): Promise<Line> {
    let kept = [...text]
    for (;;) {
      const whole = kept.length === [...text].length
      const line = await this.line(whole ? text : `${kept.join('').trimEnd()}${ellipsis}`, style)
      if (line.width <= width || kept.length === 0) return line
      const surplus = Math.ceil(kept.length * (1 - width / line.width))
      kept = kept.slice(0, -Math.max(1, Math.floor(surplus / 2)))
    }
  }

  /** `text` in pieces after which a line may break, measured once for every size. */
  async measure(text: string, locale: Locale, { face, weight }: Omit<Style, 'size'>): Promise<Piece[]> {
    const advance = async (piece: string) => (await this.#fonts.draw(piece, face, weight)).advance / em
    const pieces: Piece[] = []
    for (const piece of breakable(text, locale)) {
      const [whole, shown] = [await advance(piece), await advance(piece.trimEnd())]
      if (shown <= longestWord) pieces.push({ text: piece, advance: whole, shown })
      else
        for (const sign of piece)
          pieces.push({ text: sign, advance: await advance(sign), shown: await advance(sign.trim()) })
    }
    return pieces
  }
}

/** Pieces as lines of at most `width` em. */
export function breakLines(pieces: readonly Piece[], width: number): string[] {
  const lines: string[] = []
  let [current, reached] = ['', 0]
  for (const { text, advance, shown } of pieces) {
    if (current !== '' && reached + shown > width) {
      lines.push(current)
      ;[current, reached] = ['', 0]
    }
    current += text
    reached += advance
  }
  return current.trim() === '' ? lines : [...lines, current]
}

const rounded = (value: number) => String(Math.round(value * 100) / 100)

/** SVG path data of a line whose baseline begins at `x`, `y` in pixels. */
export function linePath({ drawn, size }: Line, x: number, y: number): string {
  const scale = size / em
  return drawn.glyphs
    .flatMap((glyph) =>
      glyph.commands().map(({ type, values }) => {
        const points = values.map((value, index) =>
          rounded(index % 2 === 0 ? x + (glyph.x + value) * scale : y - (glyph.y + value) * scale),
        )
        return `${type}${points.join(' ')}`
      }),
    )
    .join('')
}
