import type { Instant, Release } from '#lib/content/types.ts'
import { formatDateTime } from '#lib/i18n/format.ts'
import { translate } from '#lib/i18n/translate.ts'
import { Notice } from './Notice.tsx'
import styles from './PreviewBar.module.css'

interface PreviewBarProps {
  readonly release: Release
  /** When the link dies. */
  readonly expires: Instant
  readonly timeZone: string
}

/** Above a release that is not public: who may see it and until when, and the embargo it is under. */
export function PreviewBar({ release, expires, timeZone }: PreviewBarProps) {
  const { locale, date, draft, embargo } = release
  const day = (instant: Instant) => formatDateTime(instant, timeZone, locale)
  return (
    <div className={styles['bar']}>
      <Notice kind="info" title={translate(locale, 'preview.bar')}>
        <p>{translate(locale, 'preview.who', { until: day(expires) })}</p>
        <p>
          {draft ? translate(locale, 'preview.draft') : translate(locale, 'preview.scheduled', { date: day(date) })}
        </p>
      </Notice>
      {embargo && (
        <Notice kind="warn" title={translate(locale, 'preview.embargo', { date: day(date) })}>
          <p>{translate(locale, 'preview.embargoAdvice')}</p>
        </Notice>
      )}
    </div>
  )
}
