import type { PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './Flag.module.css'

interface FlagProps {
  readonly release: PublicRelease
  readonly site: Site
  readonly locale: Locale
}

/** "Corrected 23 November 2026" or "Withdrawn …" in lists; nothing for a release without exceptions. */
export function Flag({ release, site, locale }: FlagProps) {
  if (release.state === 'published') return null
  const correction = release.effectiveChanges.find((change) => change.kind === 'correction')
  const [key, date] =
    release.state === 'withdrawn'
      ? (['flag.withdrawn', release.withdrawn?.date] as const)
      : (['flag.corrected', correction?.date] as const)
  return (
    <span className={styles['flag']}>
      {translate(locale, key, { date: formatDate(date ?? release.updatedAt, site.timeZone, locale) })}
    </span>
  )
}
