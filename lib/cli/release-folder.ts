import { basename, join } from 'node:path'
import { nearest } from '#lib/content/header/spelling.ts'
import { parseFolder } from '#lib/content/parse.ts'
import { type FolderEntry, listFolders, type ReleaseFolder, readFolder } from '#lib/content/source.ts'
import type { Release, Site } from '#lib/content/types.ts'
import { locales } from '#lib/i18n/locales.ts'
import { replaceFile } from '#lib/replace-file.ts'
import { type CommandContext, UsageError } from './command.ts'
import { requireSite } from './content.ts'

/** One language version as its file has it now. */
export interface Version {
  readonly release: Release
  /** The whole file; a byte order mark and the ends of lines as they are. */
  readonly text: string
}

/** A release of which every file can be read. */
export interface OpenedRelease {
  readonly slug: string
  /** Below the content folder: `news/2015/slug`. */
  readonly path: string
  readonly site: Site
  readonly folder: ReleaseFolder
  /** In the order of `locales`. */
  readonly versions: readonly Version[]
}

/** The slug in what an editor typed: itself, the path of the folder or of a file in it, or the address. */
export function slugIn(typed: string): string {
  const path = typed.replace(/[?#].*$/, '').replace(/\/(?:[a-z]{2}\.md)?$/, '')
  return path.split(/[/\\]/).at(-1) ?? typed
}

/** `file` as reports name it: with the content folder's own name before it. */
export const shownPath = ({ contentDir }: Pick<CommandContext, 'contentDir'>, file: string) =>
  `${basename(contentDir)}/${file}`

/** The folder of a slug. Throws `UsageError` with the nearest slug when there is none. */
export function findFolder(entries: readonly FolderEntry[], typed: string): FolderEntry {
  const slug = slugIn(typed)
  const found = entries.find((entry) => entry.slug === slug)
  if (found !== undefined) return found
  const meant = nearest(
    slug,
    entries.map((entry) => entry.slug),
  )
  throw new UsageError({
    en: `There is no release "${slug}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    zh: `没有“${slug}”这篇稿件。${meant === undefined ? '' : `是否应为 ${meant}？`}`,
  })
}

/** Reads the release that an editor named. Throws `UsageError` when there is none, or when one of its files has errors. */
export async function openRelease(context: CommandContext, typed: string): Promise<OpenedRelease> {
  const site = await requireSite(context)
  const { slug, path } = findFolder(await listFolders(context.contentDir), typed)
  const folder = await readFolder(context.contentDir, path)
  const { releases } = folder === undefined ? { releases: [] } : parseFolder(folder, site)
  if (folder === undefined || releases.length === 0 || releases.length < folder.documents.size) {
    const shown = shownPath(context, path)
    throw new UsageError({
      en: `${shown} has errors. Mend them first: npm run news -- check ${shown}`,
      zh: `${shown} 有错误，请先改正：npm run news -- check ${shown}`,
    })
  }
  const versions = locales.flatMap((locale) => {
    const release = releases.find((candidate) => candidate.locale === locale)
    const bytes = folder.documents.get(`${locale}.md`)?.bytes
    if (release === undefined || bytes === undefined) return []
    return [{ release, text: new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes) }]
  })
  const inBraces = versions.find(({ text }) => /^\uFEFF?---[ \t]*\r?\n\s*\{/.test(text))
  if (inBraces !== undefined) {
    const shown = shownPath(context, inBraces.release.file)
    throw new UsageError({
      en: `The header of ${shown} is written in braces; only one field a line can be edited. Write it so first.`,
      zh: `${shown} 的文件头写在花括号里，无法编辑。请先改成每行一个字段。`,
    })
  }
  return { slug, path, site, folder, versions }
}

/** Writes a file below the content folder: whoever reads it meanwhile sees the old text or the new one, never half of it. */
export async function writeText({ contentDir }: CommandContext, file: string, text: string): Promise<void> {
  await replaceFile(join(contentDir, file), text)
}
