import type { HeaderNode } from '../front-matter.ts'
import { fileName } from '../header/field-types.ts'
import { filledItems, locate, textAt } from '../header/locate.ts'
import { type Place, type Problem, problem } from '../problem.ts'
import type { ReleaseHeader } from '../schema.ts'
import type { Asset } from '../source.ts'
import type { Download, ReleaseImage } from '../types.ts'
import { missingFile, pictureFault } from './picture-check.ts'

/** The files that a header names; `undefined` holds the place of a download whose name cannot be read. */
export interface NamedFiles {
  readonly image?: NonNullable<ReleaseHeader['image']>
  readonly downloads: readonly (ReleaseHeader['downloads'][number] | undefined)[]
}

/** The files that a header with mistakes names, whatever else is wrong with the fields that name them. */
export function readNamedFiles(header: HeaderNode): NamedFiles {
  const nameAt = (...path: (string | number)[]) => fileName.safeParse(textAt(header, path)).data
  const src = nameAt('image', 'src') ?? nameAt('image')
  const { node } = locate(header, ['downloads'])
  const items = node?.kind === 'list' ? filledItems(node) : []
  return {
    ...(src === undefined ? {} : { image: { src, alt: '' } }),
    downloads: items.map((_, index) => {
      const file = nameAt('downloads', index, 'file')
      return file === undefined ? undefined : { file, title: file }
    }),
  }
}

/** The files that a header names: their facts, and what is wrong with them. Names in `used` are in Unicode form NFC. */
export function resolveFiles(
  named: NamedFiles,
  assets: ReadonlyMap<string, Asset>,
  place: (field: string) => Place,
): {
  readonly problems: readonly Problem[]
  readonly used: readonly string[]
  readonly image: ReleaseImage | undefined
  readonly downloads: readonly Download[]
} {
  const problems: Problem[] = []
  const used: string[] = []
  let image: ReleaseImage | undefined
  if (named.image !== undefined) {
    const src = named.image.src.normalize('NFC')
    const { width, height, size } = assets.get(src) ?? {}
    const fault = pictureFault(src, assets)
    used.push(src)
    if (fault !== undefined) problems.push(problem(fault.code, place('image.src'), fault.values))
    else if (width !== undefined && height !== undefined && size !== undefined)
      image = { ...named.image, src, width, height, size }
  }
  const downloads: Download[] = []
  for (const [index, download] of named.downloads.entries()) {
    if (download === undefined) continue
    const file = download.file.normalize('NFC')
    const asset = assets.get(file)
    used.push(file)
    if (asset === undefined) {
      const { code, values } = missingFile('download/not-found', file, assets)
      problems.push(problem(code, place(`downloads.${index}.file`), values))
      continue
    }
    const { size, width, height } = asset
    const pixels = width === undefined || height === undefined ? {} : { width, height }
    downloads.push({ file, title: download.title, size, ...pixels })
  }
  return { problems, used, image, downloads }
}
