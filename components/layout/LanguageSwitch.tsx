import { type Locale, localeFacts, locales } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './LanguageSwitch.module.css'

/** Where a page can be read in another language. */
export interface LanguageLink {
  readonly locale: Locale
  /** The translation; when there is none, the front of the section in that language. */
  readonly href: string
  /** What `href` is: this very page, another because this one is not translated, or another because this one is of no language. */
  readonly leadsTo: 'translation' | 'substitute' | 'front'
}

interface LanguageSwitchProps {
  readonly locale: Locale
  readonly alternates: readonly LanguageLink[]
}

/** The page's language as text, the others as links. A link to a substitute says so, in the language of who will follow it. */
export function LanguageSwitch({ locale, alternates }: LanguageSwitchProps) {
  const links = new Map(alternates.map((link) => [link.locale, link]))
  return (
    <nav className={styles['switch']} aria-label={translate(locale, 'frame.languages')} data-screen>
      <ul>
        {locales.map((other) => {
          const link = links.get(other)
          if (other === locale)
            return (
              <li key={other} aria-current="true">
                {localeFacts[other].name}
              </li>
            )
          return link === undefined ? null : (
            <li key={other}>
              <Other link={link} />
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function Other({ link }: { readonly link: LanguageLink }) {
  const { tag, name } = localeFacts[link.locale]
  return (
    <a href={link.href} lang={tag} hrefLang={tag} {...(link.leadsTo === 'translation' ? { rel: 'alternate' } : {})}>
      {name}
      {link.leadsTo === 'substitute' && (
        <>
          {' '}
          <small>{translate(link.locale, 'frame.notTranslated')}</small>
        </>
      )}
    </a>
  )
}
