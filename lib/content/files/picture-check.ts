import { nearest } from '../header/spelling.ts'
import type { ProblemCode, ProblemValues } from '../problem.ts'
import type { Asset } from '../source.ts'
import { maxPictureBytes, maxPicturePixels } from './picture-facts.ts'
import { extensionOf, isPictureName, pictureTypes } from './picture-types.ts'

/** What is wrong with a file that a text names; a place is for the caller to add. */
export interface FileFault {
  readonly code: ProblemCode
  readonly values: ProblemValues
  /** The name that was meant, when only its case or its ending differs. */
  readonly meant?: string
}

/** The file of the folder whose name is nearest to `name`. */
function nearestFile(name: string, names: Iterable<string>): string | undefined {
  const all = [...names]
  const stem = (file: string) => file.replace(/\.[^.]+$/, '').toLowerCase()
  return (
    all.find((file) => file.toLowerCase() === name.toLowerCase()) ??
    all.find((file) => stem(file) === stem(name)) ??
    nearest(name, all)
  )
}

/** The fault of naming a file that is not there. */
export function missingFile(
  code: 'picture/not-found' | 'download/not-found' | 'body/link-file-missing',
  name: string,
  assets: ReadonlyMap<string, Asset>,
): FileFault {
  const near = nearestFile(name, assets.keys())
  const values = near === undefined ? { name } : { name, nearest: near }
  return { code, values, ...(near?.toLowerCase() === name.toLowerCase() ? { meant: near } : {}) }
}

/** What forbids to show the file `name` (NFC) of a release as a picture; `undefined` when it is fit. */
export function pictureFault(name: string, assets: ReadonlyMap<string, Asset>): FileFault | undefined {
  const asset = assets.get(name)
  if (asset === undefined) return missingFile('picture/not-found', name, assets)
  if (!isPictureName(name))
    return {
      code: 'picture/format',
      values: { name, formats: Object.keys(pictureTypes).join(', ').replaceAll('.', ''), extension: extensionOf(name) },
    }
  const { size, width, height } = asset
  if (width === undefined || height === undefined) return { code: 'picture/unreadable', values: { name } }
  if (size <= maxPictureBytes && width * height <= maxPicturePixels) return undefined
  const limits = { limitKilobytes: maxPictureBytes / 1000, limitMegapixels: maxPicturePixels / 1_000_000 }
  return { code: 'picture/too-large', values: { name, kilobytes: Math.ceil(size / 1000), width, height, ...limits } }
}
