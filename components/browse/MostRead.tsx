import { Words } from '#components/ui/Words.tsx'
import type { PublicRelease } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './MostRead.module.css'

/** A release and its visits in the asked time. */
export interface ReadRelease {
  readonly release: PublicRelease
  readonly visits: number
}

interface MostReadProps {
  readonly locale: Locale
  /** Most visits first. */
  readonly entries: readonly ReadRelease[]
}

/** The most read releases of 30 days beside a list; nothing when none was read. */
export function MostRead({ locale, entries }: MostReadProps) {
  if (entries.length === 0) return null
  return (
    <section className={`${styles['side']} quiet`} aria-labelledby="most-read">
      <h2 id="most-read">
        <a href={urls.mostRead(locale, '30d')}>{translate(locale, 'mostRead.days30')}</a>
      </h2>
      <ol>
        {entries.map(({ release, visits }) => (
          <li key={release.slug}>
            <a href={urls.release(locale, release.slug)}>
              <Words locale={locale} text={release.title} />
            </a>
            <p>{translate(locale, 'mostRead.visits', { count: visits })}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
