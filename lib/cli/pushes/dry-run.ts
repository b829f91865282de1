import { buildEdition } from '#lib/content/edition.ts'
import { openLiveContent } from '#lib/content/live.ts'
import { silentLog } from '#lib/log.ts'
import { allKeys, Noter } from '#lib/pushes/noter.ts'
import type { Note, Outbox } from '#lib/pushes/outbox.ts'
import { pushTargets } from '#lib/pushes/push.ts'
import { wantedTargets } from '#lib/pushes/targets.ts'
import { absoluteUrl } from '#lib/urls.ts'
import { type CommandContext, say } from '../command.ts'

/** What the site would put down if it looked now; nothing is written. */
async function findNotes(outbox: Outbox, { config, contentDir, now }: CommandContext): Promise<readonly Note[]> {
  const content = await openLiveContent({ contentDir, clock: { now: () => now }, log: silentLog })
  const notes: Note[] = []
  const wanted = wantedTargets(config)
  try {
    const edition = buildEdition(content.catalogue(), now)
    const noter = new Noter({
      outbox: {
        isComplete: outbox.isComplete,
        known: (locale, slug) => outbox.known(locale, slug),
        knownKeys: () => outbox.knownKeys(),
        note: (found) => void notes.push(...found),
        unread: () => [],
        complete() {},
      },
      body: (release) => content.body(release),
      targets: wanted.size === 0 ? new Set(pushTargets) : wanted,
      log: silentLog,
      isClosed: () => false,
    })
    await noter.look(allKeys(outbox, edition), edition, { now, due: now })
  } finally {
    await content.close()
  }
  return notes
}

/** Says what would be pushed now; with no target on, what all would be told. */
export async function showDryRun(outbox: Outbox, context: CommandContext): Promise<void> {
  const notes = await findNotes(outbox, context)
  if (!outbox.isComplete) {
    const count = notes.length
    return say(context, {
      en: `The first start remembers ${count} pages and tells nobody.`,
      zh: `首次启动只记录 ${count} 个页面，不推送。`,
    })
  }
  const made = notes.flatMap((note) => note.made)
  // A feed with several changes is told once.
  const lines = new Map(made.map(({ target, path, reason }) => [`${target}  ${path}`, { target, path, reason }]))
  say(context, {
    en: `${lines.size} would be pushed, beside ${outbox.counts().waiting} that wait. Nothing was sent or written.`,
    zh: `将推送 ${lines.size} 条，另有 ${outbox.counts().waiting} 条在等待。未发送，未写入。`,
  })
  for (const { target, path, reason } of lines.values())
    context.write(`${target}  ${reason}  ${absoluteUrl(context.config.siteUrl, path)}\n`)
}
