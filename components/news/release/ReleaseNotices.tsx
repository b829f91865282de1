import type { Instant, PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { translate } from '#lib/i18n/translate.ts'
import { wallTime } from '#lib/time-zone.ts'
import { urls } from '#lib/urls.ts'
import { Notice } from '../Notice.tsx'

interface ReleaseNoticesProps {
  readonly release: PublicRelease
  readonly related: readonly PublicRelease[]
  readonly site: Site
  readonly now: Instant
}

/** From this age in years on, a release says how old it is. */
const oldAge = 2

/** Whole calendar years from `date` to `now` on the clocks of `timeZone`. */
function yearsBetween(date: Instant, now: Instant, timeZone: string): number {
  const from = wallTime(date, timeZone)
  const to = wallTime(now, timeZone)
  const before = to.month < from.month || (to.month === from.month && to.day < from.day)
  return to.year - from.year - (before ? 1 : 0)
}

/** Withdrawal, corrections and age, the gravest first. */
export function ReleaseNotices({ release, related, site, now }: ReleaseNoticesProps) {
  const { locale, withdrawn, state } = release
  const day = (instant: Instant) => formatDate(instant, site.timeZone, locale)
  const corrections = release.effectiveChanges.filter(({ kind }) => kind === 'correction')
  const years = yearsBetween(release.date, now, site.timeZone)
  const newest = related.reduce<PublicRelease | undefined>(
    (best, candidate) => (candidate.date > (best ?? release).date ? candidate : best),
    undefined,
  )
  return (
    <div>
      {state === 'withdrawn' && withdrawn !== undefined && (
        <Notice kind="danger" title={translate(locale, 'notice.withdrawnOn', { date: day(withdrawn.date) })}>
          <p>{withdrawn.reason ?? translate(locale, 'notice.withdrawnKept')}</p>
          {withdrawn.replacement !== undefined && (
            <p>
              <a href={urls.release(locale, withdrawn.replacement)}>{translate(locale, 'notice.replacement')}</a>
            </p>
          )}
        </Notice>
      )}
      {corrections.map(({ date, note }) => (
        <Notice key={`${date} ${note}`} kind="warn" title={translate(locale, 'flag.corrected', { date: day(date) })}>
          <p>{note}</p>
        </Notice>
      ))}
      {years >= oldAge && (
        <Notice kind="info" title={translate(locale, 'notice.old', { years })}>
          <p>
            {translate(locale, 'notice.oldAdvice')}
            {newest !== undefined && (
              <>
                {' '}
                {translate(locale, 'notice.newest')}
                <a href={urls.release(locale, newest.slug)}>{newest.title}</a>
              </>
            )}
          </p>
        </Notice>
      )}
    </div>
  )
}
