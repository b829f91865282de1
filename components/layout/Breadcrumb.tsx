import type { ReactNode } from 'react'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './Breadcrumb.module.css'

interface BreadcrumbProps {
  readonly locale: Locale
  /** From the top down; the last is the page itself and needs no address. */
  readonly items: readonly { readonly label: string; readonly href?: string }[]
  /** Controls of the page, at the far end of the line. */
  readonly children?: ReactNode
}

export function Breadcrumb({ locale, items, children }: BreadcrumbProps) {
  return (
    <div className={styles['line']} data-screen>
      <nav aria-label={translate(locale, 'breadcrumb.label')}>
        <ol className={styles['trail']}>
          {items.map(({ label, href }, index) => (
            <li key={`${label} ${href}`}>
              {href === undefined ? (
                <span aria-current={index === items.length - 1 ? 'page' : undefined}>{label}</span>
              ) : (
                <a href={href}>{label}</a>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {children}
    </div>
  )
}
