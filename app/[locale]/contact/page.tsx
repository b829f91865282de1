import { ContactList } from '#components/browse/ContactList.tsx'
import { currentEdition } from '../../request.ts'
import { renderSitePage, type SitePageProps, sitePageMetadata } from '../../views/SitePageView.tsx'

export function generateMetadata(props: SitePageProps) {
  return sitePageMetadata(props, 'contact')
}

export default function Contact(props: SitePageProps) {
  return renderSitePage({
    props,
    name: 'contact',
    section: 'contact',
    more: ({ locale }) => <ContactList locale={locale} site={currentEdition().site} />,
  })
}
