import type { Image, Paragraph, Root, RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import { mediaWidths, urls } from '#lib/urls.ts'
import type { ReleaseImage } from '../types.ts'
import { fileNameOf } from './addresses.ts'
import { htmlBlock, setAttributes } from './html-element.ts'
import type { BodyOptions } from './options.ts'

/** How wide a picture in the text is drawn: the measure of the text, or the page's width on a phone. */
const sizes = '(min-width: 48rem) 39rem, 100vw'

function releaseImage(image: Image, options: BodyOptions): ReleaseImage | undefined {
  const src = fileNameOf(image.url).replace(/^\.\//, '')
  const asset = options.assets.get(src)
  if (asset?.width === undefined || asset.height === undefined) return undefined
  const caption = image.title?.trim()
  return {
    src,
    alt: image.alt ?? '',
    ...(caption === undefined || caption === '' ? {} : { caption }),
    width: asset.width,
    height: asset.height,
  }
}

function drawImage(node: Image, image: ReleaseImage, slug: string): void {
  const widths = mediaWidths.filter((width) => width <= image.width)
  const { width, height, src } = image
  node.url = urls.media(slug, src, widths.filter((candidate) => candidate <= 1280).at(-1))
  node.title = null
  const set = widths.map((candidate) => `${urls.media(slug, src, candidate)} ${candidate}w`).join(', ')
  setAttributes(node, {
    ...(set === '' ? {} : { srcSet: set, sizes }),
    width,
    height,
    loading: 'lazy',
    decoding: 'async',
  })
}

/** A paragraph of nothing but pictures as figures. */
function figuresOf(paragraph: Paragraph, captions: ReadonlyMap<Image, string>): RootContent[] | undefined {
  const figures: RootContent[] = []
  for (const node of paragraph.children) {
    if (node.type === 'image') {
      const caption = captions.get(node)
      const words: RootContent[] =
        caption === undefined ? [] : [htmlBlock('figcaption', {}, [{ type: 'text', value: caption }])]
      figures.push(htmlBlock('figure', { className: ['picture'] }, [node, ...words]))
    } else if (node.type !== 'break' && !(node.type === 'text' && node.value.trim() === '')) return undefined
  }
  return figures.length === 0 ? undefined : figures
}

/** Gives the release's pictures their addresses and measures, and those that stand alone a figure. Others are dropped. */
export function drawPictures(tree: Root, options: BodyOptions): ReleaseImage[] {
  const found: ReleaseImage[] = []
  const captions = new Map<Image, string>()
  visit(tree, 'image', (node, index, parent) => {
    const image = options.slug === undefined ? undefined : releaseImage(node, options)
    if (image === undefined || options.slug === undefined) {
      if (parent !== undefined && index !== undefined) parent.children.splice(index, 1)
      return index
    }
    found.push(image)
    if (image.caption !== undefined) captions.set(node, image.caption)
    drawImage(node, image, options.slug)
    return undefined
  })
  visit(tree, 'paragraph', (node, index, parent) => {
    const figures = figuresOf(node, captions)
    if (figures === undefined || parent === undefined || index === undefined) return undefined
    Object.assign(parent, {
      children: [...parent.children.slice(0, index), ...figures, ...parent.children.slice(index + 1)],
    })
    return index + figures.length
  })
  return found
}
