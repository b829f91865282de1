import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { writeDemoContent } from '#lib/cli/demo/write-content.ts'
import { root } from './places.ts'
import { say } from './progress.ts'

const options = { seed: 20151216, until: '2026-11-20', files: false }

/** A generated release that has an English version. */
export interface GeneratedRelease {
  readonly slug: string
  /** Below the content folder. */
  readonly file: string
}

/** Writes a site of so many releases, without pictures, and the repository's pages. */
export async function writeSite(contentDir: string, releases: number): Promise<void> {
  await writeDemoContent(contentDir, { ...options, releases })
  await mkdir(join(contentDir, 'pages'), { recursive: true })
  await cp(join(root, 'content', 'pages'), join(contentDir, 'pages'), { recursive: true })
}

/** A site of so many releases in `folder`, written unless it is there whole; returns its content folder. */
export async function keepSite(folder: string, releases: number): Promise<string> {
  const [contentDir, written] = [join(folder, 'content'), join(folder, 'written')]
  if (!existsSync(written)) {
    say(`writing ${releases.toLocaleString('en')} releases`)
    await writeSite(contentDir, releases)
    await writeFile(written, '')
  }
  return contentDir
}

/** Up to `wanted` of the site's releases that readers can see in English, spread over all years. */
export function listReleases(releases: number, wanted: number): GeneratedRelease[] {
  const step = Math.max(1, Math.floor(releases / (wanted * 2)))
  const found: GeneratedRelease[] = []
  for (let index = 0; index < releases && found.length < wanted; index += step) {
    const { slug, year, texts } = buildDemoRelease(index, { ...options, releases })
    const text = texts.get('en.md')
    // Some are drafts, expired or withdrawn, as on any site.
    if (text === undefined || /^(?:draft|withdrawn|expires|embargo):/m.test(text)) continue
    found.push({ slug, file: join('news', String(year), slug, 'en.md') })
  }
  return found
}

/** Puts another sentence at the end of a release, as git does on a pull: a new file in place of the old. */
export async function changeRelease(contentDir: string, { file }: GeneratedRelease, sentence: string): Promise<void> {
  const path = join(contentDir, file)
  const text = await readFile(path, 'utf8')
  await writeFile(`${path}.new~`, `${text}\n\n${sentence}\n`)
  await rename(`${path}.new~`, path)
}
