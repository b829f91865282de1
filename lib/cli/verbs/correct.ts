import { appendToHeaderList } from '#lib/content/header/write.ts'
import { visibility } from '#lib/content/visibility.ts'
import { wallClockText } from '#lib/time-zone.ts'
import { callLike, chooseFlag, GivenUp, given, missingFlag, readWordsForReaders } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError, type Verb } from '../command.ts'
import { type OpenedRelease, openRelease, shownPath, writeText } from '../release-folder.ts'

const options = { kind: { type: 'string' }, en: { type: 'string' }, zh: { type: 'string' } } as const
const answers = ['correction', 'update', 'no'] as const

type Answer = (typeof answers)[number]

async function askKind(flag: string | undefined, { questions, language }: CommandContext): Promise<Answer> {
  const known = chooseFlag('kind', flag, answers)
  if (known !== undefined) return known
  if (questions === undefined) throw missingFlag('kind', 'correction')
  const labels =
    language === 'zh'
      ? { correction: '是，原文有错（更正）', update: '是，情况有了变化（更新）', no: '否，只是错字之类' }
      : {
          correction: 'Yes, something was wrong (correction)',
          update: 'Yes, something has changed since (update)',
          no: 'No, it was a slip of the pen',
        }
  const question = language === 'zh' ? '读者需要知道吗？' : 'Do readers need to know?'
  const choices = answers.map((value) => ({ value, label: labels[value] }))
  const answer = given(await questions.choose(question, choices))
  return answers.find((value) => value === answer) ?? 'no'
}

/** Throws `UsageError` unless readers have seen the release. */
function requireSeen({ versions, slug }: OpenedRelease, now: number): void {
  if (versions.some(({ release }) => visibility(release, now).status === 200)) return
  throw new UsageError({
    en: `${slug} is not public, so there is nobody to tell: correct the text and save it.`,
    zh: `${slug} 尚未公开（或已下线），无需告知读者：改正文字并保存即可。`,
  })
}

export const correctVerb: Verb = {
  name: 'correct',
  usage: '<slug> [--kind correction|update|no] [--en words] [--zh words]',
  summary: { en: 'tells readers of a correction or an update', zh: '向读者说明更正或更新' },
  help: {
    en: `Asks whether readers need to know. If they do, your words are added to \`changes\` in the header of each language that you
write them for; the release says so at its top and moves up in feeds as updated. Correct the text itself in your editor.

  --kind correction   something was wrong
  --kind update       it was right and has changed since
  --kind no           nobody needs to know: nothing is written
  --en, --zh words    what it was and what it is now

Example: npm run news -- correct spring-seminar --kind correction --en "The seminar has 120 places, not 210."`,
    zh: `先问读者是否需要知道。需要时，把您写的说明加进相应语言文件头的 \`changes\`：稿件顶部会显示，订阅源中标为已更新。正文请自行改正。

  --kind correction   原文有错
  --kind update       原文无误，情况后来有变
  --kind no           读者不必知道：不写任何内容
  --en、--zh 文字     原来怎样、现在怎样

示例：npm run news -- correct spring-seminar --kind correction --zh "培训名额为 120 个，原文误作 210 个。"`,
  },
  async run(args, context) {
    const { values, positionals } = parseFlags(args, options)
    const [typed, ...rest] = positionals
    if (typed === undefined || rest.length > 0) throw callLike('correct <slug>')
    const opened = await openRelease(context, typed)
    requireSeen(opened, context.now)
    const kind = await askKind(values.kind, context)
    if (kind === 'no') {
      const words = { en: 'Nothing to write: correct the text and save it.', zh: '无需登记：改正文字并保存即可。' }
      say(context, words)
      return 0
    }
    const asked = opened.versions.map(({ release }) => release.locale)
    const question = (name: string) =>
      context.language === 'zh'
        ? `原来如何、现在如何？（${name}，不写则跳过）`
        : `What was it, and what is it now? (${name}; leave it empty to skip)`
    const words = await readWordsForReaders(values, { asked, question }, context)
    const date = wallClockText(context.now, opened.site.timeZone)
    const changed = opened.versions.flatMap(({ release: { file, locale }, text }) => {
      const note = words[locale]
      return note === undefined ? [] : [{ file, text: appendToHeaderList(text, 'changes', { date, kind, note }) }]
    })
    if (changed.length === 0) {
      if (context.questions === undefined) throw missingFlag(asked[0] ?? 'en', '"The seminar has 120 places."')
      throw new GivenUp()
    }
    for (const { file, text } of changed) await writeText(context, file, text)
    const shown = changed.map(({ file }) => shownPath(context, file))
    say(context, {
      en: `Added ${kind === 'update' ? 'an update' : 'a correction'} to ${shown.join(' and ')}.`,
      zh: `已在 ${shown.join('、')} 中登记${kind === 'update' ? '更新' : '更正'}。`,
    })
    return 0
  },
}
