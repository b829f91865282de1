import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { LRUCache } from 'lru-cache'
import type { Sharp } from 'sharp'
import { localDisk } from '#lib/content/files/disk.ts'
import { loadSharp } from '#lib/content/files/load-sharp.ts'
import { maxPicturePixels, measurePicture } from '#lib/content/files/picture-facts.ts'
import { errorCode, errorMessage } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { cropSize } from '#lib/publish/picture-shapes.ts'
import type { MediaFile } from '../files/media.ts'
import { httpDate } from '../headers.ts'
import type { Page } from '../page.ts'
import type { KeptFiles } from './kept-files.ts'
import { chooseFormat, type PictureFormat, type Wish } from './wish.ts'

/** Changes when the same wish is to give other bytes. */
const recipe = 1

const encoders: Readonly<Record<PictureFormat, (picture: Sharp) => Sharp>> = {
  avif: (picture) => picture.avif({ quality: 55, effort: 3 }),
  webp: (picture) => picture.webp({ quality: 78 }),
  // JPEG knows no transparency.
  jpeg: (picture) => picture.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true, mozjpeg: true }),
}

/** A picture with its EXIF orientation applied and all metadata left behind, never larger than it is. */
async function make(path: string, wish: Wish, format: PictureFormat): Promise<Buffer> {
  const sharp = await loadSharp()
  const picture = sharp(path, { limitInputPixels: maxPicturePixels }).autoOrient()
  if ('width' in wish)
    return await encoders[format](picture.resize({ width: wish.width, withoutEnlargement: true })).toBuffer()
  const { autoOrient } = await picture.metadata()
  const { width, height } = cropSize(autoOrient, wish.crop)
  return await encoders[format](picture.resize({ width, height, fit: 'cover' })).toBuffer()
}

/** Gives pictures of releases in the widths and shapes that pages name. */
export class ReleasePictures {
  readonly #kept: Pick<KeptFiles, 'get'>
  readonly #log: Pick<Log, 'warn'>
  /** Names of what could not be made, so that it is not tried for every reader. */
  readonly #failed = new LRUCache<string, true>({ max: 1000 })

  constructor(kept: Pick<KeptFiles, 'get'>, log: Pick<Log, 'warn'>) {
    this.#kept = kept
    this.#log = log
  }

  /**
   * A release's picture as wished, in the format that `accepted` prefers. `undefined` when the file is no picture that can be
   * scaled, such as SVG or a moving one: readers get the file itself then.
   */
  async answer(media: MediaFile, wish: Wish, accepted: string | undefined): Promise<Omit<Page, 'status'> | undefined> {
    const { size, mtimeMs } = await stat(media.path)
    // Structured data states one type for an address, so crops are always JPEG.
    const format = 'crop' in wish ? 'jpeg' : chooseFormat(accepted)
    const facts = JSON.stringify([recipe, media.path, size, mtimeMs, wish, format])
    const name = `${createHash('sha256').update(facts).digest('hex').slice(0, 40)}.${format}`
    if (this.#failed.has(name)) return undefined
    try {
      const body = await this.#kept.get(name, async () => {
        if ((await measurePicture(localDisk, media.path)) === undefined) throw new Error('It is no picture')
        const sharp = await loadSharp()
        if (((await sharp(media.path).metadata()).pages ?? 1) > 1) throw new Error('It moves')
        return await make(media.path, wish, format)
      })
      const headers = { 'content-type': `image/${format}`, 'last-modified': httpDate(mtimeMs) }
      return { headers: 'crop' in wish ? headers : { ...headers, vary: 'Accept' }, body }
    } catch (error) {
      // The system says no for a moment, a picture for good.
      if (errorCode(error) === undefined) this.#failed.set(name, true)
      this.#log.warn('pictures.not-made', { file: media.path, reason: errorMessage(error) })
      return undefined
    }
  }
}
