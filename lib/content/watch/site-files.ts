import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError, ifThere } from '#lib/errors.ts'
import type { Problem } from '../problem.ts'
import { renderReport } from '../problems/report.ts'
import { type ParsedSite, parseSite, type SiteFile } from '../site.ts'
import type { Site } from '../types.ts'

/** Without these a folder is no content folder. */
export const siteFileNames = ['site.yaml', 'categories.yaml'] as const

/** The two files of the site; `undefined` when either is not there. */
async function readSiteFiles(contentDir: string): Promise<readonly [SiteFile, SiteFile] | undefined> {
  const read = async (file: string): Promise<SiteFile> => ({ file, bytes: await readFile(join(contentDir, file)) })
  return await ifThere(Promise.all([read(siteFileNames[0]), read(siteFileNames[1])]))
}

/** What came of looking at the site's files. `absent`: the content folder is not there, or not whole. */
export type SiteLook = { readonly kind: 'absent' } | ({ readonly kind: 'read' } & ParsedSite)

export async function lookAtSite(contentDir: string): Promise<SiteLook> {
  const files = await readSiteFiles(contentDir)
  return files === undefined ? { kind: 'absent' } : { kind: 'read', ...parseSite(...files) }
}

export const isSameSite = (a: Site, b: Site) => JSON.stringify(a) === JSON.stringify(b)

/** Whether releases read for `a` mean the same for `b`: their instants, and which categories exist. */
export function readsAlike(a: Site, b: Site): boolean {
  const keys = ({ categories }: Site) => categories.map(({ key }) => key).join(' ')
  return a.timeZone === b.timeZone && keys(a) === keys(b)
}

/** The error of a folder that holds no site. */
export function absentContent(contentDir: string): ConfigError {
  const message = `${contentDir} is not a content folder: it needs ${siteFileNames.join(' and ')}.`
  return new ConfigError('content/absent', message, 'Set CONTENT_DIR to the folder that holds them.')
}

/** The site for a process that starts. Throws `ConfigError` when its files are missing, or with the report of their mistakes. */
export async function openSite(contentDir: string): Promise<{ site: Site; problems: readonly Problem[] }> {
  const files = await readSiteFiles(contentDir)
  if (files === undefined) throw absentContent(contentDir)
  const { site, problems } = parseSite(...files)
  if (site !== undefined) return { site, problems }
  const texts = new Map(files.map(({ file, bytes }) => [file, Buffer.from(bytes).toString('utf8')]))
  const releases = { total: 0, broken: 0 }
  const report = renderReport(problems, { language: 'en', format: 'text', texts, releases, folder: contentDir })
  throw new ConfigError(
    'content/site-invalid',
    `The site cannot start:\n\n${report}`,
    'Correct these files and start again.',
  )
}
