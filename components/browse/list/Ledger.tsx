import type { ReactNode } from 'react'
import { LedgerRow } from '#components/news/LedgerRow.tsx'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'

interface LedgerProps {
  readonly locale: Locale
  readonly site: Site
  /** In the order shown. */
  readonly releases: readonly PublicRelease[]
  /** By slug; a release without an entry shows that its figures are not known. */
  readonly figures: ReadonlyMap<string, ReaderFigures>
  readonly headingLevel?: 2 | 3
  /** By slug: headline and summary with the words that a reader looked for marked. */
  readonly found?: ReadonlyMap<string, { readonly title: ReactNode; readonly summary: ReactNode }>
}

/** The rows of a list of releases. */
export function Ledger({ locale, site, releases, figures, headingLevel = 2, found }: LedgerProps) {
  return (
    <ol>
      {releases.map((release) => {
        const known = figures.get(release.slug)
        const marked = found?.get(release.slug)
        return (
          <li key={release.slug}>
            <LedgerRow
              release={release}
              site={site}
              locale={locale}
              headingLevel={headingLevel}
              {...(known === undefined ? {} : { figures: known })}
              {...(marked === undefined ? {} : { found: marked })}
            />
          </li>
        )
      })}
    </ol>
  )
}
