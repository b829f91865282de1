import { renderSitePage, type SitePageProps, sitePageMetadata } from '../../../views/SitePageView.tsx'

export function generateMetadata(props: SitePageProps) {
  return sitePageMetadata(props, 'visits')
}

export default function AboutVisits(props: SitePageProps) {
  return renderSitePage({ props, name: 'visits', section: 'about' })
}
