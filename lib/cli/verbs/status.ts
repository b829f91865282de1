import { versionsOf } from '#lib/content/catalogue.ts'
import { listNotPublic } from '#lib/content/edition/not-public.ts'
import type { Release } from '#lib/content/types.ts'
import { parseFlags, UsageError, type Verb } from '../command.ts'
import { readContent } from '../content.ts'
import { shownPath } from '../release-folder.ts'

export const statusVerb: Verb = {
  name: 'status',
  usage: '',
  summary: { en: 'lists every release that is not public, and why', zh: '列出所有未公开的稿件及原因' },
  help: {
    en: `Drafts, scheduled and embargoed releases, expired ones, and those withdrawn as an error or replaced, each with its day in the site's time zone;
and files that cannot be read.

Example: npm run news -- status`,
    zh: `列出草稿、定时发布、禁发期内、已过期、因误发下架或被替代的稿件，时间按网站时区；也列出无法读取的文件。

示例：npm run news -- status`,
  },
  async run(args, context) {
    const { positionals } = parseFlags(args, {})
    if (positionals.length > 0) throw new UsageError({ en: 'status takes no names.', zh: 'status 不带名称。' })
    const { contentDir, language, now, write } = context
    const { state, problems } = await readContent(contentDir, now)
    const { hidden, broken } = listNotPublic(state?.catalogue, problems, { now, language })
    const shown = [...hidden, ...broken].map(({ file, reason }) => `${shownPath(context, file)}\n  ${reason}`)
    const versions = [...(state?.catalogue.releases.values() ?? [])].flatMap(versionsOf<Release>).length
    const open = versions - hidden.length
    const closing =
      language === 'zh'
        ? `${open} 个版本已公开，${shown.length} 个未公开。`
        : `${open} ${open === 1 ? 'version is' : 'versions are'} public, ${shown.length} ${shown.length === 1 ? 'is' : 'are'} not.`
    write(`${[...shown, closing].join('\n')}\n`)
    return 0
  },
}
