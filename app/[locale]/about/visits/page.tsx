import { VisitSettings } from '#components/browse/VisitSettings.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { currentEdition } from '../../../request.ts'
import { renderSitePage, type SitePageProps, sitePageMetadata } from '../../../views/SitePageView.tsx'

export function generateMetadata(props: SitePageProps) {
  return sitePageMetadata(props, 'visits')
}

export default function AboutVisits(props: SitePageProps) {
  return renderSitePage({
    props,
    name: 'visits',
    section: 'about',
    more: ({ locale }) => (
      <VisitSettings
        locale={locale}
        timeZone={currentEdition().site.timeZone}
        windowSeconds={currentNewsroom().config.visitWindowSeconds}
        limits={currentNewsroom().config.visitLimits}
      />
    ),
  })
}
