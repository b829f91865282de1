import { renderSitePage, type SitePageProps, sitePageMetadata } from '../../../views/SitePageView.tsx'

export function generateMetadata(props: SitePageProps) {
  return sitePageMetadata(props, 'accessibility')
}

export default function Accessibility(props: SitePageProps) {
  return renderSitePage({ props, name: 'accessibility', section: 'about' })
}
