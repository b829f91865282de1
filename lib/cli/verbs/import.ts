import { basename, resolve } from 'node:path'
import { locales } from '#lib/i18n/locales.ts'
import { localDay } from '#lib/time-zone.ts'
import { chooseFlag } from '../answers.ts'
import { type CommandContext, parseFlags, UsageError, type Verb } from '../command.ts'
import { checkCategory, requireSite } from '../content.ts'
import { readExistingReleases } from '../import/existing.ts'
import type { ImportedRelease, ReadingOptions } from '../import/imported.ts'
import { findDates, type LegacyDate } from '../import/page/dates.ts'
import { listPages, type ReadPage, readPage } from '../import/pages.ts'
import { buildPlan, type PlanItem } from '../import/plan.ts'
import { renderOutcome, renderPlan } from '../import/report.ts'
import { writePlanned } from '../import/write-plan.ts'
import { slugForm } from '../slug.ts'

const options = {
  'dry-run': { type: 'boolean' },
  lang: { type: 'string' },
  category: { type: 'string' },
  slug: { type: 'string' },
  date: { type: 'string' },
  drafts: { type: 'boolean' },
} as const

function checkSlug(slug: string | undefined): void {
  const malformed = slug === undefined ? undefined : slugForm(slug)
  if (malformed !== undefined) throw new UsageError(malformed)
}

async function readPages(paths: readonly string[], options: ReadingOptions): Promise<ReadPage[]> {
  const read: ReadPage[] = []
  for (const path of paths) {
    for (const { path: page, refused } of await listPages(path)) {
      if (refused === undefined) read.push(...(await readPage(page, options)))
      else read.push({ path: page, refused })
    }
  }
  return read
}

/** The date that the whole of `text` says; `undefined` when it says none, or one that can be read in two ways. */
function wholeDate(text: string): LegacyDate | undefined {
  const found = findDates(text.trim())[0]
  return found?.found === text.trim() && !found.ambiguous ? found : undefined
}

const noDate = {
  en: 'Write the date as 2026-11-21, or with a time as 2026-11-21 09:30.',
  zh: '日期请写成 2026-11-21，带时间则写成 2026-11-21 09:30。',
}

/** Asks for the dates that pages do not have: by `--date`, or at a terminal, where an empty answer leaves it open. */
async function askForDates(
  pages: readonly ReadPage[],
  flag: string | undefined,
  { questions, language }: CommandContext,
): Promise<ReadPage[]> {
  const given = flag === undefined ? undefined : wholeDate(flag)
  if (flag !== undefined && given === undefined) {
    throw new UsageError({ en: `--date is "${flag}". ${noDate.en}`, zh: `--date 是“${flag}”。${noDate.zh}` })
  }
  const answered: ReadPage[] = []
  for (const page of pages) {
    const open = 'release' in page && page.release.date === undefined ? page.release : undefined
    if (open === undefined || (given === undefined && questions === undefined)) {
      answered.push(page)
      continue
    }
    const question =
      language === 'zh'
        ? `“${open.title}”的发布日期（留空则以后再定）`
        : `Date of "${open.title}" (empty: decide later)`
    const check = (text: string) => (text.trim() === '' || wholeDate(text) !== undefined ? undefined : noDate[language])
    const date = given ?? wholeDate((await questions?.text(question, { check })) ?? '')
    answered.push(date === undefined ? page : { path: page.path, release: withDate(open, date) })
  }
  return answered
}

// The question that the page left open is answered.
const withDate = (release: ImportedRelease, date: LegacyDate): ImportedRelease => ({
  ...release,
  date,
  questions: release.questions.filter(({ code }) => code !== 'date-unreadable'),
})

async function writeAll(plan: readonly PlanItem[], contentDir: string): Promise<string[]> {
  const clashes: string[] = []
  for (const item of plan) {
    const clash = item.kind === 'write' ? await writePlanned(item, contentDir) : undefined
    if (clash !== undefined) clashes.push(clash.file)
  }
  return clashes
}

export const importVerb: Verb = {
  name: 'import',
  usage: '<path…> [--dry-run] [--lang en|zh] [--category key] [--slug slug] [--date date] [--drafts]',
  summary: {
    en: 'brings in saved web pages, plain text, Word documents and WordPress exports',
    zh: '导入保存的网页、纯文本、Word 文档和 WordPress 导出文件',
  },
  help: {
    en: `Reads saved web pages and plain text (UTF-8, UTF-16, GB18030), Word documents (.docx) and WordPress
exports (.xml), finds title, date, source, visits and text, and writes a release for each. Folders are read
with everything below them. Of a WordPress site put the folder wp-content/uploads beside the export.
Shows what would be lost before it writes. Nothing is ever overwritten, and what was imported before is known again.

  --dry-run         shows the plan and writes nothing
  --lang en|zh      the language of the pages; otherwise their script decides
  --category key    puts the releases into a category of categories.yaml
  --slug slug       the name of the release's folder; with an English and a Chinese page, both go into it
  --date date       the date of pages that have none; otherwise a terminal asks, or they become drafts
  --drafts          brings WordPress posts that were not published, as drafts

Example: npm run news -- import old-site/NewsDetail-118.html --dry-run`,
    zh: `读取保存的网页和纯文本（UTF-8、UTF-16、GB18030）、Word 文档（.docx）和 WordPress 导出文件（.xml），
找出标题、日期、来源、访问量和正文，每页写成一篇稿件。给出文件夹时，其中所有页面都会读取。
导入 WordPress 网站时，请把 wp-content/uploads 文件夹放在导出文件旁边。
写入之前先列出会丢失的内容。不会覆盖任何文件；以前导入过的能认出来。

  --dry-run         只显示计划，不写入
  --lang en|zh      页面语言；不写则按文字判断
  --category key    归入 categories.yaml 中的栏目
  --slug slug       稿件文件夹的名称；同时给出中英文页面时，放进同一文件夹
  --date date       没有日期的页面用这个日期；不写则在终端询问，或存为草稿
  --drafts          WordPress 中未发布的文章也导入，作为草稿

示例：npm run news -- import old-site/NewsDetail-118.html --dry-run`,
  },
  async run(args, context) {
    const { values, positionals } = parseFlags(args, options)
    if (positionals.length === 0) {
      throw new UsageError({
        en: 'Say which pages to import: npm run news -- import <path…>',
        zh: '请给出要导入的页面：npm run news -- import <路径…>',
      })
    }
    const language = chooseFlag('lang', values.lang, locales)
    const { slug } = values
    checkSlug(slug)
    const site = await requireSite(context)
    const category = values.category === undefined ? undefined : checkCategory(values.category, site)
    const paths = positionals.map((path) => resolve(context.directory, path))
    const read = await readPages(paths, { language, site, drafts: values.drafts === true })
    const pages = await askForDates(read, values.date, context)
    const today = localDay(context.now, site.timeZone)
    const existing = await readExistingReleases(context.contentDir)
    const plan = await buildPlan(pages, { existing, language: context.language, category, slug, today })
    const dryRun = values['dry-run'] === true
    context.write(
      `${renderPlan(plan, context.language, { directory: context.directory, contentName: basename(context.contentDir) })}\n`,
    )
    const clashes = dryRun ? [] : await writeAll(plan, context.contentDir)
    for (const file of clashes) {
      context.write(
        context.language === 'zh'
          ? `${file} 在此期间已由他人写入，未覆盖。\n`
          : `${file} was written by somebody else meanwhile and was not overwritten.\n`,
      )
    }
    context.write(renderOutcome(plan, context.language, dryRun))
    const failed = plan.some(({ kind }) => kind === 'refused' || kind === 'taken') || clashes.length > 0
    return failed ? 1 : 0
  },
}
