import { formatNumber } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './Pagination.module.css'
import { pageSlots } from './pages.ts'

interface PaginationProps {
  readonly locale: Locale
  /** From 1, which is the newest. */
  readonly page: number
  /** How many pages there are. */
  readonly pages: number
  readonly hrefOf: (page: number) => string
}

/** `← Newer 1 2 3 … 21 Older →` under a list; nothing under a list of one page. */
export function Pagination({ locale, page, pages, hrefOf }: PaginationProps) {
  if (pages < 2) return null
  return (
    <nav className={styles['pages']} aria-label={translate(locale, 'list.pages')}>
      {page > 1 && (
        <a className={styles['newer']} href={hrefOf(page - 1)} rel="prev">
          {translate(locale, 'list.newer')}
        </a>
      )}
      <ol>
        {pageSlots(page, pages).map((slot, index) => (
          <li key={slot === 'gap' ? `gap-${index}` : slot}>
            {slot === 'gap' && <span aria-hidden="true">…</span>}
            {slot === page && (
              <span className={styles['current']} aria-current="page">
                {formatNumber(slot, locale)}
              </span>
            )}
            {slot !== 'gap' && slot !== page && (
              <a href={hrefOf(slot)} aria-label={translate(locale, 'list.page', { page: slot })}>
                {formatNumber(slot, locale)}
              </a>
            )}
          </li>
        ))}
      </ol>
      {page < pages && (
        <a className={styles['older']} href={hrefOf(page + 1)} rel="next">
          {translate(locale, 'list.older')}
        </a>
      )}
    </nav>
  )
}
