import type { Metadata } from 'next'
import { ListHeading } from '#components/browse/list/ListHeading.tsx'
import { DayChart } from '#components/browse/stats/DayChart.tsx'
import { FiguresTable } from '#components/browse/stats/FiguresTable.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { Notice } from '#components/news/Notice.tsx'
import { formatDate } from '#lib/i18n/format.ts'
import { type Locale, localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import { languageLinks } from '../../language-links.ts'
import { currentEdition, readLocale } from '../../request.ts'
import { readStats, type Stats } from '../../views/stats.ts'

interface StatsPageProps {
  readonly params: Promise<{ readonly locale: string }>
}

export async function generateMetadata({ params }: StatsPageProps): Promise<Metadata> {
  const locale = readLocale((await params).locale)
  const { name } = currentEdition().site
  return { title: `${translate(locale, 'stats.title')} – ${name[locale]}`, robots: 'noindex' }
}

/** For the team; lib/serve lets nobody else in. */
export default async function StatsPage({ params }: StatsPageProps) {
  const locale = readLocale((await params).locale)
  const { site } = currentEdition()
  const stats = await readStats(locale)
  return (
    <SiteFrame locale={locale} site={site} alternates={languageLinks(locale, urls.stats, urls.home)}>
      <ListHeading title={translate(locale, 'stats.title')} description={translate(locale, 'stats.description')} />
      {'fault' in stats ? (
        <Notice kind="warn" title={translate(locale, 'stats.unknown')}>
          <p lang="en">{stats.fault}</p>
        </Notice>
      ) : (
        <Figures locale={locale} stats={stats} timeZone={site.timeZone} />
      )}
    </SiteFrame>
  )
}

interface FiguresProps {
  readonly locale: Locale
  readonly stats: Stats
  /** IANA. */
  readonly timeZone: string
}

function Figures({ locale, stats: { days, top, refusals }, timeZone }: FiguresProps) {
  const empty = translate(locale, 'stats.empty')
  const visitsHead = translate(locale, 'stats.visits')
  return (
    <>
      <DayChart locale={locale} label={translate(locale, 'stats.byDay')} days={days} timeZone={timeZone} />
      <FiguresTable
        locale={locale}
        caption={translate(locale, 'stats.top')}
        heads={[translate(locale, 'stats.release'), visitsHead]}
        rows={top.map(({ slug, visits, release }) => ({
          key: slug,
          name:
            release === undefined ? (
              slug
            ) : (
              <a href={urls.release(release.locale, slug)} lang={localeFacts[release.locale].tag}>
                {release.title}
              </a>
            ),
          count: visits,
        }))}
        empty={empty}
      />
      <FiguresTable
        locale={locale}
        caption={translate(locale, 'stats.refusals')}
        heads={[translate(locale, 'stats.reason'), translate(locale, 'stats.hits')]}
        rows={refusals.map(([reason, count]) => ({ key: reason, name: reason, count }))}
        empty={empty}
      />
      <FiguresTable
        locale={locale}
        caption={translate(locale, 'stats.byDay')}
        heads={[translate(locale, 'stats.day'), visitsHead]}
        rows={days.toReversed().map(({ at, visits }) => ({
          key: String(at),
          name: formatDate(at, timeZone, locale),
          count: visits,
        }))}
        empty={empty}
      />
    </>
  )
}
