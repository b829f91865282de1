import type { ReactNode } from 'react'
import { DotLine } from '#components/ui/DotLine.tsx'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { formatOffset, rfc3339, wallClockText } from '#lib/time-zone.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'
import { Visits } from './parts/Visits.tsx'
import styles from './RecordLine.module.css'

interface RecordLineProps {
  readonly release: PublicRelease
  readonly site: Site
  readonly locale: Locale
  /** Total with the legacy visits; absent when the store could not be read. */
  readonly figures?: ReaderFigures
  /** Whether opening this page is a visit of the release. */
  readonly count?: boolean
  /** Whether the line says in which zone its date is. */
  readonly withZone?: boolean
}

/** `Date: … · No. … · Source: … · Today/Total visits: …`, the line under a release's headline; the instant to the second in the site's zone. */
export function RecordLine({ release, site, locale, figures, count = false, withZone = false }: RecordLineProps) {
  const { date, number, source, slug } = release
  const part = (name: 'date' | 'number' | 'source' | 'visits' | 'zone', value: ReactNode) => ({
    name,
    content: (
      <>
        {translate(locale, `record.${name}`)}
        <span className={styles['value']}>{value}</span>
      </>
    ),
  })
  const parts = [
    part('date', <time dateTime={rfc3339(date, site.timeZone)}>{wallClockText(date, site.timeZone)}</time>),
    ...(number === undefined ? [] : [part('number', number)]),
    ...(source === undefined
      ? []
      : [part('source', source.url === undefined ? source.name : <a href={source.url}>{source.name}</a>)]),
    part(
      'visits',
      <Visits slug={slug} locale={locale} count={count} {...(figures === undefined ? {} : { figures })} />,
    ),
    ...(withZone ? [part('zone', formatOffset(date, site.timeZone))] : []),
  ]
  return <DotLine parts={parts} narrow="stack" />
}
