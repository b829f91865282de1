import type { Release, Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { urls } from '#lib/urls.ts'
import styles from './Kicker.module.css'

interface KickerProps {
  readonly release: Release
  readonly site: Site
  readonly locale: Locale
}

/** The category above a headline, a link to its page; nothing when the release has none. */
export function Kicker({ release, site, locale }: KickerProps) {
  const category = site.categories.find(({ key }) => key === release.category)
  if (category === undefined) return null
  return (
    <p className={styles['kicker']}>
      <a href={urls.category(locale, category.key)}>{category.label[locale]}</a>
    </p>
  )
}
