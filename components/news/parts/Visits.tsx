import { formatFigures } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import type { ReaderFigures } from '#lib/visits/for-pages/figures.ts'

interface VisitsProps {
  readonly slug: string
  readonly locale: Locale
  readonly figures?: ReaderFigures
  /** Whether `enhance.js` counts a visit of this release on this page. */
  readonly count?: boolean
}

/** `0/111`; `–/111` while the day's visits are not known, `–` while neither is. The script finds it by `data-visits` and writes newer figures into it. */
export function Visits({ slug, locale, figures, count = false }: VisitsProps) {
  return (
    <span data-visits={slug} data-count={count ? '' : undefined}>
      {figures === undefined ? '–' : formatFigures(figures, locale)}
    </span>
  )
}
