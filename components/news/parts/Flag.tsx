import type { PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate, formatDateTime } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './Flag.module.css'

interface FlagProps {
  readonly release: PublicRelease
  readonly site: Site
  readonly locale: Locale
}

/** Whether a release has something that `Flag` says. */
export const hasFlag = ({ state, waiting }: PublicRelease) => state !== 'published' || waiting !== undefined

/** "Corrected 23 November 2026" or "Withdrawn …" in lists, and in development what a release waits for; else nothing. */
export function Flag({ release, site, locale }: FlagProps) {
  if (!hasFlag(release)) return null
  return <span className={styles['flag']}>{flagWords(release, site, locale)}</span>
}

function flagWords(release: PublicRelease, { timeZone }: Site, locale: Locale): string {
  const { waiting } = release
  if (waiting === 'draft') return translate(locale, 'flag.draft')
  if (waiting !== undefined)
    return translate(locale, `flag.${waiting}`, { date: formatDateTime(release.date, timeZone, locale) })
  const correction = release.effectiveChanges.find((change) => change.kind === 'correction')
  const [key, date] =
    release.state === 'withdrawn'
      ? (['flag.withdrawn', release.withdrawn?.date] as const)
      : (['flag.corrected', correction?.date] as const)
  return translate(locale, key, { date: formatDate(date ?? release.updatedAt, timeZone, locale) })
}
