import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setHeaderFields } from '#lib/content/header/write.ts'
import { locales } from '#lib/i18n/locales.ts'
import { callLike } from '../answers.ts'
import { type CommandContext, parseFlags, say, type Words } from '../command.ts'
import { readContent, requireSite } from '../content.ts'
import { writeText } from '../release-folder.ts'
import { parseOldTotals } from './old-totals.ts'

/** Writes the totals of an old site, a table of two columns, into the headers as `legacyVisits`. */
export async function adoptTotals(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseFlags(args, { 'dry-run': { type: 'boolean' } })
  const [table, ...rest] = positionals
  if (table === undefined || rest.length > 0) throw callLike('visits adopt totals.csv [--dry-run]')
  await requireSite(context)
  const { state } = await readContent(context.contentDir, context.now)
  if (state === undefined) throw new Error('The site was broken while its releases were read')
  const totals = parseOldTotals(await readFile(resolve(context.directory, table), 'utf8'), state.catalogue)
  let written = 0
  let same = 0
  for (const [slug, total] of totals) {
    const versions = locales.flatMap((locale) => state.catalogue.releases.get(slug)?.[locale] ?? [])
    for (const { file, legacyVisits } of versions) {
      if (legacyVisits === total) same += 1
      else {
        written += 1
        if (values['dry-run'] === true) continue
        const bytes = await readFile(join(context.contentDir, file))
        const text = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes)
        await writeText(context, file, setHeaderFields(text, { legacyVisits: total }))
      }
    }
  }
  const done: Words = values['dry-run'] === true ? { en: 'Would write', zh: '将写入' } : { en: 'Wrote', zh: '已写入' }
  say(context, {
    en: `${done.en} the totals of ${totals.size} releases into ${written} files; ${same} had them already.`,
    zh: `${done.zh} ${totals.size} 篇稿件的原有访问量，涉及 ${written} 个文件；${same} 个文件原本就一致。`,
  })
  return 0
}
