import { FeedsList } from '#components/browse/FeedsList.tsx'
import type { SitePage } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { otherLocales } from '#lib/i18n/locales.ts'
import { currentEdition } from '../../request.ts'
import { renderSitePage, type SitePageProps, sitePageMetadata } from '../../views/SitePageView.tsx'

export function generateMetadata(props: SitePageProps) {
  return sitePageMetadata(props, 'feeds')
}

function renderFeeds({ locale }: SitePage) {
  const { siteUrl } = currentNewsroom().config
  const languages = [locale, ...otherLocales(locale)]
  return <FeedsList locale={locale} languages={languages} site={currentEdition().site} siteUrl={siteUrl} />
}

export default function Feeds(props: SitePageProps) {
  return renderSitePage({ props, name: 'feeds', section: 'about', more: renderFeeds })
}
