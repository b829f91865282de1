import { basename } from 'node:path'
import { type ContentState, changeContent, emptyContent } from '#lib/content/change.ts'
import { contentProblems } from '#lib/content/check/cross-check.ts'
import { readBytesIn } from '#lib/content/check/place.ts'
import { readTexts } from '#lib/content/files/texts.ts'
import { nearest } from '#lib/content/header/spelling.ts'
import { parseFolder, parsePage } from '#lib/content/parse.ts'
import type { Problem, ProblemLanguage } from '#lib/content/problem.ts'
import { renderReport } from '#lib/content/problems/report.ts'
import type { ParsedSite } from '#lib/content/site.ts'
import { type FolderEntry, listFolders, listPages, type ReleaseFolder, readFolder } from '#lib/content/source.ts'
import type { Site } from '#lib/content/types.ts'
import { inParallel } from '#lib/content/watch/parallel.ts'
import { absentContent, lookAtSite } from '#lib/content/watch/site-files.ts'
import { type CommandContext, UsageError } from './command.ts'

/** Everything in a content folder, read once. */
export interface Content {
  /** Absent when `site.yaml` or `categories.yaml` is broken. */
  readonly state?: ContentState
  /** Paths of the folders of releases. */
  readonly folders: readonly string[]
  /** In report order. */
  readonly problems: readonly Problem[]
}

/** Reads `site.yaml` and `categories.yaml`. Throws `ConfigError` when there are none. */
async function readSite(contentDir: string): Promise<ParsedSite> {
  const look = await lookAtSite(contentDir)
  if (look.kind === 'absent') throw absentContent(contentDir)
  return look
}

/** The site for a verb that cannot do without it. Throws `UsageError` with the report of its mistakes, `ConfigError` when there is none. */
export async function requireSite({ contentDir }: CommandContext): Promise<Site> {
  const { site, problems } = await readSite(contentDir)
  if (site !== undefined) return site
  const texts = await readTexts(contentDir, problems)
  const releases = { total: 0, broken: 0 }
  const report = (language: ProblemLanguage) =>
    renderReport(problems, { language, format: 'text', texts, releases, folder: basename(contentDir) })
  throw new UsageError({ en: `${report('en')}Correct these files first.`, zh: `${report('zh')}请先改正这些文件。` })
}

/** Reads and parses the whole content folder. `now` in ms since the epoch. */
export async function readContent(contentDir: string, now: number): Promise<Content> {
  const { site: whole, supposed, problems } = await readSite(contentDir)
  const site = whole ?? supposed?.site
  if (site === undefined) return { folders: [], problems }
  const read = async <T>(entries: readonly FolderEntry[], parse: (folder: ReleaseFolder, site: Site) => T) => {
    const parsed = new Map<string, T>()
    await inParallel(entries, 16, async ({ path }) => {
      const folder = await readFolder(contentDir, path)
      if (folder !== undefined) parsed.set(path, parse(folder, site))
    })
    return new Map([...parsed].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  const folders = await read(await listFolders(contentDir), parseFolder)
  const pages = await read(await listPages(contentDir), parsePage)
  const { state } = changeContent(emptyContent(site, problems), { folders, pages })
  const all = contentProblems(state, now, { readBytes: readBytesIn(contentDir) })
  const paths = [...folders.keys()]
  if (supposed === undefined) return { state, folders: paths, problems: all }
  return { folders: paths, problems: all.filter(({ code }) => !supposed.doubtful.includes(code)) }
}

/** `key` when it is one of the site's categories; else throws `UsageError` with the nearest. */
export function checkCategory(key: string, { categories }: Pick<Site, 'categories'>): string {
  const keys = categories.map((category) => category.key)
  if (keys.includes(key)) return key
  const meant = nearest(key, keys)
  throw new UsageError({
    en: `There is no category "${key}".${meant === undefined ? '' : ` Did you mean ${meant}?`} content/categories.yaml has: ${keys.join(', ')}.`,
    zh: `没有“${key}”这个栏目。${meant === undefined ? '' : `是否应为 ${meant}？`}content/categories.yaml 中有：${keys.join('、')}。`,
  })
}
