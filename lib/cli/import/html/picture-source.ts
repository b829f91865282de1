import { isPictureName } from '#lib/content/files/picture-types.ts'
import type { FindFile, PageFile } from '../imported.ts'
import { attribute, type Element } from './elements.ts'

// Lines, dots and icons with which old pages were laid out.
const ornament =
  /(?:^|[/_-])(?:spacer|blank|space|dot|line|bullet|arrow|icon|ico|pixel|1x1|transparent|loading|bg|print|close|share|weixin|qq|weibo)[-_\d]*\.(?:gif|png|jpe?g|bmp|svg)$/i
/** A GIF of one point, which holds the place of a picture that is loaded later. */
const onePoint = /^data:image\/gif;base64,R0lGODlhAQABA/

// Where pages name a picture that a script loads when it comes into sight.
const later = ['data-original', 'data-src', 'data-lazy-src', 'data-actualsrc', 'original', '_src']

export const withoutQuery = (reference: string) =>
  reference.startsWith('data:') ? reference : reference.replace(/[?#].*$/s, '')

const isOrnament = (src: string) => ornament.test(withoutQuery(src)) || onePoint.test(src)

/** What an `img`, `svg` or `canvas` element shows: a file, nothing worth telling, or something that is lost. */
export type PictureSource =
  | { readonly kind: 'file'; readonly src: string; readonly file: PageFile }
  | { readonly kind: 'ornament' }
  | { readonly kind: 'lost'; readonly src: string; readonly why: 'missing' | 'kind' }

const largestIcon = 64

function sizeOfDrawing(element: Element): number {
  const [, , width, height] = (attribute(element, 'viewBox') ?? attribute(element, 'viewbox') ?? '')
    .split(/[\s,]+/)
    .map(Number)
  const own = ['width', 'height'].map((name) => Number.parseInt(attribute(element, name) ?? '', 10) || 0)
  const named = Math.max(...own)
  return named > 0 ? named : Math.max(width ?? 0, height ?? 0)
}

/** Finds what a picture of a page shows. */
export function findPicture(element: Element, findFile: FindFile): PictureSource {
  if (element.tagName !== 'img') {
    const isDrawn = sizeOfDrawing(element) > largestIcon
    return isDrawn ? { kind: 'lost', src: `<${element.tagName}>`, why: 'kind' } : { kind: 'ornament' }
  }
  const size = (name: string) => Number.parseInt(attribute(element, name) ?? '', 10)
  if (size('width') <= 20 || size('height') <= 20) return { kind: 'ornament' }
  const sources = [...later, 'src'].map((name) => (attribute(element, name) ?? '').trim())
  const worth = sources.filter((src) => src !== '' && !isOrnament(src))
  const found = worth.map((src) => ({ src, file: findFile(src) }))
  const shown = found.find(({ file }) => file !== undefined && isPictureName(file.name))
  if (shown?.file !== undefined) return { kind: 'file', src: shown.src, file: shown.file }
  const [first] = found
  if (first === undefined) return { kind: 'ornament' }
  const isThere = first.file !== undefined || first.src.startsWith('data:')
  return { kind: 'lost', src: first.src.slice(0, 80), why: isThere ? 'kind' : 'missing' }
}
