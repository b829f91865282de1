import { Words } from '#components/ui/Words.tsx'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { type Locale, localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339 } from '#lib/time-zone.ts'
import { urls } from '#lib/urls.ts'
import styles from './NotFoundPage.module.css'
import { StatusPage } from './StatusPage.tsx'
import { SearchBox } from './search/SearchBox.tsx'
import { WaysOn } from './search/WaysOn.tsx'

interface NotFoundPageProps {
  readonly locale: Locale
  readonly site: Site
  /** Words of the address that was asked for, to search with. */
  readonly words: string
  /** The newest releases, newest first. */
  readonly latest: readonly PublicRelease[]
  /** The asked release, where it can be read in another language. */
  readonly elsewhere: readonly PublicRelease[]
}

/** 404: says so, and offers the ways on: another language, a search, the newest, the archive, a person. */
export function NotFoundPage({ locale, site, words, latest, elsewhere }: NotFoundPageProps) {
  return (
    <StatusPage
      code="404"
      title={translate(locale, 'missing.title')}
      description={translate(locale, 'missing.description')}
    >
      {elsewhere.map((release) => (
        <p key={release.locale} className={styles['elsewhere']}>
          {translate(locale, 'missing.otherLanguage', { language: translate(locale, `languages.${release.locale}`) })}
          <a
            href={urls.release(release.locale, release.slug)}
            lang={localeFacts[release.locale].tag}
            hrefLang={localeFacts[release.locale].tag}
          >
            {release.title}
          </a>
        </p>
      ))}
      <SearchBox locale={locale} text={words} label={translate(locale, 'missing.searchLabel')} />
      {latest.length > 0 && <Latest locale={locale} site={site} releases={latest} />}
      <WaysOn locale={locale} site={site} />
    </StatusPage>
  )
}

interface LatestProps {
  readonly locale: Locale
  readonly site: Site
  readonly releases: readonly PublicRelease[]
}

function Latest({ locale, site, releases }: LatestProps) {
  return (
    <section className={styles['latest']}>
      <h2>{translate(locale, 'missing.latest')}</h2>
      <ul>
        {releases.map(({ slug, title, date }) => (
          <li key={slug}>
            <time dateTime={rfc3339(date, site.timeZone)}>{formatDate(date, site.timeZone, locale)}</time>
            <a href={urls.release(locale, slug)}>
              <Words locale={locale} text={title} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
