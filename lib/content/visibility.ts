import type { Instant, PublicationFacts, ReleaseState, Visibility, WaitingState } from './types.ts'

type Answer = Pick<Visibility, 'status' | 'promoted'>

const hidden: Answer = { status: 404, promoted: false }
const ended: Answer = { status: 410, promoted: false }
const shown: Answer = { status: 200, promoted: true }

const answers: Readonly<Record<ReleaseState, Answer>> = {
  draft: hidden,
  scheduled: hidden,
  embargoed: hidden,
  published: shown,
  corrected: shown,
  withdrawn: { status: 200, promoted: false },
  gone: ended,
  redirected: { status: 301, promoted: false },
  expired: ended,
}

/** Of most releases there is nothing more to come. */
const publishedForGood: Visibility = { state: 'published', until: Number.POSITIVE_INFINITY, ...shown }

const decide = (state: ReleaseState, until: Instant): Visibility => ({ state, until, ...answers[state] })

/** The first of `instants` after `now`. */
function nextAfter(now: Instant, instants: readonly (Instant | undefined)[]): Instant {
  let next = Number.POSITIVE_INFINITY
  for (const instant of instants) if (instant !== undefined && instant > now && instant < next) next = instant
  return next
}

/**
 * Who may see a release at `now`. The one place that decides it: every page, list, feed, search, count and cache asks here.
 * Each date takes effect at its own millisecond. A withdrawal as an error or by replacement outlasts expiry; expiry outlasts
 * a withdrawal under a notice.
 */
export function visibility(facts: PublicationFacts, now: Instant): Visibility {
  const { date, draft, embargo, expires, changes, withdrawn } = facts
  if (draft) return decide('draft', Number.POSITIVE_INFINITY)
  if (now < date) return decide(embargo ? 'embargoed' : 'scheduled', date)
  if (withdrawn === undefined && expires === undefined && changes.length === 0) return publishedForGood
  const withdrawal = withdrawn !== undefined && now >= withdrawn.date ? withdrawn.kind : undefined
  if (withdrawal === 'replaced') return decide('redirected', Number.POSITIVE_INFINITY)
  if (withdrawal === 'error') return decide('gone', Number.POSITIVE_INFINITY)
  if (expires !== undefined && now >= expires) {
    const final = withdrawn?.kind === 'withdrawn' ? undefined : withdrawn?.date
    return decide('expired', nextAfter(now, [final]))
  }
  const until = nextAfter(now, [expires, withdrawn?.date, ...changes.map((change) => change.date)])
  if (withdrawal === 'withdrawn') return decide('withdrawn', until)
  const corrected = changes.some((change) => change.kind === 'correction' && now >= change.date)
  return decide(corrected ? 'corrected' : 'published', until)
}

/** Whether a release in `state` is still to be published. */
export const isWaiting = (state: ReleaseState): state is WaitingState =>
  state === 'draft' || state === 'scheduled' || state === 'embargoed'

/** Who sees a release on an editor's own machine: as `visibility` says, and what waits for its publication is listed too. */
export function editorsVisibility(facts: PublicationFacts, now: Instant): Visibility {
  const decided = visibility(facts, now)
  return isWaiting(decided.state) ? { ...decided, status: 200 } : decided
}
