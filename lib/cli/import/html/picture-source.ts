import { isPictureName } from '#lib/content/files/picture-types.ts'
import { type FindFile, type PageFile, pictureInside } from '../imported.ts'
import { attribute, descendants, type Element, isElement, isPicture } from './elements.ts'

// Lines, dots and icons with which old pages were laid out.
const ornament =
  /(?:^|[/_-])(?:spacer|blank|space|dot|line|bullet|arrow|icon|ico|pixel|1x1|transparent|loading|bg|print|close|share|weixin|qq|weibo)[-_\d]*\.(?:gif|png|jpe?g|bmp|svg)$/i
/** A GIF of one point, which holds the place of a picture that is loaded later. */
const onePoint = /^data:image\/gif;base64,R0lGODlhAQABA/

// Where pages name a picture that a script loads when it comes into sight.
const later = ['data-original', 'data-src', 'data-lazy-src', 'data-actualsrc', 'original', '_src']

export const withoutQuery = (reference: string) =>
  reference.startsWith('data:') ? reference : reference.replace(/[?#].*$/s, '')

/** Whether a picture only lays out a page. */
export const isOrnament = (src: string) => ornament.test(withoutQuery(src)) || onePoint.test(src)

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

/** The addresses in a `srcset`, the largest first. HTML, section 4.8.4.2. */
const addressesIn = (set: string) =>
  [...set.matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)/g)]
    .sort((a, b) => Number(b[2] ?? 1) - Number(a[2] ?? 1))
    .map(([, address = '']) => address)

/** The choices of sizes and formats that a picture and the `picture` around it offer. */
function setsOf(element: Element): string[] {
  const { parentNode } = element
  const around = parentNode?.nodeName === 'picture' ? parentNode.childNodes.filter(isElement) : []
  return [element, ...around].flatMap((one) => [attribute(one, 'srcset') ?? '', attribute(one, 'data-srcset') ?? ''])
}

/** A picture that stands in the page itself (RFC 2397). */
function fileInside(src: string): PageFile | undefined {
  const [, kind, data] = /^data:image\/(png|jpe?g|gif|webp|avif);base64,([\w+/=\s]+)$/i.exec(src) ?? []
  if (kind === undefined || data === undefined) return undefined
  return pictureInside(Buffer.from(data, 'base64'), `.${kind.toLowerCase().replace('jpeg', 'jpg')}`)
}

/** Finds what a picture of a page shows. */
export function findPicture(element: Element, findFile: FindFile): PictureSource {
  if (!isPicture(element)) {
    const isDrawn = sizeOfDrawing(element) > largestIcon
    return isDrawn ? { kind: 'lost', src: `<${element.tagName}>`, why: 'kind' } : { kind: 'ornament' }
  }
  const size = (name: string) => Number.parseInt(attribute(element, name) ?? '', 10)
  if (size('width') <= 20 || size('height') <= 20) return { kind: 'ornament' }
  const named = [...later, 'src'].map((name) => (attribute(element, name) ?? '').trim())
  const sources = [...new Set([...named, ...setsOf(element).flatMap(addressesIn)])]
  const worth = sources.filter((src) => src !== '' && !isOrnament(src))
  const found = worth.map((src) => ({ src, file: findFile(src) ?? fileInside(src) }))
  const shown = found.find(({ file }) => file !== undefined && isPictureName(file.name))
  if (shown?.file !== undefined) return { kind: 'file', src: shown.src, file: shown.file }
  const [first] = found
  if (first === undefined) return { kind: 'ornament' }
  const isThere = first.file !== undefined || first.src.startsWith('data:')
  return { kind: 'lost', src: first.src.slice(0, 80), why: isThere ? 'kind' : 'missing' }
}

/** Where the film, sound or page comes from that an element embeds, else what it is called; `?` when it does not say. */
export function mediaSource(element: Element): string {
  const named = [element, ...descendants(element)].flatMap((one) =>
    [
      attribute(one, 'src'),
      attribute(one, 'data-src'),
      attribute(one, 'data'),
      one.tagName === 'param' ? attribute(one, 'value') : undefined,
    ].flatMap((src) => src ?? []),
  )
  const called = ['data-desc', 'data-nickname', 'music_name', 'name', 'title'].map((name) => attribute(element, name))
  return [...named, ...called].find((text) => text !== undefined && text !== '') ?? '?'
}
