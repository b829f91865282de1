import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type Brand, readBrand } from '#lib/publish/brand/brand.ts'
import { drawIcon } from '#lib/serve/pictures/icons.ts'

const own = await readBrand()
const brand: Brand = { ...own, light: { ...own.light, accent: '#7a1f5c', paper: '#fffdf0' } }
const square = { solid: 'M0 0h32v32H0z' }

/** The colour of one pixel, as `#rrggbbaa`. */
async function pixel(png: Buffer, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (y * info.width + x) * 4
  return `#${data.subarray(at, at + 4).toString('hex')}`
}

test.each([
  ['apple-touch-icon.png', 180, '#fffdf0ff', '#7a1f5cff'],
  ['icon-192.png', 192, '#fffdf0ff', '#7a1f5cff'],
  ['icon-512.png', 512, '#fffdf0ff', '#7a1f5cff'],
  ['icon-maskable-512.png', 512, '#7a1f5cff', '#fffdf0ff'],
] as const)('%s shows the mark in the middle of the brand’s own ground', async (file, size, ground, middle) => {
  const { type, body } = await drawIcon(file, square, brand)
  const { width, height } = await sharp(body).metadata()
  expect([type, width, height]).toEqual(['image/png', size, size])
  expect([await pixel(body, 1, 1), await pixel(body, size / 2, size / 2)]).toEqual([ground, middle])
})

test('the masked icon keeps its mark within the circle that no mask cuts', async () => {
  const { body } = await drawIcon('icon-maskable-512.png', square, brand)
  const { info } = await sharp(body).trim().toBuffer({ resolveWithObject: true })
  expect(Math.hypot(info.width, info.height) / 512).toBeLessThanOrEqual(0.8)
})

test('favicon.ico holds the mark in three sizes on nothing', async () => {
  const { type, body } = await drawIcon('favicon.ico', { solid: 'M8 8h24v24H8z' }, brand)
  expect([type, body.readUInt16LE(2), body.readUInt16LE(4)]).toEqual(['image/x-icon', 1, 3])
  for (const [index, size] of [16, 32, 48].entries()) {
    const entry = 6 + 16 * index
    const start = body.readUInt32LE(entry + 12)
    const png = body.subarray(start, start + body.readUInt32LE(entry + 8))
    expect([body.readUInt8(entry), (await sharp(png).metadata()).width]).toEqual([size, size])
    expect([await pixel(png, 0, 0), await pixel(png, size - 1, size - 1)]).toEqual(['#00000000', '#7a1f5cff'])
  }
})

test('the icon for tabs is drawn in the accent of the scheme that the tab has', async () => {
  const { body } = await drawIcon('favicon.svg', { ...square, faint: 'M1 1h2v2z' }, brand)
  expect(body.toString()).toContain(
    `path{fill:#7a1f5c}@media(prefers-color-scheme:dark){path{fill:${own.dark.accent}}}`,
  )
  expect(body.toString()).toContain('<path d="M1 1h2v2z" opacity=".6"/>')
})
