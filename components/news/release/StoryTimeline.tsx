import { Words } from '#components/ui/Words.tsx'
import type { StoryThread } from '#lib/content/edition/story-thread.ts'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import { urls } from '#lib/urls.ts'
import { Flag } from '../parts/Flag.tsx'
import styles from './StoryTimeline.module.css'

interface StoryTimelineProps {
  /** The one that is being read. */
  readonly release: PublicRelease
  readonly entries: StoryThread['entries']
  readonly site: Site
}

/** The releases of one story, oldest first, each with its day; nothing for a release that stands alone. */
export function StoryTimeline({ release, entries, site }: StoryTimelineProps) {
  const { locale } = release
  if (entries.length === 0) return null
  return (
    <section className={styles['story']}>
      <h2>{translate(locale, 'thread.title')}</h2>
      <ol>
        {entries.map(({ release: entry, superseded }) => {
          const current = entry.slug === release.slug
          const { tag } = localeFacts[entry.locale]
          const other = entry.locale === locale ? {} : { lang: tag, hrefLang: tag }
          return (
            <li key={entry.slug} data-current={current ? '' : undefined}>
              <time dateTime={rfc3339(entry.date, site.timeZone)}>{formatDate(entry.date, site.timeZone, locale)}</time>
              <p>
                {current ? (
                  <strong>
                    <Words text={entry.title} locale={locale} />
                  </strong>
                ) : (
                  <a href={urls.release(entry.locale, entry.slug)} {...other}>
                    <Words text={entry.title} locale={entry.locale} />
                  </a>
                )}
                {current && <span className={styles['note']}>{translate(locale, 'thread.current')}</span>}
                {superseded && <span className={styles['note']}>{translate(locale, 'thread.superseded')}</span>}
                {!current && entry.state !== 'published' && <Flag release={entry} site={site} locale={locale} />}
              </p>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
