import type { ReactNode } from 'react'
import { formatNumber } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import styles from './FiguresTable.module.css'

interface FiguresTableProps {
  readonly locale: Locale
  readonly caption: string
  readonly heads: readonly [string, string]
  readonly rows: readonly { readonly key: string; readonly name: ReactNode; readonly count: number }[]
  /** Said in place of rows when there are none. */
  readonly empty: string
}

/** Names and their figures. */
export function FiguresTable({ locale, caption, heads, rows, empty }: FiguresTableProps) {
  return (
    <table className={styles['table']}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <td colSpan={2}>{empty}</td>
          </tr>
        )}
        {rows.map(({ key, name, count }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{formatNumber(count, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
