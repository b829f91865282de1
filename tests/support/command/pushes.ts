import { mkdir } from 'node:fs/promises'
import { buildEdition } from '#lib/content/edition.ts'
import { openLiveContent } from '#lib/content/live.ts'
import { silentLog } from '#lib/log.ts'
import { allKeys, Noter } from '#lib/pushes/noter.ts'
import { Outbox } from '#lib/pushes/outbox.ts'
import { at } from '#tests/support/content/releases.ts'
import type { Desk } from '#tests/support/editors-desk.ts'

const now = at('2026-11-21 12:00:00')

/** Looks at what is public on a desk as a site with pushes on does, with one push sent, one refused and one that waits. */
export async function startPushes(desk: Pick<Desk, 'dataDir' | 'folder'>): Promise<void> {
  await mkdir(desk.dataDir)
  const outbox = new Outbox(desk.dataDir)
  const content = await openLiveContent({ contentDir: desk.folder.dir, clock: { now: () => now }, log: silentLog })
  const edition = buildEdition(content.catalogue(), now)
  const noter = new Noter({
    outbox,
    body: (release) => content.body(release),
    targets: new Set(),
    log: silentLog,
    isClosed: () => false,
  })
  await noter.look(allKeys(outbox, edition), edition, { now, due: now })
  await noter.readSome(edition, 10)
  await content.close()
  const path = (slug: string) => `/en/news/${slug}`
  const put = (target: 'indexnow' | 'baidu', slug: string) =>
    outbox.note(
      [{ locale: 'en', slug, known: undefined, made: [{ target, path: path(slug), reason: 'published' }], void: [] }],
      { now, due: now },
    )
  put('indexnow', 'summer')
  outbox.end(outbox.due('indexnow', now, 9), { state: 'sent', answer: 'HTTP 200' }, now + 2000)
  put('baidu', 'summer')
  outbox.end(outbox.due('baidu', now, 9), { state: 'failed', answer: '=HTTP 401 "no"' }, now + 3000)
  put('indexnow', 'autumn')
  outbox.close()
}
