import type { ReleaseImage } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './PictureCaption.module.css'

interface PictureCaptionProps {
  readonly image: ReleaseImage
  readonly locale: Locale
}

/** Caption and credit under a picture; nothing when it has neither. */
export function PictureCaption({ image, locale }: PictureCaptionProps) {
  const { caption, credit } = image
  if (caption === undefined && credit === undefined) return null
  return (
    <figcaption className={styles['caption']}>
      {caption}
      {caption !== undefined && credit !== undefined && ' '}
      {credit !== undefined && <span>{translate(locale, 'release.photo', { credit })}</span>}
    </figcaption>
  )
}
