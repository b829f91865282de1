import { open, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isValid, parseISO } from 'date-fns'
import { nearest } from '#lib/content/header/spelling.ts'
import { listFolders } from '#lib/content/source.ts'
import { errorCode } from '#lib/errors.ts'
import { localDay } from '#lib/time-zone.ts'
import { allDays, type VisitStore } from '#lib/visits/store/store.ts'
import { transferVisits } from '#lib/visits/store/transfer.ts'
import { callLike, given, missingFlag } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError, type Verb } from '../command.ts'
import { requireSite } from '../content.ts'
import { findFolder, slugIn } from '../release-folder.ts'
import { adoptTotals } from '../visits/adopt.ts'
import { backupVisits } from '../visits/backup.ts'
import { readSetting, withVisits } from '../visits/open.ts'
import { renameVisits } from '../visits/rename.ts'

type Run = (args: readonly string[], context: CommandContext) => Promise<number>

/** Writes each row to `write`; resolves to how many there were. */
async function exportRows(context: CommandContext, write: (text: string) => unknown): Promise<number> {
  return await withVisits(context, async (store) => {
    let rows = 0
    await write('slug,day,visits\n')
    for await (const { slug, day, visits } of store.export()) {
      await write(`${slug},${day},${visits}\n`)
      rows += 1
    }
    return rows
  })
}

const exportVisits: Run = async (args, context) => {
  const [name, ...rest] = parseFlags(args, {}).positionals
  if (rest.length > 0) throw callLike('visits export [file.csv]')
  if (name === undefined) {
    await exportRows(context, context.write)
    return 0
  }
  const path = resolve(context.directory, name)
  const file = await open(path, 'wx').catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
    throw new UsageError({ en: `${name} exists and is never overwritten.`, zh: `${name} 已经存在，不会被覆盖。` })
  })
  try {
    const rows = await exportRows(context, (text) => file.write(text))
    say(context, { en: `Wrote ${rows} rows to ${name}.`, zh: `已将 ${rows} 行写入 ${name}。` })
    return 0
  } catch (error) {
    await rm(path)
    throw error
  } finally {
    await file.close()
  }
}

function readDay(text: string, today: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isValid(parseISO(text)) && text <= today) return text
  throw new UsageError({
    en: `"${text}" is no day up to today; write it as ${today}.`,
    zh: `“${text}”不是今天或以前的日期；请写成 ${today} 这样。`,
  })
}

function readVisits(text: string): number {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text)
  throw new UsageError({ en: `"${text}" is no whole number of visits.`, zh: `“${text}”不是有效的访问量，请填写整数。` })
}

async function readNote(flag: string | undefined, { questions, language }: CommandContext): Promise<string> {
  if (flag !== undefined && flag.trim() !== '') return flag.trim()
  if (questions === undefined)
    throw missingFlag(
      'note',
      language === 'zh' ? '"监控程序每分钟访问一次"' : '"A monitor loaded the page every minute"',
    )
  const [question, empty] =
    language === 'zh' ? ['更正的原因？（将留在记录中）', '请写明原因。'] : ['Why? (It is kept on record.)', 'Say why.']
  return given(await questions.text(question, { check: (text) => (text.trim() === '' ? empty : undefined) })).trim()
}

const restateVisits: Run = async (args, context) => {
  const { values, positionals } = parseFlags(args, { note: { type: 'string' } })
  const [typed, dayText, count, ...rest] = positionals
  if (typed === undefined || dayText === undefined || count === undefined || rest.length > 0)
    throw callLike('visits restate <slug> <day> <visits> --note <words>')
  const { timeZone } = await requireSite(context)
  const [day, visits] = [readDay(dayText, localDay(context.now, timeZone)), readVisits(count)]
  return await withVisits(context, async (store) => {
    // A release that has been deleted can still be corrected, as long as it was counted.
    const counted = await store.series(slugIn(typed), ...allDays)
    const slug = counted.length > 0 ? slugIn(typed) : findFolder(await listFolders(context.contentDir), typed).slug
    const note = await readNote(values.note, context)
    const before = await store.restate({ slug, day, visits, note, at: context.now })
    say(context, {
      en: `${slug} on ${day}: ${visits} visits instead of ${before}; the reason is on record.`,
      zh: `${slug} 在 ${day}：访问量由 ${before} 改为 ${visits}，原因已记录。`,
    })
    return 0
  })
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

const auditVisits: Run = async (args, context) => {
  if (args.length > 0) throw callLike('visits audit')
  return await withVisits(context, async (store) => {
    context.write('at,slug,day,before,visits,note\n')
    for (const { at, slug, day, before, visits, note } of await store.restatements())
      context.write(`${new Date(at).toISOString()},${slug},${day},${before},${visits},${quoted(note)}\n`)
    return 0
  })
}

const moveVisits: Run = async (args, context) => {
  const [from, to, ...rest] = parseFlags(args, {}).positionals
  if (from === undefined || to === undefined || rest.length > 0) throw callLike('visits move sqlite redis://…')
  const [source, target] = [readSetting(from), readSetting(to)]
  const transfer = (old: VisitStore) =>
    withVisits(context, (next) => transferVisits(old, next), { setting: target, isNew: true })
  const { rows, visits } = await withVisits(context, transfer, { setting: source })
  say(context, {
    en: `The new store has all ${visits} visits (rows: ${rows}). Stop the site, run this once more, and start it with the new VISITS_STORE.`,
    zh: `新存储已有全部 ${visits} 次访问（${rows} 行）。请停止网站，再运行一次本命令，然后以新的 VISITS_STORE 启动。`,
  })
  return 0
}

const tasks: Readonly<Record<string, Run>> = {
  export: exportVisits,
  backup: backupVisits,
  adopt: adoptTotals,
  restate: restateVisits,
  rename: renameVisits,
  audit: auditVisits,
  move: moveVisits,
}

export const visitsVerb: Verb = {
  name: 'visits',
  usage: 'export|backup|adopt|restate|rename|audit|move …',
  summary: { en: 'takes visits out, over from an old site, or to another store', zh: '导出、接收、更正或迁移访问量' },
  help: {
    en: `Run this where the site runs: it needs the site's DATA_DIR or VISITS_STORE.

  export [file.csv]                every count as a table: slug, day, visits; to the terminal without a file
  backup copy.sqlite               a whole copy of the SQLite file while the site goes on counting
  adopt totals.csv [--dry-run]     a table of old totals (slug or old address, total) into the headers as legacyVisits
  restate <slug> <day> <visits> --note <words>
                                   corrects the count of a day; the old one and your words are kept on record
  rename <old> <new>               adds the counts of a slug that is no more to those of a release; a site does so by
                                   itself when the release has the old address among its aliases
  audit                            what was corrected or moved, as a table: when, slug, day, before, after, why
  move sqlite redis://…            copies every count to another store; may be repeated, and then brings what came since

Example: npm run news -- visits export visits.csv`,
    zh: `请在网站所在的机器上运行：需要网站的 DATA_DIR 或 VISITS_STORE。

  export [文件.csv]                导出全部计数（slug、day、visits）；不写文件名则输出到终端
  backup 副本.sqlite               在网站继续计数时完整复制 SQLite 文件
  adopt 总数.csv [--dry-run]       把旧网站的总数表（网址名或旧网址、总数）写入文件头的 legacyVisits
  restate <网址名> <日期> <访问量> --note <原因>
                                   更正某天的计数；原计数和原因会留在记录中
  rename <旧网址名> <新网址名>     把已不存在的网址名的计数并入一篇稿件；如果该稿件的 aliases 中有旧网址，网站会自动转移
  audit                            以表格列出所有更正和转移：时间、slug、日期、原数、现数、原因
  move sqlite redis://…            把全部计数复制到另一存储；可重复运行，只补充新增部分

示例：npm run news -- visits export visits.csv`,
  },
  async run(args, context) {
    const [name, ...rest] = args
    const task = name === undefined || !Object.hasOwn(tasks, name) ? undefined : tasks[name]
    const meant = name === undefined ? undefined : nearest(name, Object.keys(tasks))
    if (task === undefined)
      throw callLike(meant === undefined ? `visits ${Object.keys(tasks).join('|')}` : `visits ${meant} …`)
    return await task(rest, context)
  },
}
