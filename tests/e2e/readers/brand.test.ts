import { readFileSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { iconFiles, urls } from '#lib/urls.ts'
import { axeBarriers } from '#tests/support/browser/axe.ts'
import { openBrowser } from '#tests/support/browser/browser.ts'
import { asPainted, tokenColour } from '#tests/support/browser/visual-facts.ts'
import { writeReleasesOfEveryState } from '#tests/support/content/site-content.ts'
import { type BrandedProject, buildBrandedProject } from '#tests/support/site/branded-project.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'

/*
 * Another brand is two files: tokens.css and site.yaml. The pages are truly built with them, about ten seconds of a processor:
 * to change colours in a style sheet that is built already would not show that nothing else needs a change. The written
 * pages and releases of this repository speak of its company, so they give place to others.
 */

const fixture = (name: string) => join(import.meta.dirname, '..', '..', 'fixtures', 'brand', name)
const sheet = readFileSync(fixture('tokens.css'), 'utf8')
const ownSheet = readFileSync('components/styles/tokens.css', 'utf8')
const schemes = ['light', 'dark'] as const
type Scheme = (typeof schemes)[number]

let project: BrandedProject
let site: RunningSite
let browser: Browser
beforeAll(async () => {
  project = await buildBrandedProject(fixture('tokens.css'))
  site = await startSite({
    project: project.folder,
    async prepare(contentDir) {
      await Promise.all(['news', 'pages'].map((name) => rm(join(contentDir, name), { recursive: true })))
      await cp(fixture('site.yaml'), join(contentDir, 'site.yaml'))
      await writeReleasesOfEveryState(contentDir)
    },
  })
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await site?.stop()
  await project?.remove()
})

/** The brand's own colour in hexadecimal digits. */
const colour = (token: string, scheme: Scheme) => tokenColour(sheet, token, scheme)
const painted = (token: string, scheme: Scheme) => asPainted(colour(token, scheme))

async function read(path: string): Promise<string> {
  const answer = await fetch(site.origin + path)
  return await answer.text()
}

async function picture(path: string) {
  const answer = await fetch(site.origin + path)
  const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const pixel = (x: number, y: number) =>
    `#${data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3).toString('hex')}`
  return { ...info, pixel }
}

const release = '/en/news/pictured-release'
const shown = ['/en', release, '/zh/news'].flatMap((path) => schemes.map((scheme) => ({ path, scheme })))

test.each(shown)('$path is drawn in the colours and letters of the brand, $scheme', async ({ path, scheme }) => {
  const context = await browser.newContext({ colorScheme: scheme })
  const page = await context.newPage()
  await page.goto(site.origin + path)
  const look = await page.evaluate(() => {
    const style = (selector: string) => {
      const element = document.querySelector(selector)
      if (element === null) throw new Error(`The page has no ${selector}`)
      return getComputedStyle(element)
    }
    return {
      paper: style('html').backgroundColor,
      ink: style('body').color,
      mark: style('header svg').color,
      footer: style('footer:not(main *)').backgroundColor,
      text: style('body').fontFamily,
      headline: style('main :is(h1, h2)').fontFamily,
      corner: style('input[type="search"]').borderStartStartRadius,
    }
  })
  expect(look).toMatchObject({
    paper: painted('paper', scheme),
    ink: painted('ink', scheme),
    mark: painted('accent', scheme),
    footer: painted('footer-ground', scheme),
    corner: '12px',
  })
  if (path.startsWith('/en')) {
    expect(look.text).toMatch(/^Charter.*\bserif$/)
    expect(look.headline).toMatch(/^"Segoe UI".*\bsans-serif$/)
  }
  expect(await axeBarriers(page)).toEqual([])
  await context.close()
})

test('frames of browsers and home screens have the colours of the brand', async () => {
  const themes = [...(await read('/en')).matchAll(/<meta name="theme-color"[^>]*>/g)].map(([meta]) => meta)
  expect(themes).toHaveLength(2)
  for (const [index, scheme] of schemes.entries()) {
    expect(themes[index]).toContain(`(prefers-color-scheme: ${scheme})`)
    expect(themes[index]).toContain(`content="${colour('paper', scheme)}"`)
  }
  const manifest: unknown = JSON.parse(await read(urls.manifest('zh')))
  expect(manifest).toMatchObject({
    name: '北岸光学',
    background_color: colour('paper', 'light'),
    theme_color: colour('accent', 'light'),
  })
})

test('share images are drawn in the colours of the brand, with its mark', async () => {
  for (const path of [urls.siteCard('en'), `${release}/card.png`]) {
    const { width, height, pixel } = await picture(path)
    expect([pixel(width - 2, 2), pixel(92, 86)], path).toEqual([colour('accent', 'light'), colour('accent', 'light')])
    expect(pixel(2, height - 2), path).toBe(colour('paper', 'light'))
  }
})

test('icons show the mark of the brand in its colours', async () => {
  for (const [file, ground, mark] of [
    ['apple-touch-icon.png', 'paper', 'accent'],
    ['icon-192.png', 'paper', 'accent'],
    ['icon-512.png', 'paper', 'accent'],
    ['icon-maskable-512.png', 'accent', 'paper'],
  ] as const) {
    const { width, pixel } = await picture(urls.siteFile(file))
    const found = [pixel(1, 1), pixel(width / 2, width / 2)]
    expect(found, file).toEqual([colour(ground, 'light'), colour(mark, 'light')])
  }
  const svg = await read(urls.siteFile('favicon.svg'))
  for (const scheme of schemes) expect(svg).toContain(colour('accent', scheme))
})

test('header and footer say the name of the brand', async () => {
  for (const [path, name, team] of [
    ['/en', 'Northbank Optics', 'Northbank Optics, communications'],
    ['/zh', '北岸光学', '北岸光学传播部'],
  ] as const) {
    const html = await read(path)
    expect(html).toContain(`<strong>${name}</strong>`)
    expect(html.slice(html.indexOf('<footer'))).toContain(team)
  }
})

test('nothing that is served has a trace of the brand before', async () => {
  const colours = new Set(ownSheet.match(/#[0-9a-f]{6}\b/g))
  const traces = [...colours].filter((hex) => !sheet.includes(hex))
  expect(traces.length).toBeGreaterThan(40)
  traces.push('Shandong Corporate News', '山东企业新闻', 'M0 0h14v14H0z')
  const pages = [
    '/en',
    '/zh',
    '/en/news',
    release,
    `${release}.json`,
    '/en/archive',
    '/en/search?q=release',
    '/en/nothing',
  ]
  const files = [...iconFiles, 'opensearch.xml', 'llms.txt', 'manifest.webmanifest', 'sitemap.xml'] as const
  const html = await read('/en')
  const linked = [...html.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js|xml|json|webmanifest))"/g)].map(
    ([, path]) => path,
  )
  expect(linked.some((path) => path?.endsWith('.css'))).toBe(true)
  for (const path of [...pages, ...files.map(urls.siteFile), ...linked]) {
    const text = (await read(path ?? '')).toLowerCase()
    expect(
      traces.filter((trace) => text.includes(trace.toLowerCase())),
      path,
    ).toEqual([])
  }
})
