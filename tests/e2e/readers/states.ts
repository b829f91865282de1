import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildDemoRelease } from '#lib/cli/demo/release.ts'
import { embargoedSlug, writeDemoStates } from '#lib/cli/demo/states.ts'
import { countDemoVisits } from '#lib/cli/demo/visits.ts'
import { writeDemoContent } from '#lib/cli/demo/write-content.ts'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { buildPreviewToken } from '#lib/preview/token.ts'
import type { SiteOptions } from '#tests/support/site/running-site.ts'

const demo = { releases: 45, seed: 3, until: '2026-11-20', files: true }
const secret = 'a secret of the tests'
/** The day after its newest release: the same release is a year old, and the same link is good, whenever the tests run. */
const now = Date.parse('2026-11-21T10:00:00+08:00')

/** How a site over the demo is started that shows every state that a page can be in, always the same. */
export const siteOfStates: SiteOptions = {
  now,
  environment: { PREVIEW_SECRET: secret },
  async prepare(contentDir, dataDir) {
    await rm(contentDir, { recursive: true })
    await writeDemoContent(contentDir, demo)
    writeDemoStates(contentDir, demo.until)
    await cp(join(import.meta.dirname, '../../../content/pages'), join(contentDir, 'pages'), { recursive: true })
    await mkdir(dataDir)
    const slugs = Array.from({ length: demo.releases }, (_, index) => buildDemoRelease(index, demo).slug)
    await countDemoVisits({ dataDir, slugs, seed: demo.seed, today: '2026-11-21', now })
  },
}

/** A state of a page, by what is below the language in its address; only in the languages that it has. */
export interface State {
  readonly name: string
  readonly path: (locale: Locale) => string | undefined
  /** What shows the state, and how often: an element with words. */
  readonly mark: string
  readonly count?: number
  /** The tokens of the mark's ground and words. */
  readonly colours: readonly [ground: string, words: string]
}

const always = (path: string) => () => path

/** The address of the generated release of this number, 0 the newest, below the language. */
export const generated = (index: number) => (locale: Locale) => {
  const { slug, texts } = buildDemoRelease(index, demo)
  return texts.has(`${locale}.md`) ? `/news/${slug}` : undefined
}

const claim = { slug: embargoedSlug, expires: now + 3_600_000, issued: now, nonce: 'n' }
const preview = (locale: Locale) => `/preview/${buildPreviewToken({ ...claim, locale }, secret)}`

const notice = (kind: 'info' | 'warn' | 'danger') => {
  return { mark: `[role="note"][data-kind="${kind}"]`, colours: [`${kind}-ground`, `${kind}-ink`] as const }
}
const onPaper = (mark: string, words = 'ink') => ({ mark, colours: ['paper', words] as const })

/** The address of a search that finds something, below the language. */
const found = (locale: Locale) => `/search?q=${{ en: 'furnace', zh: '炉' }[locale]}`

/** Every state that a page can be in. */
export const states: readonly State[] = [
  { name: 'preview', path: preview, ...notice('info') },
  { name: 'embargo', path: preview, ...notice('warn') },
  { name: 'withdrawn', path: always('/news/tender-of-the-port'), ...notice('danger') },
  { name: 'correction', path: always('/news/figures-of-the-yard'), ...notice('warn') },
  { name: 'superseded', path: always('/news/furnace-3-restart'), ...notice('warn') },
  { name: 'story', path: always('/news/furnace-3-cooling-repaired'), count: 4, ...onPaper('section:has(> ol) li') },
  { name: 'old', path: generated(44), ...notice('info') },
  { name: 'gallery', path: always('/news/open-day-in-pictures'), count: 7, ...onPaper('.gallery figcaption', 'ink-3') },
  {
    name: 'empty list',
    path: always('/category/vacancies'),
    ...onPaper('p:text-matches("Nothing has been|还没有发布")'),
  },
  { name: 'list of one', path: always('/category/notices'), count: 1, ...onPaper('main article') },
  { name: 'found', path: found, ...onPaper('h1') },
  { name: 'longest headline', path: always('/news/longest-headline'), ...onPaper('h1') },
  { name: 'words alone', path: always('/news/words-alone'), ...onPaper('article .prose') },
  { name: 'Arabic', path: always('/news/greeting-in-arabic'), ...onPaper('[lang="ar"]') },
  { name: 'past its term', path: always('/news/crane-driver-wanted'), ...onPaper('h1') },
  { name: 'missing page', path: always('/news/nothing-at-all'), ...onPaper('h1') },
]

/** Each of them in each language. */
export const localeStates = states.flatMap(({ path, ...state }) =>
  locales.flatMap((locale) => {
    const below = path(locale)
    return below === undefined ? [] : [{ ...state, locale, address: `/${locale}${below}` }]
  }),
)
