import { formatNotPublic } from '#lib/content/edition/not-public.ts'
import { locales } from '#lib/i18n/locales.ts'
import { parseFlags, UsageError, type Verb } from '../command.ts'
import { readContent } from '../content.ts'

export const statusVerb: Verb = {
  name: 'status',
  usage: '',
  summary: { en: 'lists every release that is not public, and why', zh: '列出所有未公开的新闻及原因' },
  help: {
    en: `Drafts, scheduled and embargoed releases, expired ones, and those withdrawn as an error or replaced, each with its day in the site's time zone;
and files that cannot be read.

Example: npm run news -- status`,
    zh: `列出草稿、定时发布、禁发期内、已过期、因差错撤下或被取代的新闻，时间按网站时区；也列出无法读取的文件。

示例：npm run news -- status`,
  },
  async run(args, context) {
    const { positionals } = parseFlags(args, {})
    if (positionals.length > 0) throw new UsageError({ en: 'status takes no names.', zh: 'status 不带名称。' })
    const { contentDir, language, now, write } = context
    const { state, problems } = await readContent(contentDir, now)
    const broken = [...new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))]
    const site = state?.catalogue.site
    const versions = [...(state?.catalogue.releases.values() ?? [])].flatMap((release) =>
      locales.flatMap((locale) => release[locale] ?? []),
    )
    const lines = versions
      .sort((a, b) => b.date - a.date || (a.file < b.file ? -1 : 1))
      .flatMap((release) => {
        const reason = formatNotPublic(release, { now, timeZone: site?.timeZone ?? 'UTC', language })
        return reason === undefined ? [] : [`${release.file}\n  ${reason}`]
      })
    const faults = broken.map(
      (file) =>
        `${file}\n  ${language === 'zh' ? '有错误，无法发布；详见 npm run news -- check' : 'has errors and cannot be published; see npm run news -- check'}`,
    )
    const shown = [...lines, ...faults]
    const open = versions.length - lines.length
    const closing =
      language === 'zh'
        ? `${open} 个版本已公开，${shown.length} 个未公开。`
        : `${open} ${open === 1 ? 'version is' : 'versions are'} public, ${shown.length} ${shown.length === 1 ? 'is' : 'are'} not.`
    write(`${[...shown, closing].join('\n')}\n`)
    return 0
  },
}
