import { Flag } from '#components/news/parts/Flag.tsx'
import { Words } from '#components/ui/Words.tsx'
import type { MonthEntry, PublicRelease, Site } from '#lib/content/types.ts'
import { formatMonth } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339, wallTime } from '#lib/time-zone.ts'
import { urls } from '#lib/urls.ts'
import styles from './ArchiveMonth.module.css'

interface ArchiveMonthProps {
  readonly locale: Locale
  readonly site: Site
  readonly year: number
  readonly entry: MonthEntry
  /** Whether the month's name heads its releases; not on its own page, where the title says it. */
  readonly titled?: boolean
}

/** A month of the archive: one line a release, with its day, what became of it, category and number. */
export function ArchiveMonth({ locale, site, year, entry, titled = true }: ArchiveMonthProps) {
  const { month, releases } = entry
  const Part = titled ? 'section' : 'div'
  return (
    <Part className={`${styles['month']} quiet`}>
      {titled && (
        <h2>
          <a href={urls.archive(locale, year, month)}>{formatMonth(year, month, locale)}</a>
        </h2>
      )}
      <ol>
        {releases.map((release) => (
          <li key={release.slug} className={styles['row']}>
            <Day locale={locale} site={site} release={release} />
            <p className={styles['title']}>
              <a href={urls.release(locale, release.slug)}>
                <Words locale={locale} text={release.title} />
              </a>{' '}
              <Flag release={release} site={site} locale={locale} />
            </p>
            <Facts locale={locale} site={site} release={release} />
          </li>
        ))}
      </ol>
    </Part>
  )
}

interface CellProps {
  readonly locale: Locale
  readonly site: Site
  readonly release: PublicRelease
}

function Day({ locale, site, release }: CellProps) {
  const { day } = wallTime(release.date, site.timeZone)
  return (
    <time className={styles['day']} dateTime={rfc3339(release.date, site.timeZone)}>
      {locale === 'zh' ? `${day}日` : day}
    </time>
  )
}

function Facts({ locale, site, release }: CellProps) {
  const category = site.categories.find(({ key }) => key === release.category)?.label[locale]
  const number = release.number === undefined ? undefined : `${translate(locale, 'record.number')}${release.number}`
  const facts = [category, number].filter((fact) => fact !== undefined)
  return facts.length === 0 ? null : (
    <p className={styles['facts']}>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  )
}
