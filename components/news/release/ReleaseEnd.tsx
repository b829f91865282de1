import type { PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import { urls } from '#lib/urls.ts'
import styles from './ReleaseEnd.module.css'

const isChinese = (text: string) => /\p{Script=Han}/u.test(text)

interface ReleaseEndProps {
  readonly release: PublicRelease
  readonly site: Site
  /** The release's address with its origin. */
  readonly url: string
  /** Whether the lists of its tags are there; a preview may have tags that nothing else has. */
  readonly linked: boolean
}

/** What closes the text: its tags, the record of changes, who issued it, and on paper its number and address. */
export function ReleaseEnd({ release, site, url, linked }: ReleaseEndProps) {
  const { locale, number, effectiveChanges, tags } = release
  return (
    <footer className={styles['end']}>
      {tags.length > 0 && (
        <section className={styles['tags']}>
          <h2>{translate(locale, 'release.tags')}</h2>
          <ul>
            {tags.map((tag) => (
              <li key={tag} {...(locale === 'en' && isChinese(tag) ? { lang: localeFacts.zh.tag } : {})}>
                {linked ? <a href={urls.tag(locale, tag)}>{tag}</a> : tag}
              </li>
            ))}
          </ul>
        </section>
      )}
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
