import { loadSharp } from '#lib/content/files/load-sharp.ts'
import type { Mark } from '#lib/content/types.ts'
import type { Brand } from '#lib/publish/brand/brand.ts'
import { type IconShape, renderFavicon, renderIcon } from '#lib/publish/brand/icon.ts'
import type { IconFile } from '#lib/urls.ts'

const shapes: Readonly<Record<Exclude<IconFile, 'favicon.svg' | 'favicon.ico'>, IconShape>> = {
  'apple-touch-icon.png': { size: 180, part: 0.6, ground: 'paper' },
  'icon-192.png': { size: 192, part: 0.75, ground: 'paper' },
  'icon-512.png': { size: 512, part: 0.75, ground: 'paper' },
  'icon-maskable-512.png': { size: 512, part: 0.47, ground: 'accent' },
}

const tabSizes = [16, 32, 48]

async function draw(svg: string): Promise<Buffer> {
  const sharp = await loadSharp()
  return await sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer()
}

/** Pictures in one `.ico`: a directory of 6 bytes and 16 for each, then the pictures, as PNG. */
function joinIco(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const directory = Buffer.alloc(6 + 16 * pictures.length)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(pictures.length, 4)
  let end = directory.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    directory.writeUInt8(size, at)
    directory.writeUInt8(size, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(32, at + 6)
    directory.writeUInt32LE(png.length, at + 8)
    directory.writeUInt32LE(end, at + 12)
    end += png.length
  }
  return Buffer.concat([directory, ...pictures.map(({ png }) => png)])
}

/** One of the site's icons: its mark in the colours of the brand. */
export async function drawIcon(
  file: IconFile,
  mark: Mark,
  brand: Brand,
): Promise<{ readonly type: string; readonly body: Buffer }> {
  if (file === 'favicon.svg') return { type: 'image/svg+xml', body: Buffer.from(renderFavicon(mark, brand)) }
  if (file !== 'favicon.ico') return { type: 'image/png', body: await draw(renderIcon(mark, brand, shapes[file])) }
  const pictures = tabSizes.map(async (size) => ({ size, png: await draw(renderIcon(mark, brand, { size, part: 1 })) }))
  return { type: 'image/x-icon', body: joinIco(await Promise.all(pictures)) }
}
