import type { PublicRelease } from '#lib/content/types.ts'
import { formatMonth } from '#lib/i18n/format.ts'
import { localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339, wallTime } from '#lib/time-zone.ts'
import { urls } from '#lib/urls.ts'
import styles from './ReleaseRail.module.css'

interface ReleaseRailProps {
  readonly release: PublicRelease
  readonly readingMinutes: number
  /** IANA name of the site's zone. */
  readonly timeZone: string
}

/** The column beside the text: the date as a numeral, number, reading time, other languages. */
export function ReleaseRail({ release, readingMinutes, timeZone }: ReleaseRailProps) {
  const { locale, date, number, translations, slug } = release
  const { day, month, year } = wallTime(date, timeZone)
  const others = translations.filter((other) => other !== locale)
  return (
    <>
      {/* The record line has said the date to the second. */}
      <p className={styles['date']} aria-hidden="true">
        <time dateTime={rfc3339(date, timeZone)}>
          <span className={styles['day']}>{day}</span> <span>{formatMonth(year, month, locale)}</span>
        </time>
      </p>
      <dl className={styles['facts']}>
        {number !== undefined && (
          <div className={styles['number']}>
            <dt>{translate(locale, 'release.number')}</dt>
            <dd>{number}</dd>
          </div>
        )}
        <div>
          <dt>{translate(locale, 'release.readingTime')}</dt>
          <dd>{translate(locale, 'release.readingMinutes', { minutes: readingMinutes })}</dd>
        </div>
        {others.length > 0 && (
          <div>
            <dt>{translate(locale, 'release.alsoIn')}</dt>
            {others.map((other) => (
              <dd key={other}>
                <a href={urls.release(other, slug)} lang={localeFacts[other].tag} hrefLang={localeFacts[other].tag}>
                  {localeFacts[other].name}
                </a>
              </dd>
            ))}
          </div>
        )}
      </dl>
    </>
  )
}
