import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { PreviewBar } from '#components/news/PreviewBar.tsx'
import { ReleaseArticle } from '#components/news/ReleaseArticle.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPreviewRelease, findPreview } from '#lib/preview/preview.ts'
import { contactsOf } from '#lib/publish/contacts.ts'
import { pageTitle } from '#lib/publish/page-meta.ts'
import { buildQrPath } from '#lib/publish/sharing/qr.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import { languageLinks } from '../../../language-links.ts'
import { currentEdition, readLocale } from '../../../request.ts'
import { readOn } from '../../../views/story.ts'

interface PreviewProps {
  readonly params: Promise<{ readonly locale: string; readonly token: string }>
}

const findAsked = cache(async (locale: string, token: string) => {
  const preview = await findPreview(currentNewsroom(), { locale: readLocale(locale), token })
  return preview?.kind === 'open' ? preview : notFound()
})

export async function generateMetadata({ params }: PreviewProps): Promise<Metadata> {
  const { locale, token } = await params
  const { release } = await findAsked(locale, token)
  const titles = [release.title, translate(release.locale, 'preview.title')]
  return { title: pageTitle(currentEdition().site, release.locale, titles), robots: 'noindex, nofollow' }
}

export default async function PreviewPage({ params }: PreviewProps) {
  const { locale: asked, token } = await params
  const { release: unpublished, claim } = await findAsked(asked, token)
  const release = buildPreviewRelease(unpublished)
  const { locale, slug } = release
  const edition = currentEdition()
  const { content, config, clock } = currentNewsroom()
  const body = await content.body(unpublished)
  return (
    <SiteFrame
      locale={locale}
      site={edition.site}
      section="news"
      alternates={languageLinks(
        locale,
        () => undefined,
        (other) => urls.list(other),
      )}
    >
      <PreviewBar release={unpublished} expires={claim.expires} timeZone={edition.site.timeZone} />
      <ReleaseArticle
        release={release}
        body={body}
        site={edition.site}
        siteUrl={config.siteUrl}
        {...readOn(edition, release)}
        qr={buildQrPath(absoluteUrl(config.siteUrl, urls.release(locale, slug)))}
        contacts={contactsOf(release, edition.site)}
        citations={[]}
        now={clock.now()}
        count={false}
      />
    </SiteFrame>
  )
}
