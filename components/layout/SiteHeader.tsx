import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import { type LanguageLink, LanguageSwitch } from './LanguageSwitch.tsx'
import { Mark } from './Mark.tsx'
import { Lens, SearchForm } from './SearchForm.tsx'
import styles from './SiteHeader.module.css'

export type Section = 'news' | 'archive' | 'most-read' | 'contact' | 'about'

interface SiteHeaderProps {
  readonly locale: Locale
  readonly site: Site
  readonly section?: Section
  readonly alternates: readonly LanguageLink[]
  readonly query?: string
}

export function SiteHeader({ locale, site, section, alternates, query }: SiteHeaderProps) {
  const links = [
    { name: 'news', href: urls.list(locale), label: translate(locale, 'nav.news') },
    { name: 'archive', href: urls.archive(locale), label: translate(locale, 'nav.archive') },
    { name: 'most-read', href: urls.mostRead(locale), label: translate(locale, 'nav.mostRead') },
    { name: 'contact', href: urls.page(locale, 'contact'), label: translate(locale, 'nav.contact') },
  ]
  return (
    <header className={styles['header']}>
      <div className={styles['bar']}>
        <a className={styles['name']} href={urls.home(locale)}>
          <Mark mark={site.mark} />
          <span>
            <strong>{site.name[locale]}</strong> <span className={styles['tagline']}>{site.tagline[locale]}</span>
          </span>
        </a>
        <nav className={`${styles['nav']} choices`} aria-label={translate(locale, 'nav.main')}>
          <ul>
            {links.map(({ name, href, label }) => (
              <li key={name}>
                <a href={href} aria-current={name === section ? 'true' : undefined}>
                  {label}
                </a>
              </li>
            ))}
            <li className={styles['toSearch']}>
              <a href={urls.search(locale)} aria-label={translate(locale, 'search.label')}>
                <Lens />
              </a>
            </li>
          </ul>
        </nav>
        <div className={styles['search']}>
          <SearchForm locale={locale} {...(query === undefined ? {} : { query })} />
        </div>
        <LanguageSwitch locale={locale} alternates={alternates} />
      </div>
    </header>
  )
}
