import { describeProblem, type Problem } from '#lib/content/problem.ts'
import { jsonAnswer } from '#lib/json-answer.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import type { PushStatus } from '#lib/pushes/pushes.ts'
import type { VisitsHealth } from '#lib/visits/visits.ts'
import type { Page } from '../page.ts'
import type { WorkersStatus } from '../workers/messages.ts'

/** How far the first reading of the content has come: folders read and folders found. */
export interface Progress {
  readonly read: number
  readonly found: number
}

/** Health while the content is read for the first time: down, and how far it is. */
export function loadingHealth(progress: Progress): Page {
  const page = jsonAnswer(503, { status: 'down', reasons: ['The content is being read for the first time.'], progress })
  return { ...page, headers: { ...page.headers, 'retry-after': '1' } }
}

/** A mistake in a file as operators see it; the words are those that editors read. */
const shown = (problem: Problem) => {
  const { file, line, column, code } = problem
  return { file, line, column, code, message: describeProblem(problem, 'en').message }
}

function contentReasons(errors: readonly Problem[]): string[] {
  const files = new Set(errors.map((problem) => problem.file)).size
  if (files === 0) return []
  return [`${files} content ${files === 1 ? 'file has' : 'files have'} errors; the last good versions stay online.`]
}

const unwatched =
  'The system refuses to watch every content folder, so changes take longer to show; raise fs.inotify.max_user_watches.'

function visitsReasons({ ok, spooled, warnings }: VisitsHealth): readonly string[] {
  if (ok || warnings.length > 0) return warnings
  return [`Visits cannot be stored at the moment; ${spooled} wait on this machine's disk.`]
}

function pushesReasons(pushes: PushStatus): string[] {
  if (pushes.state !== 'broken') return []
  return [`Pushes to search engines and hubs are not made: ${pushes.reason}`]
}

/** The visit store as operators see it: `lastCommit` is when the newest visit that this process committed was made, or absent. */
function shownVisits({ ok, spooled, store, warnings }: VisitsHealth) {
  const { kind, lastCommit } = store
  return {
    store: ok ? 'up' : 'down',
    kind,
    ...(lastCommit === undefined ? {} : { lastCommit: new Date(lastCommit).toISOString() }),
    spooled,
    warnings,
  }
}

/**
 * The health of this process: `ok`, or `degraded` with reasons: pages are served, but files are broken, changes may be late, or
 * visits or pushes cannot be kept. Always 200. Which files are broken is for operators alone: their names and what is quoted of
 * them may be of releases that are not public.
 */
export async function answerHealth(
  newsroom: Pick<Newsroom, 'content' | 'edition' | 'pushes' | 'search' | 'visits'>,
  workers: WorkersStatus,
  isForOperator: boolean,
): Promise<Page> {
  const errors = newsroom.content.problems().filter((problem) => problem.severity === 'error')
  const visits = await newsroom.visits.health()
  const pushes = newsroom.pushes.status()
  const watching = newsroom.content.isWatched() ? [] : [unwatched]
  const reasons = [...contentReasons(errors), ...watching, ...visitsReasons(visits), ...pushesReasons(pushes)]
  const { locales } = newsroom.edition()
  return jsonAnswer(200, {
    status: reasons.length === 0 ? 'ok' : 'degraded',
    reasons,
    visits: shownVisits(visits),
    releases: { en: locales.en.releases.length, zh: locales.zh.releases.length },
    unchecked: newsroom.content.unchecked(),
    searchable: newsroom.search.progress(),
    pushes,
    workers,
    ...(isForOperator ? { broken: errors.map(shown) } : {}),
  })
}
