import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { ReleaseArticle } from '#components/news/ReleaseArticle.tsx'
import { findRelease, isReadable, neighbours } from '#lib/content/query.ts'
import type { PublicRelease } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { translate } from '#lib/i18n/translate.ts'
import { contactsOf } from '#lib/publish/contacts.ts'
import { buildReleaseMeta } from '#lib/publish/page-meta.ts'
import { buildCitations } from '#lib/publish/sharing/citation.ts'
import { buildQrPath } from '#lib/publish/sharing/qr.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import { JsonLd } from '../../../JsonLd.tsx'
import { languageLinks } from '../../../language-links.ts'
import { toMetadata } from '../../../metadata.ts'
import { currentEdition, readLocale } from '../../../request.ts'
import { findPressKit } from '../../../views/press-kit.ts'
import { releaseThings } from '../../../views/release-things.ts'
import { readOn } from '../../../views/story.ts'

interface ReleaseProps {
  readonly params: Promise<{ readonly locale: string; readonly slug: string }>
}

async function findAsked(params: ReleaseProps['params']): Promise<PublicRelease> {
  const { locale, slug } = await params
  const found = findRelease(currentEdition(), readLocale(locale), slug)
  return isReadable(found) ? found : notFound()
}

export async function generateMetadata({ params }: ReleaseProps): Promise<Metadata> {
  const release = await findAsked(params)
  const { site } = currentEdition()
  const section = translate(release.locale, 'nav.news')
  return toMetadata(buildReleaseMeta(site, currentNewsroom().config.siteUrl, release, section))
}

export default async function ReleasePage({ params }: ReleaseProps) {
  const release = await findAsked(params)
  const { locale, slug, translations } = release
  const edition = currentEdition()
  const { site } = edition
  const { content, visits, config, clock } = currentNewsroom()
  const [body, figures, pressKit] = await Promise.all([
    content.body(release),
    visits.figures([slug]),
    release.promoted ? findPressKit(edition, release) : undefined,
  ])
  const known = figures.get(slug)
  const now = clock.now()
  const pathIn = (other: typeof locale) => (translations.includes(other) ? urls.release(other, slug) : undefined)
  return (
    <SiteFrame
      locale={locale}
      site={site}
      section="news"
      alternates={languageLinks(locale, pathIn, (other) => urls.list(other))}
    >
      <ReleaseArticle
        release={release}
        body={body}
        site={site}
        siteUrl={config.siteUrl}
        {...(known === undefined ? {} : { figures: known })}
        {...neighbours(edition, release)}
        {...readOn(edition, release)}
        qr={buildQrPath(absoluteUrl(config.siteUrl, urls.release(locale, slug)))}
        {...(pressKit === undefined ? {} : { pressKit })}
        contacts={contactsOf(release, site)}
        citations={buildCitations({ release, site, siteUrl: config.siteUrl, now })}
        now={now}
      />
      <JsonLd things={releaseThings(site, config.siteUrl, release)} />
    </SiteFrame>
  )
}
