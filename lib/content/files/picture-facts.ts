import { constants } from 'node:fs'
import type { Disk } from './disk.ts'
import { loadSharp } from './load-sharp.ts'

/** Limits of a picture in a release: bytes, and pixels of width × height. */
export const maxPictureBytes = 12_000_000
export const maxPicturePixels = 60_000_000

export interface PictureFacts {
  /** Pixels as shown, after EXIF orientation. */
  readonly width: number
  readonly height: number
}

/** First bytes, one character each, of the site's kinds of picture. No other kind, SVG least of all, reaches the decoder. */
const signature = /^(?:\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftyp(?:avif|avis|mif1|miaf))/s

async function hasSignature(disk: Disk, path: string): Promise<boolean> {
  const handle = await disk.open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  try {
    const bytes = Buffer.alloc(16)
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0)
    return signature.test(bytes.toString('latin1', 0, bytesRead))
  } finally {
    await handle.close()
  }
}

async function readSize(path: string): Promise<PictureFacts | undefined> {
  const sharp = await loadSharp()
  try {
    const { autoOrient } = await sharp(path, { limitInputPixels: false }).metadata()
    return autoOrient
  } catch (error) {
    // Sharp says in many words what a damaged file lacks; the editor needs only to know that it is damaged.
    if (error instanceof Error) return undefined
    throw error
  }
}

/**
 * Width and height from the header of a picture; `undefined` when the file is no picture, or a damaged one. Decodes no
 * pixels. Rejects when the file cannot be opened.
 */
export async function measurePicture(disk: Disk, path: string): Promise<PictureFacts | undefined> {
  if (!(await hasSignature(disk, path))) return undefined
  const size = await readSize(path)
  return size === undefined ? undefined : { width: size.width, height: size.height }
}
