import { formatNumber, formatTimeZone } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import styles from './VisitSettings.module.css'

interface VisitSettingsProps {
  readonly locale: Locale
  /** IANA. */
  readonly timeZone: string
  /** 0: each showing counts. */
  readonly windowSeconds: number
  /** Of one network address. */
  readonly limits: { readonly perMinute: number; readonly perDay: number; readonly perReleasePerDay: number }
}

function describeWindow(locale: Locale, seconds: number): string {
  if (seconds === 0) return translate(locale, 'page.everyShowing')
  return seconds % 60 === 0
    ? translate(locale, 'page.onceInMinutes', { count: seconds / 60 })
    : translate(locale, 'page.onceInSeconds', { count: seconds })
}

function describeLimits(locale: Locale, { perMinute, perDay, perReleasePerDay }: VisitSettingsProps['limits']): string {
  return translate(locale, 'page.visitLimitsAre', {
    minute: formatNumber(perMinute, locale),
    day: formatNumber(perDay, locale),
    release: formatNumber(perReleasePerDay, locale),
  })
}

/** The settings on which the figures of this very site depend, for its readers. */
export function VisitSettings({ locale, timeZone, windowSeconds, limits }: VisitSettingsProps) {
  return (
    <section className={styles['settings']}>
      <h2>{translate(locale, 'page.visitSettings')}</h2>
      <dl>
        <div>
          <dt>{translate(locale, 'page.visitWindow')}</dt>
          <dd>{describeWindow(locale, windowSeconds)}</dd>
        </div>
        <div>
          <dt>{translate(locale, 'page.visitDay')}</dt>
          <dd>{translate(locale, 'page.visitDayAt', { zone: formatTimeZone(timeZone, locale) })}</dd>
        </div>
        <div>
          <dt>{translate(locale, 'page.visitLimits')}</dt>
          <dd>{describeLimits(locale, limits)}</dd>
        </div>
      </dl>
    </section>
  )
}
