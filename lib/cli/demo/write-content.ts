import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawPicture } from './pictures.ts'
import { buildDemoRelease, type DemoRelease, pictureCount } from './release.ts'
import { buildPdf, demoCategories, demoSite } from './site-texts.ts'

export interface DemoContentOptions {
  /** How many; 0 to 100,000 and more. */
  readonly releases: number
  /** The same seed gives the same bytes. */
  readonly seed: number
  /** Day of the newest releases in the site's zone, `YYYY-MM-DD`; a fixed day when absent. */
  readonly until?: string
  /** Draws pictures and writes attachments; `true` when absent. */
  readonly files?: boolean
}

const pool = '.pictures'

async function drawAll(folder: string, seed: number): Promise<void> {
  mkdirSync(join(folder, pool), { recursive: true })
  const numbers = Array.from({ length: pictureCount }, (_, number) => number)
  const drawn = await Promise.all(numbers.map((number) => drawPicture(number, seed)))
  for (const [number, bytes] of drawn.entries()) writeFileSync(join(folder, pool, `${number}.jpg`), bytes)
}

function writeRelease(folder: string, release: DemoRelease, pdf: Buffer): void {
  const path = `${folder}/news/${release.year}/${release.slug}`
  mkdirSync(path)
  for (const [name, text] of release.texts) writeFileSync(`${path}/${name}`, text)
  // Twelve pictures serve hundreds of releases: further names for the same file take neither time nor room.
  for (const number of release.pictures) linkSync(join(folder, pool, `${number}.jpg`), `${path}/picture-${number}.jpg`)
  if (release.report) writeFileSync(join(path, 'figures.pdf'), pdf)
}

/**
 * Writes `site.yaml`, `categories.yaml` and `news/` of a fictional company into `folder`, which must be empty or new.
 * Without files 100,000 releases are written in one go of small texts.
 */
export async function writeDemoContent(folder: string, options: DemoContentOptions): Promise<void> {
  const { releases, seed, until = '2026-11-20', files = true } = options
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'site.yaml'), demoSite)
  writeFileSync(join(folder, 'categories.yaml'), demoCategories)
  if (files) await drawAll(folder, seed)
  const pdf = buildPdf('Figures at a glance (sample data)')
  const years = new Set<number>()
  for (let index = 0; index < releases; index += 1) {
    const release = buildDemoRelease(index, { releases, seed, until, files })
    if (!years.has(release.year)) mkdirSync(`${folder}/news/${release.year}`, { recursive: true })
    years.add(release.year)
    writeRelease(folder, release, pdf)
  }
}
