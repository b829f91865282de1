import type { Category } from '#lib/content/types.ts'
import { formatNumber } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './FilterStrip.module.css'

interface FilterStripProps {
  readonly locale: Locale
  /** In the order of the strip; one without releases is left out. */
  readonly categories: readonly Category[]
  /** How many releases each category has, by key. */
  readonly counts: ReadonlyMap<string, number>
  /** What the list below shows: a category's key, or `all`; `undefined` for neither, such as a tag. */
  readonly current?: string
  /** Newest first. */
  readonly years: readonly number[]
  /** Whether a section opens with the strip, and so with a rule above it. */
  readonly opening?: boolean
}

const shownYears = 3

/** Categories with their counts, then the newest years, as plain links. On a phone the strip scrolls sideways, elsewhere it wraps. */
export function FilterStrip({ locale, categories, counts, current, years, opening = false }: FilterStripProps) {
  const links = categories.flatMap(({ key, label }) => {
    const count = counts.get(key) ?? 0
    return count === 0 ? [] : [{ key, label: label[locale], href: urls.category(locale, key), count }]
  })
  return (
    <div className={`${styles['strip']} choices`} data-opening={opening ? '' : undefined}>
      <nav aria-label={translate(locale, 'list.categories')}>
        <ul>
          <li>
            <a href={urls.list(locale)} aria-current={current === 'all' ? 'true' : undefined}>
              {translate(locale, 'list.all')}
            </a>
          </li>
          {links.map(({ key, label, href, count }) => (
            <li key={key}>
              <a href={href} aria-current={current === key ? 'true' : undefined}>
                {label} <span>{formatNumber(count, locale)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {years.length > 0 && (
        <nav aria-label={translate(locale, 'list.years')}>
          <ul>
            {years.slice(0, shownYears).map((year) => (
              <li key={year}>
                <a href={urls.archive(locale, year)}>{year}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  )
}
