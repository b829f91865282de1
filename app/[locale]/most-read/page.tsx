import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { Ranking } from '#components/browse/Ranking.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { type MostReadPeriod, mostReadPeriods, urls } from '#lib/urls.ts'
import { languageLinks } from '../../language-links.ts'
import { toMetadata } from '../../metadata.ts'
import { currentEdition, readLocale } from '../../request.ts'
import { findMostRead } from '../../views/most-read.ts'

interface MostReadProps {
  readonly params: Promise<{ readonly locale: string }>
  readonly searchParams: Promise<{ readonly period?: string | string[] }>
}

const shown = 20

async function readAddress({ params, searchParams }: MostReadProps) {
  const locale = readLocale((await params).locale)
  const { period: asked = '30d' } = await searchParams
  const period: MostReadPeriod = mostReadPeriods.find((name) => name === asked) ?? notFound()
  return { locale, period, pathIn: (other: Locale) => urls.mostRead(other, period) }
}

export async function generateMetadata(props: MostReadProps): Promise<Metadata> {
  const { locale, period, pathIn } = await readAddress(props)
  const meta = buildPageMeta(currentEdition().site, currentNewsroom().config.siteUrl, {
    locale,
    titles: [translate(locale, 'mostRead.title'), translate(locale, `mostRead.periods.${period}`)],
    description: translate(locale, 'mostRead.description', { period: translate(locale, `mostRead.within.${period}`) }),
    pathIn,
    // The others hold the same releases in another order.
    indexed: pathIn(locale) === urls.mostRead(locale),
  })
  return toMetadata(meta)
}

export default async function MostReadPage(props: MostReadProps) {
  const { locale, period, pathIn } = await readAddress(props)
  const { site } = currentEdition()
  const entries = await findMostRead(locale, period, shown)
  const description = translate(locale, 'mostRead.description', {
    period: translate(locale, `mostRead.within.${period}`),
  })
  return (
    <SiteFrame
      locale={locale}
      site={site}
      section="most-read"
      alternates={languageLinks(locale, pathIn, (other) => urls.mostRead(other))}
    >
      <ListHeading title={translate(locale, 'mostRead.title')} description={description} />
      <Ranking locale={locale} site={site} period={period} {...(entries === undefined ? {} : { entries })} />
    </SiteFrame>
  )
}
