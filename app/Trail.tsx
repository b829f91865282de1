import { Breadcrumb } from '#components/layout/Breadcrumb.tsx'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { buildBreadcrumb, type Crumb } from '#lib/publish/json-ld.ts'
import { JsonLd } from './JsonLd.tsx'

interface TrailProps {
  readonly locale: Locale
  /** From the top down; the last is the page itself. */
  readonly crumbs: readonly Crumb[]
}

/** A breadcrumb for readers, and the same for crawlers. */
export function Trail({ locale, crumbs }: TrailProps) {
  const items = crumbs.map(({ label, path }) => ({ label, ...(path === undefined ? {} : { href: path }) }))
  return (
    <>
      <Breadcrumb locale={locale} items={items} />
      <JsonLd things={[buildBreadcrumb(currentNewsroom().config.siteUrl, crumbs)]} />
    </>
  )
}
