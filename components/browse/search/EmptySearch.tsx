import { Telephone } from '#components/ui/Telephone.tsx'
import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './EmptySearch.module.css'

interface EmptySearchProps {
  readonly locale: Locale
  readonly site: Site
}

/** What to try where a search found nothing: other words, the archive, a person. */
export function EmptySearch({ locale, site }: EmptySearchProps) {
  const { footer, contacts } = site
  const contact = contacts.find(({ phone }) => phone !== undefined)
  const number = contact?.phone ?? footer.telephone
  const name = contact?.name ?? footer.approvedBy ?? site.name
  return (
    <div className={styles['empty']}>
      <p>{translate(locale, 'search.advice')}</p>
      <ul>
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
    </div>
  )
}
