import { join } from 'node:path'
import { splitFile } from '#lib/content/front-matter.ts'
import { errorCode } from '#lib/errors.ts'
import { isLocale, type Locale, locales, otherLocales } from '#lib/i18n/locales.ts'
import { messages } from '#lib/i18n/translate.ts'
import { callLike } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError, type Verb } from '../command.ts'
import { writeNewFile } from '../new-file.ts'
import { type OpenedRelease, openRelease, shownPath, type Version } from '../release-folder.ts'

/** Fields that are the same in every language, in the order in which editors write them. */
const shared = ['date', 'category', 'number', 'embargo', 'expires', 'pinnedUntil', 'follows', 'supersedes'] as const
/** Fields with words in them: their lines are copied, to be translated. */
const worded = [
  'source',
  'summary',
  'tags',
  'dateline',
  'image',
  'downloads',
  'contacts',
  'changes',
  'withdrawn',
] as const

const comments: Readonly<Record<Locale, { readonly title: string; readonly words: string; readonly draft: string }>> = {
  en: {
    title: '# Translate the title:',
    words: '# Translate the words of these fields:',
    draft: '# Remove the next line when the translation is ready.',
  },
  zh: { title: '# 请翻译标题：', words: '# 请翻译下列字段中的文字：', draft: '# 翻译完成后删除下一行。' },
}

/** Lines of the original's header by field, as they stand there; comments between fields are nobody's. */
function linesByField({ release, text }: Version): { readonly fields: Map<string, string>; readonly body: string } {
  const { header, body } = splitFile(release.file, new TextEncoder().encode(text))
  const fields = new Map<string, string>()
  const entries = header?.root.entries ?? []
  const end = text.length - body.length
  entries.forEach(({ key, keySpan }, place) => {
    const lines = text
      .slice(keySpan.start, entries[place + 1]?.keySpan.start ?? end)
      .replace(/\r\n/g, '\n')
      .split('\n')
    // What stands between this field and the next is nobody's.
    const last = lines.findLastIndex((line, at) => at === 0 || !/^(?:\s*|#.*|---[ \t]*)$/.test(line))
    fields.set(key, lines.slice(0, last + 1).join('\n'))
  })
  return { fields, body: body.replace(/\r\n/g, '\n') }
}

/** The file of a translation to be made: the facts of the original, its words to be translated, and a draft. */
function renderTranslation(original: Version, locale: Locale): string {
  const { fields, body } = linesByField(original)
  const take = (names: readonly string[]) => names.flatMap((name) => fields.get(name) ?? [])
  const [words, { title, words: aboutWords, draft }] = [take(worded), comments[locale]]
  const lines = [
    '---',
    title,
    ...take(['title']),
    ...take(shared),
    ...(words.length === 0 ? [] : [aboutWords, ...words]),
    draft,
    'draft: true',
    '---',
  ]
  return `${lines.join('\n')}\n${body.startsWith('\n') ? '' : '\n'}${body}`
}

function readLocale(typed: string): Locale {
  if (isLocale(typed)) return typed
  throw new UsageError({
    en: `"${typed}" is no language of the site; it can be ${locales.join(' or ')}.`,
    zh: `网站没有“${typed}”这种语言；可用的有 ${locales.join('、')}。`,
  })
}

function chooseOriginal({ versions, path }: OpenedRelease, locale: Locale, context: CommandContext): Version {
  const original = otherLocales(locale)
    .map((other) => versions.find(({ release }) => release.locale === other))
    .find((version) => version !== undefined)
  if (original !== undefined) return original
  throw isThere(shownPath(context, `${path}/${locale}.md`))
}

const isThere = (shown: string) =>
  new UsageError({
    en: `${shown} is there already and is never overwritten.`,
    zh: `${shown} 已经存在，不会被覆盖。`,
  })

export const translateVerb: Verb = {
  name: 'translate',
  usage: '<slug> en|zh',
  summary: { en: 'begins the translation of a release', zh: '开始翻译一篇稿件' },
  help: {
    en: `Writes the file of the other language beside the original: date, category and number as they are, the words of the original
to be translated, and \`draft: true\`. A file that is there is never overwritten.

Example: npm run news -- translate spring-seminar zh`,
    zh: `在原稿旁边写好另一种语言的文件：日期、栏目、编号照抄，原文留待翻译，并标为 \`draft: true\`。已有的文件不会被覆盖。

示例：npm run news -- translate spring-seminar zh`,
  },
  async run(args, context) {
    const [typed, language, ...rest] = parseFlags(args, {}).positionals
    if (typed === undefined || language === undefined || rest.length > 0) throw callLike('translate <slug> en|zh')
    const locale = readLocale(language)
    const opened = await openRelease(context, typed)
    const original = chooseOriginal(opened, locale, context)
    const file = `${opened.path}/${locale}.md`
    try {
      await writeNewFile(join(context.contentDir, file), renderTranslation(original, locale))
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
      throw isThere(shownPath(context, file))
    }
    say(context, {
      en: `Wrote ${shownPath(context, file)}, a draft: translate it into ${messages('en').languages[locale]} and remove \`draft: true\`.`,
      zh: `已写入 ${shownPath(context, file)}（草稿）：译成${messages('zh').languages[locale]}后删除 \`draft: true\`。`,
    })
    return 0
  },
}
