import type { Image, Link, Nodes, Paragraph, Root, RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import { mediaWidths, urls } from '#lib/urls.ts'
import type { ReleaseImage } from '../types.ts'
import { pictureName } from './addresses.ts'
import { type HtmlBlock, htmlBlock, setAttributes } from './html-element.ts'
import { labels } from './labels.ts'
import type { BodyOptions } from './options.ts'

/** How wide a picture in the text is drawn: the measure of the text, or the page's width on a phone. */
const sizes = '(min-width: 48rem) 39rem, 100vw'
/** The same beside others. */
const gallerySizes = '(min-width: 48rem) 19rem, 100vw'

function releaseImage(image: Image, options: BodyOptions): ReleaseImage | undefined {
  const src = pictureName(image.url)
  const asset = options.assets.get(src)
  if (asset?.width === undefined || asset.height === undefined) return undefined
  const caption = image.title?.trim()
  return {
    src,
    alt: image.alt ?? '',
    ...(caption === undefined || caption === '' ? {} : { caption }),
    width: asset.width,
    height: asset.height,
    size: asset.size,
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
function figuresOf(paragraph: Paragraph, images: ReadonlyMap<Image, ReleaseImage>): RootContent[] | undefined {
  const figures: RootContent[] = []
  for (const node of paragraph.children) {
    if (node.type === 'image') {
      const caption = images.get(node)?.caption
      const words: RootContent[] =
        caption === undefined ? [] : [htmlBlock('figcaption', {}, [{ type: 'text', value: caption }])]
      figures.push(htmlBlock('figure', { className: ['picture'] }, [node, ...words]))
    } else if (node.type !== 'break' && !(node.type === 'text' && node.value.trim() === '')) return undefined
  }
  return figures.length === 0 ? undefined : figures
}

/** A figure of a gallery: its picture is smaller than in the text, so it leads to the original. */
function frameInGallery(figure: HtmlBlock, image: Image, { label, address }: { label: string; address: string }): void {
  if (image.data?.hProperties?.['srcSet'] !== undefined) setAttributes(image, { sizes: gallerySizes })
  const link: Link = { type: 'link', url: address, children: [image], data: { hProperties: { ariaLabel: label } } }
  figure.children = [link, ...figure.children.slice(1)]
}

/** Puts figures that follow one another into a gallery. */
function gatherGalleries(tree: Root, images: ReadonlyMap<Image, ReleaseImage>, options: BodyOptions): void {
  const { slug, locale } = options
  const pictureIn = (node: Nodes): Image | undefined => {
    const [first] = node.type === 'htmlBlock' && node.data.hName === 'figure' ? node.children : []
    return first?.type === 'image' ? first : undefined
  }
  const gather = (figures: readonly HtmlBlock[]): HtmlBlock => {
    figures.forEach((figure, place) => {
      const image = pictureIn(figure)
      const facts = image === undefined ? undefined : images.get(image)
      if (image === undefined || facts === undefined || slug === undefined) return
      const label = labels[locale].original(facts.alt === '' ? labels[locale].picture(place + 1) : facts.alt)
      frameInGallery(figure, image, { label, address: urls.media(slug, facts.src) })
    })
    return htmlBlock('div', { className: ['gallery'] }, [...figures])
  }
  visit(tree, (parent) => {
    if (!('children' in parent) || parent.children.filter((node) => pictureIn(node) !== undefined).length < 2) return
    const runs: Nodes[][] = []
    for (const node of parent.children) {
      const [before] = runs.at(-1) ?? []
      const joins = before !== undefined && pictureIn(before) !== undefined && pictureIn(node) !== undefined
      if (joins) runs.at(-1)?.push(node)
      else runs.push([node])
    }
    const isFigure = (node: Nodes): node is HtmlBlock => pictureIn(node) !== undefined
    Object.assign(parent, { children: runs.flatMap((run) => (run.length > 1 ? gather(run.filter(isFigure)) : run)) })
  })
}

/**
 * Gives the release's pictures their addresses and measures, those that stand alone a figure, and figures in a row a gallery.
 * Others are dropped.
 */
export function drawPictures(tree: Root, options: BodyOptions): ReleaseImage[] {
  const found = new Map<Image, ReleaseImage>()
  visit(tree, 'image', (node, index, parent) => {
    const image = options.slug === undefined ? undefined : releaseImage(node, options)
    if (image === undefined || options.slug === undefined) {
      if (parent !== undefined && index !== undefined) parent.children.splice(index, 1)
      return index
    }
    found.set(node, image)
    drawImage(node, image, options.slug)
    return undefined
  })
  visit(tree, 'paragraph', (node, index, parent) => {
    const figures = figuresOf(node, found)
    if (figures === undefined || parent === undefined || index === undefined) return undefined
    Object.assign(parent, {
      children: [...parent.children.slice(0, index), ...figures, ...parent.children.slice(index + 1)],
    })
    return index + figures.length
  })
  gatherGalleries(tree, found, options)
  return [...found.values()]
}
