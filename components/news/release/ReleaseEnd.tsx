import type { PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import styles from './ReleaseEnd.module.css'

interface ReleaseEndProps {
  readonly release: PublicRelease
  readonly site: Site
  /** The release's address with its origin. */
  readonly url: string
}

/** What closes the text: the record of changes, who issued it, and on paper its number and address. */
export function ReleaseEnd({ release, site, url }: ReleaseEndProps) {
  const { locale, number, effectiveChanges } = release
  return (
    <footer className={styles['end']}>
      {effectiveChanges.length > 0 && (
        <section>
          <h2>{translate(locale, 'release.changes')}</h2>
          <ul className={styles['changes']}>
            {effectiveChanges.map(({ date, kind, note }) => (
              <li key={`${date} ${note}`}>
                <time dateTime={rfc3339(date, site.timeZone)}>{formatDate(date, site.timeZone, locale)}</time>
                <p>
                  <strong data-kind={kind}>{translate(locale, `release.${kind}`)}</strong> {note}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {site.boilerplate !== undefined && (
        <section>
          <h2>{translate(locale, 'release.boilerplate', { name: site.name[locale] })}</h2>
          <p>{site.boilerplate[locale]}</p>
        </section>
      )}
      <p className={styles['paper']}>
        {number !== undefined && `${translate(locale, 'record.number')}${number} · `}
        {url}
      </p>
    </footer>
  )
}
