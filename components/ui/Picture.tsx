import type { ReleaseImage } from '#lib/content/types.ts'
import { mediaWidths, urls } from '#lib/urls.ts'

interface PictureProps {
  readonly slug: string
  readonly image: ReleaseImage
  /** The `sizes` attribute: how wide the picture is drawn. */
  readonly sizes: string
  /** Other words than the image's own; `''` where the text beside it says the same. */
  readonly alt?: string
  /** The picture that readers see first: fetched early instead of lazily. */
  readonly first?: boolean
  readonly className?: string | undefined
}

/** A release's picture in the widths that the media route makes, sized so that nothing moves when it arrives. */
export function Picture({ slug, image, sizes, alt = image.alt, first = false, className }: PictureProps) {
  const widths = mediaWidths.filter((width) => width <= image.width)
  const srcSet = widths.map((width) => `${urls.media(slug, image.src, width)} ${width}w`).join(', ')
  return (
    // biome-ignore lint/performance/noImgElement: the media route makes the widths itself
    <img
      className={className}
      src={urls.media(slug, image.src, widths.filter((width) => width <= 1280).at(-1))}
      {...(srcSet === '' ? {} : { srcSet, sizes })}
      alt={alt}
      width={image.width}
      height={image.height}
      decoding="async"
      {...(first ? { fetchPriority: 'high' as const } : { loading: 'lazy' as const })}
    />
  )
}
