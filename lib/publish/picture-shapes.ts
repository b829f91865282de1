import type { PictureRatio } from '#lib/urls.ts'

/** Pixels. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** Width of a picture in a shape, in pixels. Search engines ask for at least so much. */
export const widest = 1200

/** Whether a picture is one that search engines show: Google asks for 50,000 pixels (structured data of articles, `image`). */
export const isShowable = ({ width, height }: PictureSize) => width * height >= 50_000

/** The largest part of a picture in a shape, scaled down to 1,200 pixels across; never enlarged. */
export function cropSize(picture: PictureSize, ratio: PictureRatio): PictureSize {
  const [across = 1, down = 1] = ratio.split('x').map(Number)
  const width = Math.max(1, Math.min(widest, picture.width, Math.floor((picture.height * across) / down)))
  return { width, height: Math.max(1, Math.round((width * down) / across)) }
}

/** Share images are of this size; what is drawn for structured data has a shape of its own. Open Graph, 1.91:1. */
export const cardSize: PictureSize = { width: 1200, height: 630 }

/** The size of a picture that is drawn: of a share image, or in a shape of structured data. */
export function cardSizeOf(ratio: PictureRatio | undefined): PictureSize {
  return ratio === undefined ? cardSize : cropSize({ width: widest, height: widest }, ratio)
}
