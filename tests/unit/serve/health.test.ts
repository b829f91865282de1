import { expect, test } from 'vitest'
import type { Newsroom } from '#lib/newsroom.ts'
import { answerHealth } from '#lib/serve/api/health.ts'

type Answering = Parameters<typeof answerHealth>[0]

const room = (isWatched: boolean) =>
  ({
    content: { problems: () => [], unchecked: () => 0, isWatched: () => isWatched },
    visits: { health: async () => ({ ok: true, spooled: 0, store: { kind: 'memory' }, warnings: [] }) },
    pushes: { status: () => ({ state: 'idle' }) },
    search: { progress: () => 1 },
    edition: () =>
      ({ locales: { en: { releases: [] }, zh: { releases: [] } } }) as unknown as ReturnType<Newsroom['edition']>,
  }) as unknown as Answering

async function healthOf(isWatched: boolean): Promise<{ status: string; reasons: string[] }> {
  const { body } = await answerHealth(room(isWatched), { ready: 1, wanted: 1, replaced: 0 } as never)
  return JSON.parse(Buffer.from(body as Uint8Array).toString())
}

test('health says how to mend it when the system refuses to watch every folder', async () => {
  expect(await healthOf(true)).toMatchObject({ status: 'ok', reasons: [] })
  const { status, reasons } = await healthOf(false)
  expect(status).toBe('degraded')
  expect(reasons).toEqual([expect.stringMatching(/fs\.inotify\.max_user_watches/)])
})
