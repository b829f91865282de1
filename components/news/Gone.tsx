import { StatusPage } from '#components/browse/StatusPage.tsx'
import { WaysOn } from '#components/browse/search/WaysOn.tsx'
import type { Instant, Release, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './Gone.module.css'

interface GoneProps {
  readonly release: Release
  readonly site: Site
  /** `gone`: taken back as published in error. `expired`: past its own term. */
  readonly state: 'gone' | 'expired'
}

/** The words of a 410. A release published in error does not show its headline again; an expired one does. */
export function Gone({ release, site, state }: GoneProps) {
  const { locale, title, withdrawn, expires } = release
  const date = (instant: Instant) => formatDate(instant, site.timeZone, locale)
  return (
    <StatusPage
      code="410"
      title={translate(locale, 'gone.title')}
      {...(state === 'expired' ? { description: title } : {})}
    >
      <p className={styles['why']}>
        {state === 'expired' && expires !== undefined
          ? translate(locale, 'gone.expired', { date: date(expires) })
          : withdrawn !== undefined
            ? translate(locale, 'gone.withdrawn', { date: date(withdrawn.date) })
            : translate(locale, 'gone.removed')}
      </p>
      {state === 'gone' && withdrawn?.reason !== undefined && (
        <p>{translate(locale, 'gone.reason', { reason: withdrawn.reason })}</p>
      )}
      <WaysOn locale={locale} site={site} />
    </StatusPage>
  )
}
