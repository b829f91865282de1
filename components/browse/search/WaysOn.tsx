import { Telephone } from '#components/ui/Telephone.tsx'
import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './WaysOn.module.css'

interface WaysOnProps {
  readonly locale: Locale
  readonly site: Site
}

/** Where to turn when what was looked for is not here: the archive, a page of contacts, somebody to call. */
export function WaysOn({ locale, site }: WaysOnProps) {
  const { footer, contacts } = site
  const contact = contacts.find(({ phone }) => phone !== undefined)
  const number = contact?.phone ?? footer.telephone
  const name = contact?.name ?? footer.approvedBy ?? site.name
  return (
    <ul className={styles['ways']}>
      <li>
        <a href={urls.archive(locale)}>{translate(locale, 'missing.archive')}</a>
      </li>
      <li>
        <a href={urls.page(locale, 'contact')}>{translate(locale, 'nav.contact')}</a>
      </li>
      {number !== undefined && (
        <li>
          {name[locale]} <Telephone locale={locale} number={number} />
        </li>
      )}
    </ul>
  )
}
