import { type Answer, jsonAnswer, problemAnswer } from '#lib/json-answer.ts'
import type { VisitAnswer } from './recorder.ts'
import { type VisitReason, type VisitRequest, visitMethods } from './rules.ts'
import type { Visits } from './visits.ts'

/** A transparent picture of 1 × 1 pixel, GIF89a. */
const picture: Answer = {
  status: 200,
  headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' },
  body: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
}

const errors: Partial<Record<VisitReason, { readonly status: number; readonly detail: string }>> = {
  method: { status: 405, detail: 'Visits are counted with POST and read with GET.' },
  'too-large': { status: 413, detail: 'The body of a visit has at most 1 KB.' },
  malformed: {
    status: 400,
    detail: 'The body of a visit is a JSON object with one field, event: 32 random hexadecimal digits.',
  },
  unknown: { status: 404, detail: 'There is no published release of that name.' },
  unavailable: { status: 503, detail: 'Visits cannot be kept at the moment. Send the same event id again later.' },
}

/** Problem details of RFC 9457, with the reason as an extension member. */
function problem(reason: VisitReason, isPixel: boolean): Answer | undefined {
  const error = errors[reason]
  if (error === undefined) return undefined
  const { status, detail } = error
  const headers = {
    ...(status === 405 ? { allow: visitMethods(isPixel).join(', ') } : {}),
    ...(status === 503 ? { 'retry-after': '2' } : {}),
    ...(status === 413 ? { connection: 'close' } : {}),
  }
  return problemAnswer(status, detail, headers, { reason })
}

const unreadable = problemAnswer(
  503,
  'The visit store is down and the figures are not known.',
  { 'retry-after': '2' },
  { reason: 'unavailable' },
)

async function readFigures(visits: Visits, slug: string): Promise<Answer> {
  const figures = (await visits.figures([slug])).get(slug)
  if (figures === undefined) return unreadable
  return jsonAnswer(200, { slug, ...figures, counted: false, reason: 'read' })
}

function present(answer: VisitAnswer, isPixel: boolean): Answer {
  const failed = problem(answer.reason, isPixel)
  if (failed !== undefined) return failed
  if (isPixel) return picture
  return jsonAnswer(answer.reason === 'spooled' ? 202 : 200, answer)
}

/**
 * Answers `/api/visits/S` and `/api/visits/S.gif`: POST, and GET of the picture, count; GET and HEAD of the JSON read; HEAD
 * never counts. Every decision answers 200 with the figures, a hit in the spool 202; the rest are problem details.
 */
export async function answerVisit(visits: Visits, request: VisitRequest): Promise<Answer> {
  const { method, slug, pixel: isPixel } = request
  if (method !== 'HEAD' && (method !== 'GET' || isPixel)) return present(await visits.record(request), isPixel)
  const missing = visits.isPublished(slug) ? undefined : problem('unknown', isPixel)
  return missing ?? (isPixel ? picture : await readFigures(visits, slug))
}
