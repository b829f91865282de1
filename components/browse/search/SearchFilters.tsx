import { formatNumber } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import styles from './SearchFilters.module.css'

/** One choice of a filter; the chosen one is no link. */
export interface FilterChoice {
  readonly label: string
  readonly href: string
  readonly chosen: boolean
  readonly count?: number
}

interface SearchFiltersProps {
  readonly locale: Locale
  readonly filters: readonly { readonly label: string; readonly choices: readonly FilterChoice[] }[]
}

/** Order, category and year as plain links with counts. */
export function SearchFilters({ locale, filters }: SearchFiltersProps) {
  return (
    <dl className={`${styles['filters']} choices`} data-screen>
      {filters.map(({ label, choices }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <ul>
              {choices.map(({ label: choice, href, chosen, count }) => (
                <li key={href}>
                  <a href={href} aria-current={chosen ? 'true' : undefined}>
                    {choice}
                    {count !== undefined && <span> {formatNumber(count, locale)}</span>}
                  </a>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}
