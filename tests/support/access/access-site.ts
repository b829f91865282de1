import type { Page } from 'playwright'
import type { Locale } from '#lib/i18n/locales.ts'
import { lastResortHtml, startingHtml } from '#lib/serve/pages/last-resort.ts'
import { writeRelease } from '../content/site-content.ts'
import { faultOf } from '../site/fault.ts'
import type { RunningSite } from '../site/running-site.ts'
import { furtherPages, pageStates, startWholeSite } from '../site/whole-site.ts'

/** Releases that can be spent on a fault. */
const spentSlugs = (locale: Locale) => [1, 2, 3].map((number) => `spent-${locale}-${number}`)

/** In Chinese what the whole site has in English alone, and releases for faults. */
async function writeMore(contentDir: string): Promise<void> {
  const write = (slug: string, title: string, header: readonly string[]) =>
    writeRelease(contentDir, { slug, locale: 'zh', title, header, body: '正文。' })
  const image = ['image:', '  src: pixel.png', '  alt: 一个像素']
  await write('expired-release', '过期的通知', ['expires: 2024-08-01'])
  await write('pictured-release', '图片与附件', [...image, 'downloads:', '  - file: facts.csv', '    title: 数据'])
  for (const [index, slug] of spentSlugs('zh').entries()) await write(slug, `另一条新闻之${index + 1}`, [])
  for (const slug of spentSlugs('en')) await writeRelease(contentDir, { slug })
}

/** Starts the whole site with every state of every page in both languages. */
export const startAccessSite = (): Promise<RunningSite> => startWholeSite(writeMore)

const inBoth = ['/news/expired-release', '/news/pictured-release', '/news/of-today']
const inOne: Readonly<Record<Locale, readonly string[]>> = {
  en: ['/search?q=seminr', '/search?q=seminar&year=2024'],
  zh: ['/search?q=企业&year=2024'],
}

/** Addresses of every template in every state in a language, beside those in `tests/e2e/templates.ts`. */
export function statesIn(locale: Locale): string[] {
  const further = [...inBoth, ...inOne[locale]].map((path) => `/${locale}${path}`)
  const known = [...pageStates, ...furtherPages].filter((path) => path.startsWith(`/${locale}/`))
  return [...new Set([...known, ...further])]
}

/** Opens the page that says the site has failed. */
export async function openFault(page: Page, site: RunningSite, locale: Locale): Promise<void> {
  const answer = await faultOf(site, spentSlugs(locale), (slug) => `/${locale}/news/${slug}`)
  await page.route(answer.url, async (route) =>
    route.fulfill({ status: answer.status, contentType: 'text/html; charset=utf-8', body: await answer.text() }),
  )
  await page.goto(answer.url)
}

/** Pages without a frame and a style sheet, for when there is nothing else. */
export const barePages = [
  ['starting', startingHtml],
  ['of the last resort', lastResortHtml],
] as const
