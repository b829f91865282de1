import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { writeDemoStates } from '#lib/cli/demo/states.ts'
import { writeDemoContent } from '#lib/cli/demo/write-content.ts'
import { findChromium } from '../../../lib/cli/prepare/chromium.mjs'
import { inFolder, root } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'

const program = createRequire(import.meta.url).resolve('lighthouse/cli/index.js')
const demo = { releases: 90, seed: 20151216, until: '2026-11-20', files: true }

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

const report = z.object({
  categories: z.record(
    z.string(),
    z.object({
      score: z.number().nullable(),
      auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
    }),
  ),
  audits: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable() })),
})

export interface Verdict {
  /** 0 to 100, in the order of `categories`. */
  readonly scores: readonly number[]
  /** What costs points, by the names of Lighthouse. */
  readonly costs: readonly string[]
}

const seo = categories.indexOf('seo')

/** What is closed to robots on purpose loses points of SEO by that, and by nothing else. */
const isClosed = ({ costs }: Verdict) => costs.join() === 'is-crawlable'

/** The points that are to be 100: all, but for the SEO of what is closed to robots. */
const countedOf = (verdict: Verdict) =>
  isClosed(verdict) ? verdict.scores.filter((_, index) => index !== seo) : verdict.scores

async function runLighthouse(url: string, chromium: string) {
  const flags = ['--output=json', '--quiet', '--chrome-flags=--headless=new --no-sandbox --disable-gpu']
  const child = spawn(process.execPath, [program, url, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CHROME_PATH: chromium },
  })
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { stdout, stderr, status }
}

/** Chromium sometimes begins no trace (`NO_NAVSTART`), which says nothing of the page. */
const attempts = 4

async function examine(url: string, chromium: string, attempt = 1): Promise<Verdict> {
  const { stdout, stderr, status } = await runLighthouse(url, chromium)
  if (status !== 0 && attempt < attempts && stderr.includes('NO_NAVSTART')) return examine(url, chromium, attempt + 1)
  if (status !== 0) throw new Error(`Lighthouse ended with status ${status} at ${url}: ${stderr.slice(-2000)}`)
  const found = report.parse(JSON.parse(stdout))
  const chosen = categories.map((name) => found.categories[name])
  const costs = chosen
    .flatMap((category) => category?.auditRefs ?? [])
    .flatMap(({ id, weight }) => (weight > 0 && (found.audits[id]?.score ?? 1) < 0.9 ? [id] : []))
  return { scores: chosen.map((category) => Math.round((category?.score ?? 0) * 100)), costs: [...new Set(costs)] }
}

/** How often a page is examined that has not all points at first: one run in ten or so loses one by what else the machine does. */
const runs = 5

const sumOf = ({ scores }: Verdict) => scores.reduce((sum, score) => sum + score, 0)

/** The middle one by the sum of its points. */
export const middleOf = (verdicts: readonly Verdict[]): Verdict | undefined =>
  verdicts.toSorted((a, b) => sumOf(a) - sumOf(b))[Math.floor(verdicts.length / 2)]

async function examineFairly(url: string, chromium: string): Promise<Verdict> {
  const first = await examine(url, chromium)
  if (Math.min(...countedOf(first)) === 100) return first
  const verdicts = [first]
  while (verdicts.length < runs) verdicts.push(await examine(url, chromium))
  return middleOf(verdicts) ?? first
}

/** A release of the demo with a picture that readers can see in both languages. */
function picturedSlug(): string {
  for (let index = 0; index < demo.releases; index++) {
    const { slug, texts, pictures } = buildDemoRelease(index, demo)
    const isPublic = [...texts.values()].every((text) => !/^(?:draft|withdrawn|expires|embargo):/m.test(text))
    if (isPublic && pictures.length > 0 && texts.has('en.md') && texts.has('zh.md')) return slug
  }
  throw new Error('No release of the demo has a picture in both languages')
}

/** The first address on a page that begins like this. */
async function linkOn(origin: string, page: string, begin: string): Promise<string> {
  const html = await (await fetch(origin + page)).text()
  const link = [...html.matchAll(/href="([^"]+)"/g)].find(([, href = '']) => href.startsWith(begin) && href !== begin)
  if (link?.[1] === undefined) throw new Error(`${page} leads to nothing below ${begin}`)
  return link[1]
}

/** A page of every kind. */
async function pagesOf(
  origin: string,
  locale: 'en' | 'zh',
): Promise<readonly (readonly [name: string, path: string])[]> {
  const release = `/${locale}/news/${picturedSlug()}`
  const year = await linkOn(origin, `/${locale}/archive`, `/${locale}/archive/`)
  return [
    ['home', `/${locale}`],
    ['list', `/${locale}/news`],
    ['second page', `/${locale}/news/page/2`],
    ['category', `/${locale}/category/company`],
    ['its second page', `/${locale}/category/company/page/2`],
    ['tag', await linkOn(origin, release, `/${locale}/tag/`)],
    ['release', release],
    ['release with a gallery', `/${locale}/news/open-day-in-pictures`],
    ['corrected release', `/${locale}/news/figures-of-the-yard`],
    ['superseded release', `/${locale}/news/furnace-3-restart`],
    ['withdrawn release', `/${locale}/news/tender-of-the-port`],
    ['archive', `/${locale}/archive`],
    ['year', year],
    ['month', await linkOn(origin, year, `${year}/`)],
    ['most read', `/${locale}/most-read`],
    ['search', `/${locale}/search?q=${locale === 'en' ? 'works' : encodeURIComponent('工厂')}`],
    ['about', `/${locale}/about`],
    ['visits', `/${locale}/about/visits`],
    ['accessibility', `/${locale}/about/accessibility`],
    ['feeds', `/${locale}/feeds`],
    ['contact', `/${locale}/contact`],
  ]
}

/** The least of each category; `lighthouse.least` of all, without the SEO of what is closed to robots. */
export function figuresOf(verdicts: readonly Verdict[]): Record<string, number> {
  const least = categories.map((_, index) => Math.min(...verdicts.map(({ scores }) => scores[index] ?? 0)))
  return {
    ...Object.fromEntries(categories.map((name, index) => [`lighthouse.${name}`, least[index] ?? 0])),
    'lighthouse.least': Math.min(...verdicts.flatMap(countedOf)),
    'lighthouse.closed': verdicts.filter(isClosed).length,
  }
}

/** What Lighthouse says of every kind of page in both languages, on a phone that it simulates. */
export async function measureLighthouse(): Promise<PartResult> {
  const chromium = findChromium(root, process.env)
  if (chromium === undefined) throw new Error('Lighthouse needs a Chromium: set PLAYWRIGHT_CHROMIUM to one')
  return await inFolder(async (folder) => {
    const contentDir = join(folder, 'content')
    await writeDemoContent(contentDir, demo)
    writeDemoStates(contentDir, demo.until)
    await cp(join(root, 'content', 'pages'), join(contentDir, 'pages'), { recursive: true })
    const site = await startNewsroom({ contentDir, dataDir: join(folder, 'data') })
    try {
      const rows: string[][] = []
      const verdicts: Verdict[] = []
      for (const locale of ['en', 'zh'] as const) {
        for (const [name, path] of await pagesOf(site.origin, locale)) {
          const { status } = await fetch(site.origin + path)
          if (status !== 200) throw new Error(`${path} answers ${status}`)
          // The pictures of a page are made when they are first asked for, and then kept.
          if (name === 'home') await examine(site.origin + path, chromium)
          say(`lighthouse: ${path}`)
          const verdict = await examineFairly(site.origin + path, chromium)
          const { scores, costs } = verdict
          rows.push([`${name}, ${locale}`, ...scores.map(String), costs.join(', ') || '–'])
          verdicts.push(verdict)
        }
      }
      return {
        figures: figuresOf(verdicts),
        table: { head: ['page', 'performance', 'accessibility', 'best practices', 'SEO', 'below 0.9'], rows },
        notes: [
          'Lighthouse 12 with its defaults: a phone in slow 4G, simulated, over plain HTTP on this machine; one run a page, after one of the home page that is not counted; of a page that has not 100 everywhere then, the middle one of five runs.',
          'Search pages are closed to robots on purpose; Lighthouse counts that against their SEO (`is-crawlable`). See docs/decisions/0016-search-closed-to-robots.md.',
        ],
      }
    } finally {
      await site.stop()
    }
  })
}
