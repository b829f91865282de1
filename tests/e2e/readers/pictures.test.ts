import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { describeDifference, reducePicture } from '#tests/support/browser/kept-pictures.ts'
import { loadPictures } from '#tests/support/browser/visual-facts.ts'
import { startSite } from '#tests/support/site/running-site.ts'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { generated, siteOfStates, states } from './states.ts'

/*
 * Every kind of page and every state of one, beside a picture that was kept and looked at. Each stands in both languages, on a
 * telephone and on a desk, light and dark, in four pictures rather than in eight: the colours of either scheme are tokens,
 * which states.test.ts asks for at every width. A change of the look is kept with: npx vitest run tests/e2e/readers/pictures -u
 * Look at the pictures before you commit them.
 */

const folder = join(import.meta.dirname, '../../fixtures/pictures')
const seenAs: Readonly<Record<Locale, readonly Look[]>> = {
  en: [
    { width: 1280, scheme: 'light' },
    { width: 360, scheme: 'dark' },
  ],
  zh: [
    { width: 1280, scheme: 'dark' },
    { width: 360, scheme: 'light' },
  ],
}
/** How much of a page is looked at from its top, by its width. */
const heights: Readonly<Record<number, number>> = { 360: 1400, 768: 1500, 1280: 1000 }

interface Look {
  readonly width: number
  readonly scheme: 'light' | 'dark'
}

interface Shown {
  readonly name: string
  readonly path: (locale: Locale) => string | undefined
  /** Runs in the page, for what no file of an editor can bring about. */
  readonly change?: () => void
  readonly looks?: readonly Look[]
}

/** A headline of 400 characters, twice what a release can have: as on a site that allows more. */
function doubleHeadline(): void {
  const headline = document.querySelector('h1')
  headline?.append(...[...headline.childNodes].map((node) => node.cloneNode(true)))
}

function writeArabic(): void {
  const { documentElement: root } = document
  root.lang = 'ar'
  root.dir = 'rtl'
  const write = (selector: string, text: string) => {
    for (const element of document.querySelectorAll(selector)) element.textContent = text
  }
  write('h1', 'يستقبل المصنع ضيوفه بلغتهم في اليوم المفتوح')
  write('h1 ~ p', 'فتحت الورش أبوابها لأهالي المدينة، وكتب الضيوف في سجل الزيارات.')
  write('.prose > p', 'زار الضيوف المسبك وورشة الطلاء، ثم شاهدوا الرافعات في الميناء النهري حتى المساء.')
}

const inEnglish = (path: Shown['path']) => (locale: Locale) => (locale === 'en' ? path(locale) : undefined)

const shown: readonly Shown[] = [
  { name: 'home', path: () => '' },
  { name: 'list', path: () => '/news' },
  { name: 'release', path: generated(4) },
  { name: 'archive', path: () => '/archive' },
  { name: 'year', path: () => '/archive/2026' },
  { name: 'most read', path: () => '/most-read?period=30d' },
  { name: 'contact', path: () => '/contact' },
  { name: 'nothing found', path: () => '/search?q=furnase' },
  { name: 'wide home', path: inEnglish(() => ''), looks: [{ width: 1920, scheme: 'light' }] },
  { name: 'wide release', path: inEnglish(generated(4)), looks: [{ width: 1920, scheme: 'dark' }] },
  { name: 'tablet release', path: inEnglish(generated(4)), looks: [{ width: 768, scheme: 'light' }] },
  { name: 'tablet archive', path: inEnglish(() => '/archive'), looks: [{ width: 768, scheme: 'dark' }] },
  // Of a preview and its embargo there is one page.
  ...states.filter(({ name }) => name !== 'embargo'),
  { name: 'headline of 400', path: () => '/news/longest-headline', change: doubleHeadline },
  { name: 'page in Arabic', path: () => '/news/greeting-in-arabic', change: writeArabic },
]

const pictures = shown.flatMap(({ name, path, change, looks }) =>
  locales.flatMap((locale) => {
    const below = path(locale)
    if (below === undefined) return []
    return [{ name, locale, address: `/${locale}${below}`, change, looks: looks ?? seenAs[locale] }]
  }),
)
const nameOf = (name: string, locale: Locale, { width, scheme }: Look) =>
  `${name.replaceAll(' ', '-').toLowerCase()}-${locale}-${width}-${scheme}`

/** Of letters that every face sets in a width of its own, what the faces of this machine make of them. */
const letters = 'Hamburgefonstiv 0123456789 — “” fiÄß'
async function measureFonts(page: Page): Promise<Record<string, number>> {
  return await page.evaluate((text) => {
    const probe = document.createElement('span')
    document.body.append(probe)
    probe.textContent = text
    Object.assign(probe.style, { position: 'absolute', whiteSpace: 'nowrap', fontSize: '100px', letterSpacing: '0' })
    const widths: Record<string, number> = {}
    for (const lang of ['en', 'zh', 'ar'])
      for (const face of ['sans', 'serif'])
        for (const weight of [400, 600, 700]) {
          probe.lang = lang
          probe.textContent = lang === 'ar' ? 'أهلاً وسهلاً بكم في المصنع' : text
          Object.assign(probe.style, { fontFamily: `var(--font-${face})`, fontWeight: String(weight) })
          widths[`${face} ${weight} ${lang}`] = Math.round(probe.getBoundingClientRect().width)
        }
    probe.remove()
    return widths
  }, letters)
}

const visited = visitedSite(() => startSite(siteOfStates))
const isRenewing = () => expect.getState().snapshotState.snapshotUpdateState === 'all'
/** What the kept pictures were made with. */
interface Means {
  /** First number of its version: another may break lines elsewhere. */
  readonly chromium: string
  readonly faces: Readonly<Record<string, number>>
}
const meansFile = join(folder, 'made-with.json')
let page: Page
let means: Means
/** What this machine makes pictures with that the kept ones were not made with. */
let otherMeans: readonly string[] = []

beforeAll(async () => {
  page = await (await visited.browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await page.goto(`${visited.site.origin}/en/news/words-alone`)
  const [chromium = ''] = visited.browser.version().split('.')
  means = { chromium, faces: await measureFonts(page) }
  const kept: Means = JSON.parse(readFileSync(meansFile, 'utf8'))
  const isOther = ([face, width]: [string, number]) => Math.abs((means.faces[face] ?? 0) / width - 1) > 0.004
  otherMeans = [
    ...(kept.chromium === chromium ? [] : [`Chromium ${chromium} and not ${kept.chromium}`]),
    ...Object.entries(kept.faces)
      .filter(isOther)
      .map(([face]) => `another face for ${face}`),
  ]
})

async function shoot({ width, scheme }: Look): Promise<Buffer> {
  await page.emulateMedia({ colorScheme: scheme })
  await page.setViewportSize({ width, height: heights[width] ?? 1000 })
  await loadPictures(page)
  // Read much sooner than PNG, and as good at a quarter of its size.
  return await page.screenshot({ animations: 'disabled', type: 'jpeg', quality: 95 })
}

test.for(pictures)('$name in $locale looks as in the pictures that were kept', async (one, { skip }) => {
  const { name, locale, address, change, looks } = one
  skip(
    otherMeans.length > 0 && !isRenewing(),
    `Nothing was compared: this machine has ${otherMeans.join(', ')}. The pictures are of Debian’s Chromium with fonts-noto-core and fonts-noto-cjk; keep those of another with -u.`,
  )
  await page.goto(visited.site.origin + address)
  // The script has shown what only it can serve.
  await page.waitForFunction(() => document.querySelector('[hidden] [data-copy-link]') === null)
  if (change !== undefined) await page.evaluate(change)
  const differences: string[] = []
  for (const look of looks) {
    const picture = nameOf(name, locale, look)
    const file = join(folder, `${picture}.png`)
    const screenshot = await shoot(look)
    const difference = existsSync(file)
      ? await describeDifference(picture, readFileSync(file), screenshot)
      : `${picture} was never kept`
    if (difference !== undefined && isRenewing()) writeFileSync(file, await reducePicture(screenshot))
    else if (difference !== undefined) differences.push(difference)
  }
  expect(differences, 'keep what is right now with: npx vitest run tests/e2e/readers/pictures -u').toEqual([])
})

test('every kept picture is of a page, and all together are small', () => {
  if (isRenewing()) writeFileSync(meansFile, `${JSON.stringify(means, null, 2)}\n`)
  const names = pictures.flatMap(({ name, locale, looks }) => looks.map((look) => `${nameOf(name, locale, look)}.png`))
  const files = readdirSync(folder).filter((file) => file.endsWith('.png'))
  for (const file of files) if (isRenewing() && !names.includes(file)) rmSync(join(folder, file))
  expect(readdirSync(folder).sort()).toEqual([...names, 'made-with.json'].sort())
  expect(files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)).toBeLessThan(1_500_000)
})
