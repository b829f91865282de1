import { basename, resolve } from 'node:path'
import { isLocale, locales } from '#lib/i18n/locales.ts'
import { localDay } from '#lib/time-zone.ts'
import { isSlug } from '#lib/urls.ts'
import { parseFlags, UsageError, type Verb } from '../command.ts'
import { checkCategory, requireSite } from '../content.ts'
import { readExistingReleases } from '../import/existing.ts'
import { listPages, type ReadPage, readPage } from '../import/pages.ts'
import { buildPlan, type PlanItem } from '../import/plan.ts'
import { renderOutcome, renderPlan } from '../import/report.ts'
import { writePlanned } from '../import/write-plan.ts'

const options = {
  'dry-run': { type: 'boolean' },
  lang: { type: 'string' },
  category: { type: 'string' },
  slug: { type: 'string' },
} as const

function checkFlags(lang: string | undefined, slug: string | undefined) {
  if (lang !== undefined && !isLocale(lang)) {
    const known = locales.join(', ')
    throw new UsageError({
      en: `--lang is "${lang}"; it can be one of ${known}.`,
      zh: `--lang 是“${lang}”；可用的有 ${known}。`,
    })
  }
  if (slug !== undefined && !isSlug(slug)) {
    throw new UsageError({
      en: `--slug is "${slug}"; use lower-case letters, digits and single hyphens, as in spring-seminar.`,
      zh: `--slug 是“${slug}”；只能用小写字母、数字和单个连字符，例如 spring-seminar。`,
    })
  }
  return { language: lang, slug }
}

async function readPages(paths: readonly string[], language: 'en' | 'zh' | undefined): Promise<ReadPage[]> {
  const read: ReadPage[] = []
  for (const path of paths) {
    for (const page of await listPages(path)) {
      read.push(
        page.refused === undefined ? await readPage(page.path, language) : { path: page.path, refused: page.refused },
      )
    }
  }
  return read
}

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
  usage: '<path…> [--dry-run] [--lang en|zh] [--category key] [--slug slug]',
  summary: { en: 'brings in legacy pages: plain text and saved HTML', zh: '导入旧网站页面：纯文本和保存的网页' },
  help: {
    en: `Reads pages as UTF-8, UTF-16 or GB18030, finds title, date, source, visits and text, and writes a
release for each. Folders are read with everything below them. Shows what would be lost before it writes.
Nothing is ever overwritten, and a page imported before is known again.

  --dry-run         shows the plan and writes nothing
  --lang en|zh      the language of the pages; otherwise their script decides
  --category key    puts the releases into a category of categories.yaml
  --slug slug       the name of the release's folder; with an English and a Chinese page, both go into it

Example: npm run news -- import old-site/NewsDetail-118.html --dry-run`,
    zh: `读取 UTF-8、UTF-16 或 GB18030 编码的页面，找出标题、日期、来源、访问量和正文，每页写成一篇新闻。
给出文件夹时，其中所有页面都会读取。写入之前先列出会丢失的内容。
不会覆盖任何文件；以前导入过的页面能认出来。

  --dry-run         只显示计划，不写入
  --lang en|zh      页面语言；不写则按文字判断
  --category key    归入 categories.yaml 中的分类
  --slug slug       新闻文件夹的名称；同时给出中英文页面时，放进同一文件夹

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
    const { language, slug } = checkFlags(values.lang, values.slug)
    const site = await requireSite(context)
    const category = values.category === undefined ? undefined : checkCategory(values.category, site)
    const pages = await readPages(
      positionals.map((path) => resolve(context.directory, path)),
      language,
    )
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
