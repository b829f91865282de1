import sharp from 'sharp'

/** The kinds of picture that every browser shows and the media route can scale. */
export const pictureExtensions = ['jpg', 'jpeg', 'png', 'webp', 'avif', 'gif'] as const

/** Limits of a picture in a release: bytes, and pixels of width × height. */
export const maxPictureBytes = 12_000_000
export const maxPicturePixels = 60_000_000

export interface PictureFacts {
  /** Pixels as shown, after EXIF orientation. */
  readonly width: number
  readonly height: number
}

/** The part after the last dot, in lower case; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

export function isPictureName(name: string): boolean {
  return (pictureExtensions as readonly string[]).includes(extensionOf(name))
}

/** Width and height from the header of a picture; `undefined` when the file is no picture or is damaged. Decodes no pixels. */
export async function measurePicture(path: string): Promise<PictureFacts | undefined> {
  // Its cache goes by path and would give the facts of a picture that has been replaced since.
  sharp.cache(false)
  const image = sharp(path, { limitInputPixels: false })
  const measured = await image.metadata().then(
    ({ autoOrient: { width, height } }) => ({ width, height }),
    (error: unknown) => {
      if (error instanceof Error) return undefined
      throw error
    },
  )
  return measured
}
