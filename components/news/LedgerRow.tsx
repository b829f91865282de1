import type { ReactNode } from 'react'
import { DotLine } from '#components/ui/DotLine.tsx'
import { LedgerDate } from '#components/ui/LedgerDate.tsx'
import { Picture } from '#components/ui/Picture.tsx'
import { Words } from '#components/ui/Words.tsx'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import styles from './LedgerRow.module.css'
import { Flag, hasFlag } from './parts/Flag.tsx'
import { Visits } from './parts/Visits.tsx'

interface LedgerRowProps {
  readonly release: PublicRelease
  readonly site: Site
  readonly locale: Locale
  readonly figures?: ReaderFigures
  readonly headingLevel?: 2 | 3
  /** Headline and summary with the words that a reader looked for marked. */
  readonly found?: { readonly title: ReactNode; readonly summary: ReactNode }
}

/** One release in a list: date column, headline, summary, `category · source · today/total`, picture. Its headline is its one link. */
export function LedgerRow({ release, site, locale, figures, headingLevel = 2, found }: LedgerRowProps) {
  const Heading = `h${headingLevel}` as const
  const { slug, title, summary, image, date, source } = release
  const category = site.categories.find(({ key }) => key === release.category)?.label[locale]
  const facts = [
    ...(hasFlag(release) ? [{ name: 'flag', content: <Flag release={release} site={site} locale={locale} /> }] : []),
    ...(category === undefined ? [] : [{ name: 'category', content: category }]),
    ...(source === undefined ? [] : [{ name: 'source', content: source.name }]),
    {
      name: 'visits',
      content: (
        <>
          {translate(locale, 'record.visitsShort')}
          <Visits slug={slug} locale={locale} {...(figures === undefined ? {} : { figures })} />
        </>
      ),
    },
  ]
  return (
    <article className={styles['row']}>
      <div className={styles['grid']} data-picture={image === undefined ? undefined : ''}>
        <p className={styles['date']}>
          <LedgerDate date={date} timeZone={site.timeZone} locale={locale} />
        </p>
        <div className={styles['text']}>
          <Heading className={`${styles['title']} quiet cover`}>
            <a href={urls.release(locale, slug)}>{found?.title ?? <Words text={title} locale={locale} />}</a>
          </Heading>
          {(found !== undefined || summary !== '') && <p className={styles['summary']}>{found?.summary ?? summary}</p>}
          <DotLine parts={facts} />
        </div>
        {image !== undefined && (
          <Picture className={styles['picture']} slug={slug} image={image} alt="" sizes="10.5rem" />
        )}
      </div>
    </article>
  )
}
