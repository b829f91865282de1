import { nearest } from '#lib/content/header/spelling.ts'
import { listFolders } from '#lib/content/source.ts'
import { allDays, renameNotes, type VisitStore } from '#lib/visits/store/store.ts'
import { callLike } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError } from '../command.ts'
import { requireSite } from '../content.ts'
import { findFolder, slugIn } from '../release-folder.ts'
import { withVisits } from './open.ts'

/** Slugs among which the one that was meant is looked for. */
const mostSlugs = 100_000

async function nobodyCounted(store: VisitStore, slug: string): Promise<UsageError> {
  const counted = (await store.top(...allDays, mostSlugs)).map((entry) => entry.slug)
  const meant = nearest(slug, counted)
  return new UsageError({
    en: `No visits are kept under "${slug}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    zh: `没有以“${slug}”记录的访问量。${meant === undefined ? '' : `是否应为 ${meant}？`}`,
  })
}

async function wasMoved(store: VisitStore, from: string, to: string): Promise<boolean> {
  return (await store.restatements()).some(({ slug, note }) => slug === from && note === renameNotes.to(to))
}

/** Moves the counts of a slug that is no more to the release that took its place. */
export async function renameVisits(args: readonly string[], context: CommandContext): Promise<number> {
  const [typed, target, ...rest] = parseFlags(args, {}).positionals
  if (typed === undefined || target === undefined || rest.length > 0) throw callLike('visits rename <old> <new>')
  await requireSite(context)
  const entries = await listFolders(context.contentDir)
  const [from, to] = [slugIn(typed), findFolder(entries, target).slug]
  if (entries.some(({ slug }) => slug === from)) {
    throw new UsageError({
      en: `${from} is a release and keeps its visits. To give it another address: npm run news -- rename ${from} <new>`,
      zh: `${from} 仍是一篇稿件，访问量归它所有。如要更改网址，请用：npm run news -- rename ${from} <新网址名>`,
    })
  }
  return await withVisits(context, async (store) => {
    const days = await store.series(from, ...allDays)
    if (days.length === 0) {
      if (!(await wasMoved(store, from, to))) throw await nobodyCounted(store, from)
      say(context, {
        en: `The visits of ${from} were moved to ${to} before; nothing was changed.`,
        zh: `${from} 的访问量此前已转到 ${to}，没有改动。`,
      })
      return 0
    }
    await store.rename(from, to, context.now)
    const visits = days.reduce((sum, day) => sum + day.visits, 0)
    say(context, {
      en: `Moved ${visits} visits of ${from} to ${to} (days: ${days.length}); each day is on record.`,
      zh: `已将 ${from} 的 ${visits} 次访问转到 ${to}（${days.length} 天），每天的变动均已记录。`,
    })
    return 0
  })
}
