import { LedgerDate } from '#components/ui/LedgerDate.tsx'
import { Words } from '#components/ui/Words.tsx'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './Onward.module.css'

interface OnwardProps {
  readonly locale: Locale
  readonly site: Site
  readonly newer?: PublicRelease
  readonly older?: PublicRelease
  readonly related: readonly PublicRelease[]
}

/** Where to read on: related releases, then the neighbours in the record. */
export function Onward({ locale, site, newer, older, related }: OnwardProps) {
  return (
    <div className={`${styles['onward']} quiet`} data-screen>
      {related.length > 0 && (
        <section className={styles['related']}>
          <h2>{translate(locale, 'release.related')}</h2>
          <ul>
            {related.map(({ slug, title, date }) => (
              <li key={slug}>
                <LedgerDate date={date} timeZone={site.timeZone} locale={locale} />
                <h3>
                  <a href={urls.release(locale, slug)}>
                    <Words text={title} locale={locale} />
                  </a>
                </h3>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(newer !== undefined || older !== undefined) && (
        <nav className={styles['neighbours']} aria-label={translate(locale, 'release.neighbours')}>
          {newer !== undefined && (
            <a href={urls.release(locale, newer.slug)} rel="prev" data-way="newer">
              <span className={styles['way']}>{translate(locale, 'release.newer')}</span>{' '}
              <span className={styles['title']}>
                <Words text={newer.title} locale={locale} />
              </span>
            </a>
          )}
          {older !== undefined && (
            <a href={urls.release(locale, older.slug)} rel="next" data-way="older">
              <span className={styles['way']}>{translate(locale, 'release.older')}</span>{' '}
              <span className={styles['title']}>
                <Words text={older.title} locale={locale} />
              </span>
            </a>
          )}
        </nav>
      )}
    </div>
  )
}
