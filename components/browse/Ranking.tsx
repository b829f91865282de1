import { Words } from '#components/ui/Words.tsx'
import type { Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import { type MostReadPeriod, mostReadPeriods, urls } from '#lib/urls.ts'
import type { ReadRelease } from './MostRead.tsx'
import styles from './Ranking.module.css'

interface RankingProps {
  readonly locale: Locale
  readonly site: Site
  readonly period: MostReadPeriod
  /** Most visits first; absent when the figures could not be read. */
  readonly entries?: readonly ReadRelease[]
}

/** The page of the most read releases: periods as links, then the releases by rank. */
export function Ranking({ locale, site, period, entries }: RankingProps) {
  return (
    <>
      <nav className={`${styles['periods']} choices`} aria-label={translate(locale, 'mostRead.period')}>
        <ul>
          {mostReadPeriods.map((name) => (
            <li key={name}>
              <a href={urls.mostRead(locale, name)} aria-current={name === period ? 'page' : undefined}>
                {translate(locale, `mostRead.periods.${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {entries === undefined || entries.length === 0 ? (
        <p className={styles['empty']}>
          {translate(locale, entries === undefined ? 'mostRead.unknown' : 'mostRead.empty')}
        </p>
      ) : (
        <ol className={styles['ranks']}>
          {entries.map((entry) => (
            <Rank key={entry.release.slug} locale={locale} site={site} entry={entry} />
          ))}
        </ol>
      )}
      <p className={styles['method']}>
        <a href={urls.page(locale, 'visits')}>{translate(locale, 'mostRead.howCounted')}</a>
      </p>
    </>
  )
}

interface RankProps {
  readonly locale: Locale
  readonly site: Site
  readonly entry: ReadRelease
}

function Rank({ locale, site, entry: { release, visits } }: RankProps) {
  const category = site.categories.find(({ key }) => key === release.category)?.label[locale]
  return (
    <li>
      <h2 className="quiet cover">
        <a href={urls.release(locale, release.slug)}>
          <Words locale={locale} text={release.title} />
        </a>
      </h2>
      <p className={styles['facts']}>
        <time dateTime={rfc3339(release.date, site.timeZone)}>{formatDate(release.date, site.timeZone, locale)}</time>
        {category !== undefined && <span>{category}</span>}
      </p>
      <p className={styles['visits']}>{translate(locale, 'mostRead.visits', { count: visits })}</p>
    </li>
  )
}
