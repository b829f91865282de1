import type { MetaImage } from '../page-meta.ts'
import { type Xml, xml } from '../xml.ts'

/** A release's picture as Media RSS, which both XML formats can hold. */
export function renderPicture({ url, type, width, height, alt }: MetaImage): Xml {
  return xml('media:content', [alt === '' ? undefined : xml('media:description', alt, { type: 'plain' })], {
    url,
    type,
    medium: 'image',
    width: String(width),
    height: String(height),
  })
}
