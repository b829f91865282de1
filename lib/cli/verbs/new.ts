import { mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { listFolders } from '#lib/content/source.ts'
import type { Site } from '#lib/content/types.ts'
import { errorCode } from '#lib/errors.ts'
import { isLocale, type Locale, localeFacts, locales } from '#lib/i18n/locales.ts'
import { wallClockText } from '#lib/time-zone.ts'
import { chooseFlag, given, missingFlag } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError, type Verb } from '../command.ts'
import { checkCategory, requireSite } from '../content.ts'
import { isChinese } from '../import/page/text.ts'
import { headerText } from '../import/release-file.ts'
import { writeNewFile } from '../new-file.ts'
import { proposeSlug, slugForm } from '../slug.ts'

const options = {
  title: { type: 'string' },
  lang: { type: 'string' },
  category: { type: 'string' },
  slug: { type: 'string' },
} as const

interface Answers {
  readonly title: string
  readonly locale: Locale
  readonly category: string | undefined
  readonly slug: string
}

interface Flags {
  readonly title?: string | undefined
  readonly lang?: string | undefined
  readonly category?: string | undefined
  readonly slug?: string | undefined
}

const slugFault = (slug: string, taken: ReadonlyMap<string, string>, contentName: string) => {
  const malformed = slugForm(slug)
  if (malformed !== undefined) return malformed
  const path = taken.get(slug)
  if (path === undefined) return undefined
  return {
    en: `The slug "${slug}" is taken by ${contentName}/${path}. Choose another, or write the other language into that folder.`,
    zh: `网址名“${slug}”已被 ${contentName}/${path} 使用。请换一个；如果是另一种语言的版本，请写进那个文件夹。`,
  }
}

async function askTitle(flags: Flags, { questions, language }: CommandContext): Promise<string> {
  const zh = language === 'zh'
  const check = (value: string) =>
    value.trim() === ''
      ? zh
        ? '标题不能为空。'
        : 'A release needs a title.'
      : [...value.trim()].length > 200
        ? zh
          ? '标题最多 200 个字符。'
          : 'A title has at most 200 characters.'
        : undefined
  if (flags.title !== undefined) {
    const fault = check(flags.title)
    if (fault !== undefined) throw new UsageError({ en: `--title: ${fault}`, zh: `--title：${fault}` })
    return flags.title.trim()
  }
  if (questions === undefined) throw missingFlag('title', zh ? '"春季培训班开班"' : '"Spring seminar opens"')
  return given(await questions.text(zh ? '标题？' : 'Title?', { check })).trim()
}

async function askLocale(flags: Flags, title: string, { questions, language }: CommandContext): Promise<Locale> {
  const lang = chooseFlag('lang', flags.lang, locales)
  if (lang !== undefined) return lang
  const guess: Locale = isChinese(title) ? 'zh' : 'en'
  // The script of the title tells; the question only lets the editor say otherwise.
  if (questions === undefined) return guess
  const order = [guess, ...locales.filter((locale) => locale !== guess)]
  const choices = order.map((locale) => ({ value: locale, label: localeFacts[locale].name }))
  const answer = given(await questions.choose(language === 'zh' ? '语言？' : 'Language?', choices))
  return isLocale(answer) ? answer : guess
}

async function askCategory(
  flags: Flags,
  locale: Locale,
  site: Site,
  { questions, language }: CommandContext,
): Promise<string | undefined> {
  if (flags.category !== undefined) return checkCategory(flags.category, site)
  if (questions === undefined || site.categories.length === 0) return undefined
  const noCategory = language === 'zh' ? '（不选栏目）' : '(none)'
  const choices = [
    ...site.categories.map(({ key, label }) => ({ value: key, label: label[locale] })),
    { value: '', label: noCategory },
  ]
  const answer = given(await questions.choose(language === 'zh' ? '栏目？' : 'Category?', choices))
  return answer === '' ? undefined : answer
}

async function askSlug(
  flags: Flags,
  title: string,
  taken: ReadonlyMap<string, string>,
  context: CommandContext,
): Promise<string> {
  const { questions, language, contentDir } = context
  const fault = (slug: string) => slugFault(slug, taken, basename(contentDir))
  const proposed = proposeSlug(title)
  const chosen = flags.slug ?? (questions === undefined ? proposed : undefined)
  if (chosen !== undefined) {
    const words = fault(chosen)
    if (words !== undefined) throw new UsageError(words)
    return chosen
  }
  if (questions === undefined) throw missingFlag('slug', 'spring-seminar')
  const question = language === 'zh' ? '网址名（文件夹名称）？' : 'Slug, the name of the folder and of the address?'
  const initial = proposed === undefined ? {} : { initial: proposed }
  return given(await questions.text(question, { ...initial, check: (value) => fault(value.trim())?.[language] })).trim()
}

const headers = {
  en: (lines: readonly string[]) => [
    '---',
    ...lines,
    '# The issuing body, when it is not this site:',
    '# source: Department of Commerce of Shandong Province',
    '# Opens the page and appears in lists and search results; else the first paragraph does:',
    '# summary: One or two sentences, up to 300 characters.',
    '# tags: [training, digitalization]',
    '# A picture in this folder; say in alt what it shows:',
    '# image: { src: opening.jpg, alt: Ships at the new quay }',
    '# Remove the next line to publish; a date in the future is a schedule.',
    'draft: true',
    '---',
    '',
    'Write the text here. Leave a blank line between paragraphs.',
    '',
  ],
  zh: (lines: readonly string[]) => [
    '---',
    ...lines,
    '# 发布单位（不是本站时填写）：',
    '# source: 山东省商务厅',
    '# 摘要，用于页首、列表和搜索结果；不写则取第一段：',
    '# summary: 一两句话，不超过 300 个字符。',
    '# tags: [培训, 信息化]',
    '# 本文件夹中的图片；alt 写明图片内容：',
    '# image: { src: opening.jpg, alt: 货轮停靠新码头 }',
    '# 删除下一行即发布；日期在将来则定时发布。',
    'draft: true',
    '---',
    '',
    '在这里写正文。段落之间空一行。',
    '',
  ],
} satisfies Record<Locale, (lines: readonly string[]) => string[]>

/** The file of a new release, with the fields that editors use most as comments. `date` is wall-clock time of the site's zone. */
export function renderNewRelease({ title, locale, category }: Omit<Answers, 'slug'>, date: string): string {
  const first = [
    `title: ${headerText(title)}`,
    `date: ${date}`,
    ...(category === undefined ? [] : [`category: ${category}`]),
  ]
  return headers[locale](first).join('\n')
}

async function writeNew(answers: Answers, date: string, contentDir: string): Promise<string> {
  const file = `news/${date.slice(0, 4)}/${answers.slug}/${answers.locale}.md`
  const path = join(contentDir, file)
  await mkdir(dirname(dirname(path)), { recursive: true })
  try {
    await mkdir(dirname(path))
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    throw new UsageError({
      en: `The folder ${basename(contentDir)}/${dirname(file)} is there already. Choose another slug.`,
      zh: `文件夹 ${basename(contentDir)}/${dirname(file)} 已经存在，请换一个网址名。`,
    })
  }
  try {
    await writeNewFile(path, renderNewRelease(answers, date))
  } catch (error) {
    await rm(dirname(path), { recursive: true })
    throw error
  }
  return file
}

export const newVerb: Verb = {
  name: 'new',
  usage: '[--title text] [--lang en|zh] [--category key] [--slug slug]',
  summary: { en: 'begins a release: a folder with a header to fill in', zh: '新建一篇稿件：建好文件夹和文件头' },
  help: {
    en: `Asks for what is not given. The release is a draft until you remove \`draft: true\` from its header.

  --title text      the title
  --lang en|zh      the language; otherwise the title's script decides
  --category key    one of content/categories.yaml
  --slug slug       the folder and address; otherwise made from the title (pinyin for Chinese)

Example: npm run news -- new --title "Spring seminar opens" --category training`,
    zh: `没有给出的内容会逐项提问。删除文件头里的 \`draft: true\` 之前，稿件一直是草稿。

  --title 文字      标题
  --lang en|zh      语言；不写则按标题文字判断
  --category key    content/categories.yaml 中的栏目
  --slug slug       文件夹名和网址名；不写则由标题生成（中文用拼音）

示例：npm run news -- new --title "春季培训班开班" --category training`,
  },
  async run(args, context) {
    const { values, positionals } = parseFlags(args, options)
    const flags: Flags = {
      ...values,
      title: values.title ?? (positionals.length > 0 ? positionals.join(' ') : undefined),
    }
    const site = await requireSite(context)
    const taken = new Map((await listFolders(context.contentDir)).map(({ slug, path }) => [slug, path]))
    const title = await askTitle(flags, context)
    const locale = await askLocale(flags, title, context)
    const category = await askCategory(flags, locale, site, context)
    const slug = await askSlug(flags, title, taken, context)
    const date = wallClockText(context.now, site.timeZone)
    const file = await writeNew({ title, locale, category, slug }, date, context.contentDir)
    const shown = `${basename(context.contentDir)}/${file}`
    say(context, { en: `Wrote ${shown}, a draft.`, zh: `已写入 ${shown}（草稿）。` })
    return 0
  },
}
