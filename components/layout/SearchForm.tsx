import { VisuallyHidden } from '#components/ui/VisuallyHidden.tsx'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './SearchForm.module.css'

interface SearchFormProps {
  readonly locale: Locale
  readonly query?: string
}

/** The header's search: a plain GET form. */
export function SearchForm({ locale, query }: SearchFormProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers before 2023 do not know the search element
    <form
      className={styles['form']}
      role="search"
      action={urls.search(locale)}
      aria-label={translate(locale, 'search.site')}
    >
      <VisuallyHidden labelOf="header-search">{translate(locale, 'search.label')}</VisuallyHidden>
      <input
        id="header-search"
        type="search"
        name="q"
        defaultValue={query}
        placeholder={translate(locale, 'search.label')}
      />
      <button type="submit">
        <Lens />
        <VisuallyHidden>{translate(locale, 'search.submit')}</VisuallyHidden>
      </button>
    </form>
  )
}

/** A magnifying glass; decoration. */
export function Lens() {
  return (
    <svg className={styles['lens']} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <circle cx="8.5" cy="8.5" r="5.5" />
      <path d="m12.5 12.5 5 5" />
    </svg>
  )
}
