import type { StoryThread } from '#lib/content/edition/story-thread.ts'
import type { Instant, PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { wallTime } from '#lib/time-zone.ts'
import { urls } from '#lib/urls.ts'
import { Notice } from '../Notice.tsx'

interface ReleaseNoticesProps {
  readonly release: PublicRelease
  readonly thread: StoryThread
  readonly related: readonly PublicRelease[]
  readonly site: Site
  readonly now: Instant
}

/** From this age in years on, a release says how old it is. */
const oldAge = 1

/** Whole calendar years from `date` to `now` on the clocks of `timeZone`. */
function yearsBetween(date: Instant, now: Instant, timeZone: string): number {
  const from = wallTime(date, timeZone)
  const to = wallTime(now, timeZone)
  const before = to.month < from.month || (to.month === from.month && to.day < from.day)
  return to.year - from.year - (before ? 1 : 0)
}

/** The newest release after `release`: of its own story, else of the same subject. */
function newestAfter(release: PublicRelease, { entries }: StoryThread, related: readonly PublicRelease[]) {
  const newest = (among: readonly PublicRelease[]) =>
    among.reduce<PublicRelease | undefined>(
      (best, candidate) => (candidate.promoted && candidate.date > (best ?? release).date ? candidate : best),
      undefined,
    )
  return newest(entries.map((entry) => entry.release)) ?? newest(related)
}

/** Withdrawal, corrections, a newer release in its place, and age, the gravest first. */
export function ReleaseNotices({ release, thread, related, site, now }: ReleaseNoticesProps) {
  const { locale, withdrawn, state } = release
  const { supersededBy, replacement } = thread
  const day = (instant: Instant) => formatDate(instant, site.timeZone, locale)
  const corrections = release.effectiveChanges.filter(({ kind }) => kind === 'correction')
  const years = yearsBetween(release.date, now, site.timeZone)
  const newest = supersededBy === undefined ? newestAfter(release, thread, related) : undefined
  return (
    <div>
      {state === 'withdrawn' && withdrawn !== undefined && (
        <Notice kind="danger" title={translate(locale, 'notice.withdrawnOn', { date: day(withdrawn.date) })}>
          <p>{withdrawn.reason ?? translate(locale, 'notice.withdrawnKept')}</p>
          {replacement !== undefined && (
            <p>
              <a href={urls.release(replacement.locale, replacement.slug)}>{translate(locale, 'notice.replacement')}</a>
            </p>
          )}
        </Notice>
      )}
      {corrections.map(({ date, note }) => (
        <Notice key={`${date} ${note}`} kind="warn" title={translate(locale, 'flag.corrected', { date: day(date) })}>
          <p>{note}</p>
        </Notice>
      ))}
      {supersededBy !== undefined && (
        <Notice kind="warn" title={translate(locale, 'thread.supersededOn', { date: day(supersededBy.date) })}>
          <p>
            {translate(locale, 'thread.supersededBy')}
            <ReleaseLink to={supersededBy} from={release} />
          </p>
        </Notice>
      )}
      {years >= oldAge && (
        <Notice kind="info" title={translate(locale, 'notice.old', { years })}>
          <p>{translate(locale, 'notice.oldAdvice')}</p>
          {newest !== undefined && (
            <p>
              {translate(locale, 'notice.newest')}
              <ReleaseLink to={newest} from={release} />
            </p>
          )}
        </Notice>
      )}
    </div>
  )
}

/** A link with the headline, which says its language where that is another. */
function ReleaseLink({ to, from }: { readonly to: PublicRelease; readonly from: PublicRelease }) {
  const { tag } = localeFacts[to.locale]
  return (
    <a href={urls.release(to.locale, to.slug)} {...(to.locale === from.locale ? {} : { lang: tag, hrefLang: tag })}>
      {to.title}
    </a>
  )
}
