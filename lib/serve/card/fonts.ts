import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type * as HarfBuzz from 'harfbuzzjs'
import { z } from 'zod'

/** Serif for Latin headlines; sans for all other text, and for Chinese. */
export type Face = 'serif' | 'sans'

/** Packages that hold the faces in parts, each for some characters (SIL Open Font License 1.1). */
const packages: Readonly<Record<Face, string>> = { serif: 'source-serif-4', sans: 'noto-sans-sc' }

/** Parts of the em in which outlines and advances are given. */
export const em = 1000

/** An outline; the y axis points up from the baseline. */
export interface Glyph {
  readonly x: number
  readonly y: number
  commands(): readonly { readonly type: string; readonly values: readonly number[] }[]
}

/** A line of text as outlines, and how far it reaches. */
export interface Drawn {
  readonly glyphs: readonly Glyph[]
  readonly advance: number
}

const { resolve } = createRequire(import.meta.url)
const unicodeRanges = z.record(z.string(), z.string())

type Ranges = readonly (readonly [first: number, last: number])[]

/** CSS `unicode-range`, without wildcards. */
function parseRanges(text: string): Ranges {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().slice(2).split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
  })
}

interface Part {
  readonly file: string
  readonly ranges: Ranges
}

/** The parts of a face, those of the Latin alphabet first, since ranges of rare characters may overlap. */
async function listParts(face: Face): Promise<Part[]> {
  const name = packages[face]
  const listed: unknown = JSON.parse(await readFile(resolve(`@fontsource-variable/${name}/unicode.json`), 'utf8'))
  return Object.entries(unicodeRanges.parse(listed))
    .map(([key, ranges]) => ({ key: key.replace(/[[\]]/g, ''), ranges: parseRanges(ranges) }))
    .sort((a, b) => Number(b.key.startsWith('latin')) - Number(a.key.startsWith('latin')))
    .map(({ key, ranges }) => ({
      file: resolve(`@fontsource-variable/${name}/files/${name}-${key}-wght-normal.woff2`),
      ranges,
    }))
}

/** Unpacks a part, which takes some tens of milliseconds. */
export async function loadPart(part: Part) {
  const [hb, { decompress }] = await Promise.all([import('harfbuzzjs'), import('wawoff2')])
  const face = new hb.Face(new hb.Blob(await decompress(await readFile(part.file))))
  return { hb, face, fonts: new Map<number, HarfBuzz.Font>() }
}
type Loaded = Awaited<ReturnType<typeof loadPart>>

function fontOf({ hb, face, fonts }: Loaded, weight: number): HarfBuzz.Font {
  const known = fonts.get(weight)
  if (known !== undefined) return known
  const font = new hb.Font(face)
  font.setScale(em, em)
  font.setVariations([new hb.Variation('wght', weight)])
  fonts.set(weight, font)
  return font
}

/** What `make` gives for `key`, asked for once. A fault is told to all who wait for it; the next tries again. */
function once<K, V>(made: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const known = made.get(key)
  if (known !== undefined) return known
  const making = make()
  made.set(key, making)
  making.catch(() => made.delete(key))
  return making
}

/** Draws text as outlines from the fonts of this package alone; the fonts of the machine play no part. */
export class Fonts {
  readonly #parts = new Map<Face, Promise<readonly Part[]>>()
  readonly #loaded = new Map<string, Promise<Loaded>>()
  readonly #loadPart: typeof loadPart

  constructor(load = loadPart) {
    this.#loadPart = load
  }

  /** `text` on one line. Characters that no font has, such as emoji, are left out. */
  async draw(text: string, face: Face, weight: number): Promise<Drawn> {
    let advance = 0
    const glyphs: Glyph[] = []
    for (const run of await this.#split(text, face)) {
      const drawn = this.#shape(await this.#load(run.part), run.text, weight)
      for (const glyph of drawn.glyphs) glyphs.push({ ...glyph, x: glyph.x + advance })
      advance += drawn.advance
    }
    return { glyphs, advance }
  }

  /** Stretches of `text` that one part has. */
  async #split(text: string, face: Face): Promise<{ readonly part: Part; readonly text: string }[]> {
    const runs: { part: Part; text: string }[] = []
    for (const character of text) {
      const part = await this.#partFor(character, face)
      const last = runs.at(-1)
      if (part === undefined) continue
      if (last?.part === part) last.text += character
      else runs.push({ part, text: character })
    }
    return runs
  }

  async #partFor(character: string, face: Face): Promise<Part | undefined> {
    const code = character.codePointAt(0) ?? 0
    const faces: readonly Face[] = face === 'sans' ? ['sans'] : ['serif', 'sans']
    for (const one of faces) {
      for (const part of await once(this.#parts, one, () => listParts(one))) {
        if (!part.ranges.some(([first, last]) => code >= first && code <= last)) continue
        // A range may promise what the font does not hold.
        const glyph = fontOf(await this.#load(part), 400).glyph(code)
        if (glyph !== undefined && glyph !== 0) return part
      }
    }
    return undefined
  }

  #load(part: Part): Promise<Loaded> {
    return once(this.#loaded, part.file, () => this.#loadPart(part))
  }

  #shape(loaded: Loaded, text: string, weight: number): Drawn {
    const { hb } = loaded
    const font = fontOf(loaded, weight)
    const buffer = new hb.Buffer()
    buffer.addText(text)
    buffer.guessSegmentProperties()
    hb.shape(font, buffer)
    const positions = buffer.getGlyphPositions()
    let advance = 0
    const glyphs: Glyph[] = []
    for (const [index, { codepoint }] of buffer.getGlyphInfos().entries()) {
      const position = positions[index]
      if (position === undefined) continue
      glyphs.push({ x: advance + position.xOffset, y: position.yOffset, commands: () => font.glyphToJson(codepoint) })
      advance += position.xAdvance
    }
    return { glyphs, advance }
  }
}
