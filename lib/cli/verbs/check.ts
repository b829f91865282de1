import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { readTexts } from '#lib/content/files/texts.ts'
import { nearest } from '#lib/content/header/spelling.ts'
import type { Problem } from '#lib/content/problem.ts'
import { plural, type ReportFormat, renderReport } from '#lib/content/problems/report.ts'
import { type FolderEntry, listFolders } from '#lib/content/source.ts'
import { applyFixes } from '#lib/content/yaml/edits.ts'
import { wallTime } from '#lib/time-zone.ts'
import { chooseFlag } from '../answers.ts'
import { type CommandContext, parseFlags, UsageError, type Verb } from '../command.ts'
import { type Content, readContent } from '../content.ts'
import { slugIn, writeText } from '../release-folder.ts'
import { pathInRepository } from '../repository.ts'

const options = { fix: { type: 'boolean' }, format: { type: 'string' } } as const
const formats: readonly ReportFormat[] = ['text', 'json', 'github']

/** What the editor named as a path below the content folder; `undefined` when nothing is there. */
function pathBelow({ contentDir, directory }: CommandContext, given: string): string | undefined {
  const prefix = `${basename(contentDir)}/`
  // From where the editor stands, else as the report writes it, else from the content folder.
  const fromHere = relative(contentDir, resolve(directory, given))
  const written = given.startsWith(prefix) ? given.slice(prefix.length) : given
  const inside = fromHere.startsWith('..') || isAbsolute(fromHere) ? written : fromHere
  return existsSync(join(contentDir, inside)) ? inside.split(sep).join('/').replace(/\/+$/, '') : undefined
}

/**
 * Paths below the content folder of what the editor named, by path, slug or address; none means everything. Throws `UsageError`
 * for what is not there.
 */
async function readScope(positionals: readonly string[], context: CommandContext): Promise<string[]> {
  const scope: string[] = []
  let folders: readonly FolderEntry[] | undefined
  for (const given of positionals) {
    const path = pathBelow(context, given)
    if (path !== undefined) scope.push(path)
    else {
      folders ??= await listFolders(context.contentDir)
      const slug = slugIn(given)
      const named = folders.filter((entry) => entry.slug === slug)
      if (named.length === 0) throw nothingThere(context, given, folders)
      scope.push(...named.map((entry) => entry.path))
    }
  }
  return scope
}

function nothingThere({ contentDir }: CommandContext, given: string, folders: readonly FolderEntry[]): UsageError {
  const meant = nearest(
    slugIn(given),
    folders.map(({ slug }) => slug),
  )
  return new UsageError({
    en: `There is no file, folder or release ${given} in ${contentDir}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    zh: `${contentDir} 中没有 ${given} 这个文件、文件夹或稿件。${meant === undefined ? '' : `是否应为 ${meant}？`}`,
  })
}

const isIn = (scope: readonly string[], file: string) =>
  scope.length === 0 || scope.some((path) => path === '' || file === path || file.startsWith(`${path}/`))

const folderOf = (file: string) => (file.startsWith('news/') ? file.split('/').slice(0, 3).join('/') : undefined)

function countReleases(content: Content, problems: readonly Problem[], scope: readonly string[]) {
  const folders = content.folders.filter(
    (path) => isIn(scope, path) || scope.some((name) => name.startsWith(`${path}/`)),
  )
  const errors = problems.filter(({ severity }) => severity === 'error')
  const broken = new Set(errors.map(({ file }) => folderOf(file)).filter((path) => path !== undefined))
  return { total: Math.max(folders.length, broken.size), broken: broken.size }
}

/** Moves each release that lies in another year's folder than that of its date. Nothing is overwritten. */
async function moveToYears(context: CommandContext, scope: readonly string[]): Promise<string[]> {
  const { contentDir, now } = context
  const { state } = await readContent(contentDir, now)
  if (state === undefined) return []
  const { timeZone } = state.catalogue.site
  const moved: string[] = []
  for (const [from, { parsed }] of state.folders) {
    const years = new Set(parsed.releases.map(({ date }) => String(wallTime(date, timeZone).year)))
    const [year] = years
    if (years.size !== 1 || year === undefined || year === parsed.year || !isIn(scope, from)) continue
    const to = `news/${year}/${parsed.slug}`
    if (state.folders.has(to)) continue
    await mkdir(join(contentDir, 'news', year), { recursive: true })
    await rename(join(contentDir, from), join(contentDir, to))
    moved.push(context.language === 'zh' ? `已移动 ${from} → ${to}` : `Moved ${from} → ${to}`)
  }
  return moved
}

interface Fixed {
  /** File → how many places in it were mended. */
  readonly files: ReadonlyMap<string, number>
  /** What was moved, in words. */
  readonly moved: readonly string[]
}

/** Applies the mechanical cures, file by file, until none is left; an edit that met another waits for the next round. */
async function fixAll(context: CommandContext, scope: readonly string[]): Promise<Fixed> {
  const files = new Map<string, number>()
  for (let round = 0; round < 5; round += 1) {
    const { problems } = await readContent(context.contentDir, context.now)
    const fixable = problems.filter((found) => found.fix !== undefined && isIn(scope, found.file))
    if (fixable.length === 0) break
    const texts = await readTexts(context.contentDir, fixable)
    for (const [file, text] of texts) {
      const own = fixable.filter((found) => found.file === file)
      const mended = applyFixes(text, own)
      if (mended === text) continue
      await writeText(context, file, mended)
      files.set(file, (files.get(file) ?? 0) + own.length)
    }
  }
  return { files, moved: await moveToYears(context, scope) }
}

function renderFixed({ files, moved }: Fixed, { language, contentDir }: CommandContext): string {
  if (files.size === 0 && moved.length === 0)
    return language === 'zh' ? '没有可以自动修正的问题。\n' : 'Nothing could be mended automatically.\n'
  const name = basename(contentDir)
  const mended = [...files].map(([file, count]) =>
    language === 'zh' ? `已修正 ${name}/${file}（${count} 处）` : `Mended ${name}/${file} (${plural(count, 'place')})`,
  )
  return `${[...mended, ...moved].join('\n')}\n`
}

export const checkVerb: Verb = {
  name: 'check',
  usage: '[paths or slugs] [--fix] [--format text|json|github]',
  summary: { en: 'lists everything that is wrong with the content', zh: '列出内容中的所有问题' },
  help: {
    en: `Reads every file and reports all problems at once, each with its place and cure. Ends with status 1 when
there are errors. With paths, slugs or addresses, only problems in those files and folders are shown.

  --fix               mends what can be mended mechanically, and says what it did
  --format text       for people (the default)
  --format json       for programs
  --format github     as annotations of a commit

Example: npm run news -- check content/news/2026 --fix`,
    zh: `读取所有文件，一次报告全部问题，每个问题都给出位置和改法。有错误时以状态 1 结束。
给出路径、网址名或网址时，只显示这些文件和文件夹中的问题。

  --fix               自动修正改法确定的问题，并说明做了什么
  --format text       给人看（默认）
  --format json       给程序用
  --format github     作为提交上的标注

示例：npm run news -- check content/news/2026 --fix`,
  },
  async run(args, context) {
    const { values, positionals } = parseFlags(args, options)
    const format = chooseFlag('format', values.format, formats) ?? 'text'
    const scope = await readScope(positionals, context)
    const fixed = values.fix === true ? await fixAll(context, scope) : undefined
    const content = await readContent(context.contentDir, context.now)
    const problems = content.problems.filter(({ file }) => isIn(scope, file))
    const texts = await readTexts(context.contentDir, problems)
    const { language, contentDir, write } = context
    const name = basename(contentDir)
    if (fixed !== undefined && format === 'text') write(`${renderFixed(fixed, context)}\n`)
    write(
      renderReport(problems, {
        language,
        format,
        texts,
        releases: countReleases(content, problems, scope),
        // Annotations name files from the root of the repository.
        folder: format === 'github' ? (pathInRepository(contentDir) ?? name) : name,
      }),
    )
    return problems.some(({ severity }) => severity === 'error') ? 1 : 0
  },
}
