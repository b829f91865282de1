import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { urls } from '#lib/urls.ts'
import styles from './SearchBox.module.css'

interface SearchBoxProps {
  readonly locale: Locale
  /** What was asked for; empty at first. */
  readonly text: string
  /** What stands above the field, and names the form. */
  readonly label: string
  /** Choices that a new search keeps, as they stand in the address. */
  readonly kept?: readonly (readonly [name: string, value: string])[]
}

/** A page's own search beside that of the header: a plain GET form. */
export function SearchBox({ locale, text, label, kept = [] }: SearchBoxProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers before 2023 do not know the search element
    <form className={styles['box']} role="search" action={urls.search(locale)} aria-label={label}>
      <label htmlFor="search-text">{label}</label>
      <div>
        <input id="search-text" type="search" name="q" defaultValue={text} maxLength={200} />
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{translate(locale, 'search.submit')}</button>
      </div>
    </form>
  )
}
