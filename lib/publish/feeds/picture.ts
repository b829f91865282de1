import { type Xml, xml } from '../xml.ts'
import type { FeedItem } from './feed.ts'

/** A release's picture as Media RSS, which both XML formats can hold. */
export function renderPicture(image: NonNullable<FeedItem['image']>): Xml {
  const { url, type, width, height, alt } = image
  return xml('media:content', [alt === '' ? undefined : xml('media:description', alt, { type: 'plain' })], {
    url,
    type,
    medium: 'image',
    width: String(width),
    height: String(height),
  })
}
