import type { Metadata } from 'next'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { urls } from '#lib/urls.ts'
import { toMetadata } from '../metadata.ts'
import { currentEdition, readLocale } from '../request.ts'
import { FrontPage, findFrontPage } from '../views/FrontPage.tsx'

interface HomeProps {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: HomeProps): Promise<Metadata> {
  const locale = readLocale((await params).locale)
  const { site } = currentEdition()
  const meta = buildPageMeta(site, currentNewsroom().config.siteUrl, {
    locale,
    titles: [],
    description: translate(locale, 'home.description', { site: site.name[locale], tagline: site.tagline[locale] }),
    pathIn: urls.home,
  })
  return toMetadata(meta)
}

export default async function Home({ params }: HomeProps) {
  const locale = readLocale((await params).locale)
  return <FrontPage locale={locale} {...(await findFrontPage(locale))} />
}
