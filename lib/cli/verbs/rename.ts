import { appendToHeaderList } from '#lib/content/header/write.ts'
import { plural } from '#lib/content/problems/report.ts'
import { type FolderEntry, listFolders } from '#lib/content/source.ts'
import { urls } from '#lib/urls.ts'
import { callLike, given } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError, type Verb, type Words } from '../command.ts'
import { type OpenedRelease, openRelease, shownPath, slugIn, writeText } from '../release-folder.ts'
import { readTextsWith } from '../rename/linking-texts.ts'
import { claimsAddress, type LinkingText, type Renaming, retargetText } from '../rename/links.ts'
import { moveFolder } from '../rename/move-folder.ts'
import { slugForm } from '../slug.ts'

/** Why a release cannot get this slug; `undefined` when it can. */
function slugFault(slug: string, old: string, entries: readonly FolderEntry[], context: CommandContext) {
  const malformed = slugForm(slug)
  if (malformed !== undefined) return malformed
  if (slug === old) return { en: `It is called ${old} already.`, zh: `它的网址名就是 ${old}。` }
  const taken = entries.find((entry) => entry.slug === slug)
  if (taken === undefined) return undefined
  const shown = shownPath(context, taken.path)
  return { en: `The slug "${slug}" is taken by ${shown}.`, zh: `网址名“${slug}”已被 ${shown} 使用。` } satisfies Words
}

async function readSlug(typed: string | undefined, old: string, context: CommandContext): Promise<string> {
  const entries = await listFolders(context.contentDir)
  const fault = (slug: string) => slugFault(slug, old, entries, context)
  const { questions, language } = context
  if (typed === undefined && questions !== undefined) {
    const question = language === 'zh' ? '新的网址名？' : 'New slug?'
    return given(await questions.text(question, { check: (value) => fault(value.trim())?.[language] })).trim()
  }
  if (typed === undefined) throw callLike('rename <old> <new>')
  const words = fault(slugIn(typed))
  if (words !== undefined) throw new UsageError(words)
  return slugIn(typed)
}

interface Plan {
  /** Own texts, at their old place, with the alias added. */
  readonly own: readonly { readonly file: string; readonly before: string; readonly text: string }[]
  /** Texts of other releases and pages that lead to the release. */
  readonly others: readonly { readonly file: string; readonly text: string }[]
  readonly links: number
}

async function plan({ path, versions }: OpenedRelease, slugs: Renaming, context: CommandContext): Promise<Plan> {
  const texts = await readTextsWith(context.contentDir, [slugs.from, slugs.to])
  const isOwn = ({ file }: LinkingText) => file.startsWith(`${path}/`)
  const claim = texts.find((linking) => !isOwn(linking) && claimsAddress(linking, slugs.to))
  if (claim !== undefined) {
    const shown = shownPath(context, claim.file)
    throw new UsageError({
      en: `The address of "${slugs.to}" is an alias of ${shown}. Choose another slug, or remove the alias there.`,
      zh: `“${slugs.to}”的网址是 ${shown} 的别名（aliases）。请换一个，或先删除那里的别名。`,
    })
  }
  let links = 0
  const own = versions.map(({ release: { file, locale, slug, aliases }, text }) => {
    const retargeted = retargetText({ file, locale, slug, text }, slugs)
    const alias = urls.release(locale, slugs.from)
    links += retargeted.links
    const known = aliases.includes(alias)
    return { file, before: text, text: known ? retargeted.text : appendToHeaderList(retargeted.text, 'aliases', alias) }
  })
  const others = texts.flatMap((linking) => {
    if (isOwn(linking)) return []
    const retargeted = retargetText(linking, slugs)
    links += retargeted.links
    return retargeted.links === 0 ? [] : [{ file: linking.file, text: retargeted.text }]
  })
  return { own, others, links }
}

/** The aliases are written before the folder moves: at no moment does the old address lead nowhere. */
async function carryOut({ own, others }: Plan, opened: OpenedRelease, to: string, context: CommandContext) {
  for (const { file, text } of own) await writeText(context, file, text)
  try {
    await moveFolder(context.contentDir, opened.path, to)
  } catch (error) {
    for (const { file, before } of own) await writeText(context, file, before)
    throw error
  }
  for (const { file, text } of others) await writeText(context, file, text)
}

export const renameVerb: Verb = {
  name: 'rename',
  usage: '<old> <new>',
  summary: { en: 'gives a release another address', zh: '更改一篇稿件的网址' },
  help: {
    en: `Moves the folder (with \`git mv\` where git keeps it), adds the old address to \`aliases\` so that it leads to the new one, and
rewrites the links in other releases and pages, those in full with SITE_URL too. The running site carries the visits over by itself.

Example: npm run news -- rename spring-seminar spring-seminar-2026`,
    zh: `移动文件夹（由 git 管理时用 \`git mv\`），把旧网址加入 \`aliases\` 使其转到新网址，并改写其他稿件和页面中的链接（包括以 SITE_URL 开头的完整链接）。
访问量由运行中的网站自动转移。

示例：npm run news -- rename spring-seminar spring-seminar-2026`,
  },
  async run(args, context) {
    const [typed, newName, ...rest] = parseFlags(args, {}).positionals
    if (typed === undefined || rest.length > 0) throw callLike('rename <old> <new>')
    const opened = await openRelease(context, typed)
    const { siteUrl } = context.config
    const slugs = { from: opened.slug, to: await readSlug(newName, opened.slug, context), siteUrl }
    const planned = await plan(opened, slugs, context)
    const to = opened.path.replace(/[^/]+$/, slugs.to)
    await carryOut(planned, opened, to, context)
    const { links, others } = planned
    const shown = shownPath(context, to)
    say(context, {
      en: `Renamed ${slugs.from} to ${shown}; the old address leads there${links === 0 ? '' : `, and ${plural(links, 'link')} (${plural(others.length, 'other file')}) changed`}.`,
      zh: `已将 ${slugs.from} 改名为 ${shown}；旧网址会转到新网址${links === 0 ? '' : `，改写了 ${links} 处链接（涉及其他 ${others.length} 个文件）`}。`,
    })
    return 0
  },
}
