import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'

/*
 * Pictures of pages are kept at a quarter of their width and height, and compared in cells that are some letters wide and a
 * part of a line high. What letters add up to in a cell is the same whoever smooths their edges; what stands elsewhere, in
 * another size or in another colour is not.
 */

/** Pixels of a page, each way, to a pixel of a kept picture. */
const reduction = 4
/** Pixels of a kept picture from one cell to the next; cells are one pixel high. */
const cell = 8
/** How far a cell may have moved up or down, in pixels of a kept picture. */
const slack = 1
/** Of 255: what a cell may differ by where nothing is drawn, and the share of what is drawn around it that it may differ by. */
const tolerance = { ground: 3, share: 0.3 }
/** So many cells that differ are a difference; fewer are an edge that falls on the border of a cell. */
const mostStrays = 6

interface Pixels {
  readonly data: Buffer
  readonly width: number
  readonly height: number
}

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** A screenshot at the size of kept pictures; what is left over at its end is not looked at. */
async function reduce(screenshot: Buffer): Promise<Sharp> {
  const { width: wide = 0, height: high = 0 } = await sharp(screenshot).metadata()
  const [width, height] = [Math.floor(wide / reduction), Math.floor(high / reduction)]
  return sharp(screenshot)
    .extract({ left: 0, top: 0, width: width * reduction, height: height * reduction })
    .resize({ width, height, kernel: 'linear' })
}

/** A screenshot as it is kept: PNG of few colours. */
export async function reducePicture(screenshot: Buffer): Promise<Buffer> {
  return await (await reduce(screenshot)).png({ palette: true, colours: 64, dither: 0, effort: 10 }).toBuffer()
}

/** The mean of each cell in lightness and in two differences of colours, in which grey letters leave no trace. */
class Cells {
  readonly columns: number
  readonly rows: number
  readonly #values: readonly [lightness: Float32Array, warmth: Float32Array, coldness: Float32Array]

  constructor({ data, width, height }: Pixels) {
    this.columns = Math.ceil(width / cell)
    this.rows = height
    const each = () => new Float32Array(this.columns * this.rows)
    this.#values = [each(), each(), each()]
    const [lightness, warmth, coldness] = this.#values
    for (let at = 0; at < lightness.length; at += 1) {
      const start = Math.floor(at / this.columns) * width + (at % this.columns) * cell
      const count = Math.min(cell, width - (at % this.columns) * cell)
      let [red, green, blue] = [0, 0, 0]
      for (let place = start * 3; place < (start + count) * 3; place += 3) {
        red += data[place] ?? 0
        green += data[place + 1] ?? 0
        blue += data[place + 2] ?? 0
      }
      lightness[at] = (red + green + blue) / count / 3
      warmth[at] = (red - green) / count
      coldness[at] = (blue - green) / count
    }
  }

  /** Of one of the three; `undefined` outside. */
  at(which: number, column: number, row: number): number | undefined {
    return column < 0 || column >= this.columns ? undefined : this.#values[which]?.[row * this.columns + column]
  }

  /** How far what stands in and around a cell differs among itself. */
  range(which: number, column: number, row: number): number {
    const around: number[] = []
    for (let y = row - 2; y <= row + 2; y += 1)
      for (let x = column - 1; x <= column + 1; x += 1) {
        const value = this.at(which, x, y)
        if (value !== undefined) around.push(value)
      }
    return Math.max(...around) - Math.min(...around)
  }
}

/** Whether a cell of one picture stands in another, at its place or a little above or below it. */
function isFound(cells: Cells, others: Cells, column: number, row: number): boolean {
  const allowed = [0, 1, 2].map((which) => tolerance.ground + tolerance.share * cells.range(which, column, row))
  for (let moved = -slack; moved <= slack; moved += 1) {
    const fits = allowed.every((most, which) => {
      const [one, other] = [cells.at(which, column, row), others.at(which, column, row + moved)]
      return one !== undefined && other !== undefined && Math.abs(one - other) <= most
    })
    if (fits) return true
  }
  return false
}

interface Place {
  readonly column: number
  readonly row: number
}

/** The cells of either picture that are not found in the other. */
function findDifferences(kept: Cells, now: Cells): Place[] {
  const differing: Place[] = []
  for (let row = 0; row < Math.min(kept.rows, now.rows); row += 1)
    for (let column = 0; column < kept.columns; column += 1)
      if (!isFound(kept, now, column, row) || !isFound(now, kept, column, row)) differing.push({ column, row })
  return differing
}

/** The picture of now, with what differs in red. */
async function drawDifferences({ data, width, height }: Pixels, places: readonly Place[]): Promise<Buffer> {
  const painted = Buffer.from(data)
  for (const { column, row } of places)
    for (let x = column * cell; x < Math.min(width, (column + 1) * cell); x += 1)
      painted.set([220, (painted[(row * width + x) * 3 + 1] ?? 0) >> 1, 0], (row * width + x) * 3)
  return await sharp(painted, { raw: { width, height, channels: 3 } })
    .resize({ width: width * reduction, kernel: 'nearest' })
    .png()
    .toBuffer()
}

let folder: string | undefined

/**
 * What differs between a kept picture and a new screenshot of the same, in words with the files to look at; `undefined` when
 * nothing does.
 */
export async function describeDifference(name: string, kept: Buffer, screenshot: Buffer): Promise<string | undefined> {
  const [before, after] = await Promise.all([pixelsOf(sharp(kept)), reduce(screenshot).then(pixelsOf)])
  const isOtherSize = before.width !== after.width || Math.abs(before.height - after.height) > slack
  const places = isOtherSize ? [] : findDifferences(new Cells(before), new Cells(after))
  if (!isOtherSize && places.length <= mostStrays) return undefined
  folder ??= mkdtempSync(join(tmpdir(), 'newsroom-pictures-'))
  const files = [`${name}.now.jpg`, `${name}.difference.png`].map((file) => join(folder ?? '', file))
  writeFileSync(files[0] ?? '', screenshot)
  writeFileSync(files[1] ?? '', await drawDifferences(after, places))
  const [first, last] = [places[0], places.at(-1)].map((place) => (place?.row ?? 0) * reduction)
  const what = isOtherSize
    ? `is ${after.width * reduction} × ${after.height * reduction} pixels, and ${before.width * reduction} × ${before.height * reduction} was kept`
    : `differs in ${places.length} places, the first ${first} pixels from the top and the last ${last}`
  return `${name} ${what}: see ${files.join(' and ')}`
}
