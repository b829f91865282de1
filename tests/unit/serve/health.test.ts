import { expect, test } from 'vitest'
import type { Problem } from '#lib/content/problem.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { answerHealth } from '#lib/serve/api/health.ts'

type Answering = Parameters<typeof answerHealth>[0]

const room = (isWatched: boolean, problems: readonly Problem[] = []) =>
  ({
    content: { problems: () => problems, unchecked: () => 0, isWatched: () => isWatched },
    visits: { health: async () => ({ ok: true, spooled: 0, store: { kind: 'memory' }, warnings: [] }) },
    pushes: { status: () => ({ state: 'idle' }) },
    search: { progress: () => 1 },
    edition: () =>
      ({ locales: { en: { releases: [] }, zh: { releases: [] } } }) as unknown as ReturnType<Newsroom['edition']>,
  }) as unknown as Answering

async function healthOf(newsroom: Answering, isForOperator = true): Promise<{ status: string; reasons: string[] }> {
  const { body } = await answerHealth(newsroom, { ready: 1, wanted: 1, replaced: 0 } as never, isForOperator)
  return JSON.parse(Buffer.from(body as Uint8Array).toString())
}

test('health says how to mend it when the system refuses to watch every folder', async () => {
  expect(await healthOf(room(true))).toMatchObject({ status: 'ok', reasons: [] })
  const { status, reasons } = await healthOf(room(false))
  expect(status).toBe('degraded')
  expect(reasons).toEqual([expect.stringMatching(/fs\.inotify\.max_user_watches/)])
})

test('which file is broken is told to operators alone, since it may be of a release that is not public', async () => {
  const problem: Problem = {
    code: 'file/empty',
    severity: 'error',
    file: 'news/2027/secret-merger/en.md',
    line: 1,
    column: 1,
    values: {},
  }
  const newsroom = room(true, [problem])
  expect(await healthOf(newsroom)).toMatchObject({ status: 'degraded', broken: [{ file: problem.file }] })
  const told = await healthOf(newsroom, false)
  expect(told).toMatchObject({ status: 'degraded', reasons: [expect.stringContaining('1 content file has errors')] })
  expect(JSON.stringify(told)).not.toContain('secret-merger')
})
