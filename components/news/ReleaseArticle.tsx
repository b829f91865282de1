import { Breadcrumb } from '#components/layout/Breadcrumb.tsx'
import { Picture } from '#components/ui/Picture.tsx'
import { PictureCaption } from '#components/ui/PictureCaption.tsx'
import { Words } from '#components/ui/Words.tsx'
import type { StoryThread } from '#lib/content/edition/story-thread.ts'
import type { Contact, Instant, PublicRelease, ReleaseBody, Site } from '#lib/content/types.ts'
import { translate } from '#lib/i18n/translate.ts'
import { isLongTitle } from '#lib/i18n/words.ts'
import type { Citation } from '#lib/publish/sharing/citation.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import { Kicker } from './parts/Kicker.tsx'
import { RecordLine } from './RecordLine.tsx'
import styles from './ReleaseArticle.module.css'
import { openWithDateline } from './release/dateline.ts'
import { Onward } from './release/Onward.tsx'
import { ReleaseEnd } from './release/ReleaseEnd.tsx'
import { ReleaseNotices } from './release/ReleaseNotices.tsx'
import { ReleaseRail } from './release/ReleaseRail.tsx'
import { type PressKit, ReleaseSide } from './release/ReleaseSide.tsx'
import { ReleaseTools } from './release/ReleaseTools.tsx'
import type { QrCode } from './release/Share.tsx'
import { StoryTimeline } from './release/StoryTimeline.tsx'

interface ReleaseArticleProps {
  readonly release: PublicRelease
  readonly body: ReleaseBody
  readonly site: Site
  /** Origin of the site, without a trailing slash. */
  readonly siteUrl: string
  /** Total with the legacy visits; absent when the store could not be read. */
  readonly figures?: ReaderFigures
  readonly newer?: PublicRelease
  readonly older?: PublicRelease
  readonly related: readonly PublicRelease[]
  /** The other releases of its story. */
  readonly thread: StoryThread
  /** The release's address as a code for cameras. */
  readonly qr: QrCode
  /** Its own, or the site's. */
  readonly contacts: readonly Contact[]
  readonly pressKit?: PressKit
  readonly citations: readonly Citation[]
  readonly now: Instant
  /** `false` in a preview: reading it is not a visit. */
  readonly count?: boolean
}

/** A release's page below the site's header, in the release's own language. */
export function ReleaseArticle(props: ReleaseArticleProps) {
  const { release, body, site, siteUrl, newer, older, related, thread, qr, contacts, pressKit, citations } = props
  const { count = true } = props
  const { locale, slug } = release
  const url = absoluteUrl(siteUrl, urls.release(locale, slug))
  return (
    <>
      <ReleaseTrail release={release} site={site} />
      <article className={styles['article']}>
        <ReleaseHead {...props} />
        <div className={styles['rail']}>
          <ReleaseRail release={release} readingMinutes={body.readingMinutes} timeZone={site.timeZone} />
        </div>
        <div className={styles['text']}>
          <ReleaseText release={release} body={body} />
          <StoryTimeline release={release} entries={thread.entries} site={site} />
          <ReleaseEnd release={release} site={site} url={url} linked={count} />
        </div>
        <div className={styles['side']}>
          <ReleaseSide
            release={release}
            contacts={contacts}
            url={url}
            qr={qr}
            citations={citations}
            {...(pressKit === undefined ? {} : { pressKit })}
          />
        </div>
      </article>
      <Onward
        locale={locale}
        site={site}
        related={related}
        {...(newer === undefined ? {} : { newer })}
        {...(older === undefined ? {} : { older })}
      />
      {count && (
        <noscript>
          {/* biome-ignore lint/performance/noImgElement: a counter for readers without script */}
          <img src={urls.visitsPixel(slug)} alt="" width={1} height={1} />
        </noscript>
      )}
    </>
  )
}

function ReleaseTrail({ release, site }: Pick<ReleaseArticleProps, 'release' | 'site'>) {
  const { locale } = release
  const category = site.categories.find(({ key }) => key === release.category)
  return (
    <Breadcrumb
      locale={locale}
      items={[
        { label: translate(locale, 'nav.news'), href: urls.list(locale) },
        ...(category === undefined
          ? []
          : [{ label: category.label[locale], href: urls.category(locale, category.key) }]),
        { label: translate(locale, 'breadcrumb.newsDetail') },
      ]}
    >
      <ReleaseTools locale={locale} />
    </Breadcrumb>
  )
}

function ReleaseHead({ release, site, figures, related, thread, now, count = true }: ReleaseArticleProps) {
  const { locale, title, summary, summaryGiven } = release
  return (
    <header className={styles['head']} data-copied>
      <Kicker release={release} site={site} locale={locale} />
      <h1 className={styles['title']} data-long={isLongTitle(title, locale) ? '' : undefined}>
        <Words text={title} locale={locale} />
      </h1>
      {summaryGiven && summary !== '' && <p className={styles['standfirst']}>{summary}</p>}
      <div className={styles['record']}>
        <RecordLine
          release={release}
          site={site}
          locale={locale}
          count={count}
          withZone
          {...(figures === undefined ? {} : { figures })}
        />
      </div>
      <ReleaseNotices release={release} thread={thread} related={related} site={site} now={now} />
    </header>
  )
}

function ReleaseText({ release, body }: Pick<ReleaseArticleProps, 'release' | 'body'>) {
  const { locale, slug, image, dateline } = release
  return (
    <>
      {image !== undefined && (
        <figure className={styles['figure']}>
          <Picture slug={slug} image={image} sizes="(width >= 48rem) 40rem, 92vw" first />
          <PictureCaption image={image} locale={locale} />
        </figure>
      )}
      <div
        className="prose"
        data-copied
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer's HTML, sanitised there
        dangerouslySetInnerHTML={{ __html: openWithDateline(body.html, dateline, locale) }}
      />
    </>
  )
}
