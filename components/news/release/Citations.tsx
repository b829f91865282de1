import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import type { Citation } from '#lib/publish/sharing/citation.ts'
import styles from './Citations.module.css'

interface CitationsProps {
  readonly locale: Locale
  readonly citations: readonly Citation[]
}

/** References to be copied: by hand, or with a script by a button each. */
export function Citations({ locale, citations }: CitationsProps) {
  return (
    <details className={styles['cite']}>
      <summary className="link">{translate(locale, 'cite.open')}</summary>
      <dl>
        {citations.map(({ style, before, title, after }) => (
          <div key={style}>
            <dt>{translate(locale, `cite.${style}`)}</dt>
            <dd>
              <p id={`cite-${style}`}>
                {before}
                {style === 'apa' ? <cite>{title}</cite> : title}
                {after}
              </p>
              <button
                type="button"
                className="link"
                hidden
                data-copy-text={`#cite-${style}`}
                data-done={translate(locale, 'release.copied')}
              >
                {translate(locale, 'cite.copy', { style: translate(locale, `cite.${style}`) })}
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
