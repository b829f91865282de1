import type { ReactNode } from 'react'
import type { SiteFooter } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './FooterFacts.module.css'

interface FooterFactsProps {
  readonly locale: Locale
  readonly footer: SiteFooter
}

/** Who answers for the site: approving body, telephone, operator, filings. Only what `content/site.yaml` sets. */
export function FooterFacts({ locale, footer }: FooterFactsProps) {
  const { approvedBy, telephone, supportedBy, icp, publicSecurity, address } = footer
  const facts: (ReactNode | undefined)[] = [
    approvedBy && translate(locale, 'footer.approvedBy', { name: approvedBy[locale] }),
    telephone && (
      <>
        {translate(locale, 'footer.telephone')}
        <a href={`tel:${telephone.replace(/[^+\d-]/g, '')}`}>{telephone}</a>
      </>
    ),
    supportedBy && translate(locale, 'footer.supportedBy', { name: supportedBy[locale] }),
    address && <address>{address[locale]}</address>,
    icp && <a href={icp.url}>{icp.text[locale]}</a>,
    publicSecurity && <a href={publicSecurity.url}>{publicSecurity.text[locale]}</a>,
  ]
  const shown = facts.filter((fact) => fact !== undefined && fact !== '')
  if (shown.length === 0) return null
  return (
    <ul className={styles['facts']}>
      {shown.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list that never changes its order
        <li key={index}>{fact}</li>
      ))}
    </ul>
  )
}
