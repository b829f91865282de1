import { Picture } from '#components/ui/Picture.tsx'
import { PictureCaption } from '#components/ui/PictureCaption.tsx'
import { Words } from '#components/ui/Words.tsx'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { isLongTitle } from '#lib/i18n/words.ts'
import { urls } from '#lib/urls.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import styles from './LeadStory.module.css'
import { Flag } from './parts/Flag.tsx'
import { Kicker } from './parts/Kicker.tsx'
import { RecordLine } from './RecordLine.tsx'

interface LeadStoryProps {
  readonly release: PublicRelease
  readonly site: Site
  readonly locale: Locale
  readonly figures?: ReaderFigures
  readonly headingLevel: 1 | 2 | 3
}

/** The release that opens the home page: large headline, standfirst, full record line, picture in 3:2. */
export function LeadStory({ release, site, locale, figures, headingLevel }: LeadStoryProps) {
  const Heading = `h${headingLevel}` as const
  const { slug, title, summary, image } = release
  return (
    <article className={styles['lead']}>
      <div className={styles['grid']} data-picture={image === undefined ? undefined : ''}>
        <div>
          <Kicker release={release} site={site} locale={locale} />
          <Heading className={`${styles['title']} quiet cover`} data-long={isLongTitle(title, locale) ? '' : undefined}>
            <a href={urls.release(locale, slug)}>
              <Words text={title} locale={locale} />
            </a>
          </Heading>
        </div>
        <div className={styles['rest']}>
          {summary !== '' && <p className={styles['standfirst']}>{summary}</p>}
          <Flag release={release} site={site} locale={locale} />
          <RecordLine release={release} site={site} locale={locale} {...(figures === undefined ? {} : { figures })} />
        </div>
        {image !== undefined && (
          <figure className={styles['figure']}>
            <Picture slug={slug} image={image} sizes="(width >= 64rem) 29rem, (width >= 51rem) 40vw, 92vw" first />
            <PictureCaption image={image} locale={locale} />
          </figure>
        )}
      </div>
    </article>
  )
}
