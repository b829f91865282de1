import { renderSitePage, type SitePageProps, sitePageMetadata } from '../../views/SitePageView.tsx'

export function generateMetadata(props: SitePageProps) {
  return sitePageMetadata(props, 'about')
}

export default function About(props: SitePageProps) {
  return renderSitePage({ props, name: 'about', section: 'about' })
}
