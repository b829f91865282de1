import { setHeaderFields } from '#lib/content/header/write.ts'
import { listFolders } from '#lib/content/source.ts'
import type { Withdrawal } from '#lib/content/types.ts'
import { visibility } from '#lib/content/visibility.ts'
import { wallClockText } from '#lib/time-zone.ts'
import { callLike, chooseFlag, given, missingFlag, readWordsForReaders } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError, type Verb } from '../command.ts'
import { findFolder, type OpenedRelease, openRelease, shownPath, slugIn, writeText } from '../release-folder.ts'

const options = {
  kind: { type: 'string' },
  replacement: { type: 'string' },
  en: { type: 'string' },
  zh: { type: 'string' },
} as const
const kinds = ['withdrawn', 'error', 'replaced'] as const satisfies readonly Withdrawal['kind'][]

type Kind = Withdrawal['kind']

async function askKind(flag: string | undefined, { questions, language }: CommandContext): Promise<Kind> {
  const known = chooseFlag('kind', flag, kinds)
  if (known !== undefined) return known
  if (questions === undefined) throw missingFlag('kind', 'withdrawn')
  const labels =
    language === 'zh'
      ? {
          withdrawn: '撤回：仍可阅读，页首说明已撤回',
          error: '误发：下架，网址说明已删除',
          replaced: '被另一篇替代：网址转到那一篇',
        }
      : {
          withdrawn: 'Withdrawn: it stays readable under a notice',
          error: 'Published in error: it is taken off and its address says so',
          replaced: 'Replaced: its address leads to another release',
        }
  const choices = kinds.map((value) => ({ value, label: labels[value] }))
  const answer = given(
    await questions.choose(language === 'zh' ? '如何处理这篇稿件？' : 'What becomes of it?', choices),
  )
  return kinds.find((value) => value === answer) ?? 'withdrawn'
}

/** Why `typed` cannot take the place of `slug`, in the words of a thrown `UsageError`; else its slug. */
async function checkReplacement(typed: string, slug: string, context: CommandContext): Promise<string> {
  const { slug: replacement } = findFolder(await listFolders(context.contentDir), typed)
  if (replacement === slug) {
    throw new UsageError({ en: 'A release cannot replace itself.', zh: '不能用稿件自身来替代。' })
  }
  const { versions } = await openRelease(context, replacement)
  if (versions.some(({ release }) => visibility(release, context.now).status === 200)) return replacement
  throw new UsageError({
    en: `${replacement} is not public, so readers cannot be sent there. Publish it first.`,
    zh: `${replacement} 尚未公开（或已撤回），不能把读者引到那里。请先将其发布。`,
  })
}

async function readReplacement(
  flag: string | undefined,
  kind: Kind,
  slug: string,
  context: CommandContext,
): Promise<string | undefined> {
  if (kind === 'error' && flag !== undefined) {
    const cure = { en: 'use --kind replaced to lead readers on.', zh: '若要把读者引到另一篇，请用 --kind replaced。' }
    throw new UsageError({ en: `--replacement: ${cure.en}`, zh: `--replacement：${cure.zh}` })
  }
  if (flag !== undefined) return await checkReplacement(flag, slug, context)
  if (kind !== 'replaced') return undefined
  const { questions, language } = context
  if (questions === undefined) throw missingFlag('replacement', 'spring-seminar')
  const question = language === 'zh' ? '由哪一篇替代（网址名）？' : 'Which release replaces it (its slug)?'
  const empty = language === 'zh' ? '请填写稿件的网址名。' : 'Type the slug of a release.'
  const check = (text: string) => (text.trim() === '' ? empty : undefined)
  return await checkReplacement(given(await questions.text(question, { check })), slug, context)
}

/** Throws `UsageError` unless readers can see the release and it is not withdrawn yet. */
function requireWithdrawable({ slug, versions }: OpenedRelease, context: CommandContext): void {
  const before = versions.find(({ release }) => release.withdrawn !== undefined)
  if (before !== undefined) {
    const shown = shownPath(context, before.release.file)
    throw new UsageError({
      en: `${slug} is withdrawn already; change \`withdrawn\` in the header of ${shown}.`,
      zh: `${slug} 已经撤回；如需修改，请编辑 ${shown} 文件头中的 \`withdrawn\`。`,
    })
  }
  if (versions.some(({ release }) => visibility(release, context.now).status === 200)) return
  throw new UsageError({
    en: `${slug} is not public, so there is nothing to withdraw. \`draft: true\` in its header keeps it from being published.`,
    zh: `${slug} 没有公开，无需撤回。文件头里的 \`draft: true\` 可以阻止发布。`,
  })
}

const outcomes: Readonly<Record<Kind, { readonly en: string; readonly zh: string }>> = {
  withdrawn: { en: 'it stays readable under a notice', zh: '仍可阅读，页首有说明' },
  error: { en: 'it is taken off the site', zh: '已从网站下架' },
  replaced: { en: 'its address leads to', zh: '其网址转到' },
}

export const withdrawVerb: Verb = {
  name: 'withdraw',
  usage: '<slug> [--kind withdrawn|error|replaced] [--replacement slug] [--en words] [--zh words]',
  summary: { en: 'withdraws a release, in one of three ways', zh: '撤回一篇稿件（三种方式）' },
  help: {
    en: `Asks what becomes of the release, and for the words that readers get. Every language version is withdrawn.

  --kind withdrawn    it stays readable under a notice
  --kind error        it was published in error: taken off, and its address says so (410)
  --kind replaced     its address leads to another release (301)
  --replacement slug  that other release; with withdrawn, the notice names it
  --en, --zh words    the reason, in the languages of the release

Example: npm run news -- withdraw spring-seminar --kind replaced --replacement summer-seminar`,
    zh: `询问如何处理这篇稿件，以及给读者的说明。所有语言版本一并撤回。

  --kind withdrawn    仍可阅读，页首说明已撤回
  --kind error        误发：下架，网址说明已删除（410）
  --kind replaced     网址转到另一篇（301）
  --replacement slug  另一篇的网址名；与 withdrawn 合用时，说明中会提到它
  --en、--zh 文字     撤回原因，按稿件的语言填写

示例：npm run news -- withdraw spring-seminar --kind replaced --replacement summer-seminar`,
  },
  async run(args, context) {
    const { values, positionals } = parseFlags(args, options)
    const [typed, ...rest] = positionals
    if (typed === undefined || rest.length > 0) throw callLike('withdraw <slug>')
    const opened = await openRelease(context, typed)
    requireWithdrawable(opened, context)
    const kind = await askKind(values.kind, context)
    const replacement = await readReplacement(values.replacement, kind, opened.slug, context)
    const asked = opened.versions.map(({ release }) => release.locale)
    const question = (name: string) =>
      context.language === 'zh'
        ? `向读者说明的原因？（${name}，可以不写）`
        : `The reason, for readers? (${name}; may be left empty)`
    const silent = kind === 'replaced' && values.en === undefined && values.zh === undefined
    const reasons = silent ? {} : await readWordsForReaders(values, { asked, question }, context)
    const date = wallClockText(context.now, opened.site.timeZone)
    const changed = opened.versions.map(({ release: { file, locale }, text }) => ({
      file,
      text: setHeaderFields(text, { withdrawn: { date, kind, reason: reasons[locale], replacement } }),
    }))
    for (const { file, text } of changed) await writeText(context, file, text)
    const shown = changed.map(({ file }) => shownPath(context, file))
    const where = kind === 'replaced' ? ` ${slugIn(replacement ?? '')}` : ''
    say(context, {
      en: `Withdrew ${shown.join(' and ')}: ${outcomes[kind].en}${where}.`,
      zh: `已撤回 ${shown.join('、')}：${outcomes[kind].zh}${where}。`,
    })
    return 0
  },
}
