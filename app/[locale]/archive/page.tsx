import type { Metadata } from 'next'
import { ArchiveYears } from '#components/browse/archive/ArchiveYears.tsx'
import { EmptyList } from '#components/browse/list/EmptyList.tsx'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { urls } from '#lib/urls.ts'
import { languageLinks } from '../../language-links.ts'
import { toMetadata } from '../../metadata.ts'
import { currentEdition, readLocale } from '../../request.ts'

interface ArchiveProps {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: ArchiveProps): Promise<Metadata> {
  const locale = readLocale((await params).locale)
  const { site } = currentEdition()
  const meta = buildPageMeta(site, currentNewsroom().config.siteUrl, {
    locale,
    titles: [translate(locale, 'archive.title')],
    description: translate(locale, 'archive.description', { site: site.name[locale] }),
    pathIn: (other) => urls.archive(other),
  })
  return toMetadata(meta)
}

export default async function Archive({ params }: ArchiveProps) {
  const locale = readLocale((await params).locale)
  const { site, locales } = currentEdition()
  const { years, releases } = locales[locale]
  const first = years.at(-1)
  return (
    <SiteFrame
      locale={locale}
      site={site}
      section="archive"
      alternates={languageLinks(locale, (other) => urls.archive(other), urls.home)}
    >
      <ListHeading
        title={translate(locale, 'archive.title')}
        {...(first === undefined
          ? {}
          : { count: translate(locale, 'archive.since', { count: releases.length, year: first.year }) })}
      />
      {first === undefined ? <EmptyList locale={locale} /> : <ArchiveYears locale={locale} years={years} />}
    </SiteFrame>
  )
}
