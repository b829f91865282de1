import { VisuallyHidden } from '#components/ui/VisuallyHidden.tsx'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './ReleaseTools.module.css'

/**
 * Print and copy. Both need a script, so `enhance.js` shows them; `data-copied` marks what is copied, `data-done` is what a
 * button of the page says afterwards, in `data-status` aloud.
 */
export function ReleaseTools({ locale }: { readonly locale: Locale }) {
  return (
    <p className={styles['tools']} data-screen>
      <button type="button" className="link" hidden data-print>
        {translate(locale, 'release.print')}
      </button>
      <button
        type="button"
        className="link"
        hidden
        data-copy-text="[data-copied]"
        data-done={translate(locale, 'release.copied')}
      >
        {translate(locale, 'release.copyText')}
      </button>
      <VisuallyHidden>
        <span role="status" data-status />
      </VisuallyHidden>
    </p>
  )
}
