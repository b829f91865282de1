import type { ReactNode } from 'react'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './EditorsStrip.module.css'

/** A file that readers do not get, and why. */
interface HiddenFile {
  readonly file: string
  readonly reason: string
}

interface EditorsStripProps {
  readonly locale: Locale
  /** How many mistakes there are, in one line. */
  readonly summary: string
  /** Reports as the command writes them: of what this page shows, and of everything else. */
  readonly here: readonly string[]
  readonly elsewhere: readonly string[]
  /** How many reports are left out for their number. */
  readonly more: number
  readonly hidden: readonly HiddenFile[]
}

/** Above every page in development: what is wrong with the content, this page's mistakes first, and what is not public. */
export function EditorsStrip({ locale, summary, here, elsewhere, more, hidden }: EditorsStripProps) {
  const count = elsewhere.length + more
  return (
    <aside className={styles['strip']} aria-label={translate(locale, 'editors.label')}>
      <p>
        <strong>{translate(locale, 'editors.label')}</strong> {summary}
      </p>
      {here.length > 0 && <Reports title={<p>{translate(locale, 'editors.here')}</p>} reports={here} />}
      {count > 0 && (
        <details>
          <summary>{translate(locale, here.length > 0 ? 'editors.elsewhere' : 'editors.all', { count })}</summary>
          <Reports reports={elsewhere} />
          {more > 0 && <p>{translate(locale, 'editors.more', { count: more })}</p>}
        </details>
      )}
      {hidden.length > 0 && (
        <details>
          <summary>{translate(locale, 'editors.hidden', { count: hidden.length })}</summary>
          <ul>
            {hidden.map(({ file, reason }) => (
              <li key={`${file} ${reason}`}>
                {file}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </aside>
  )
}

function Reports({ title, reports }: { readonly title?: ReactNode; readonly reports: readonly string[] }) {
  return (
    <>
      {title}
      {reports.map((report) => (
        <pre key={report}>{report}</pre>
      ))}
    </>
  )
}
