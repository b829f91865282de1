/** One address of every kind of page, below its locale, over the repository's content. */
const templates = [
  '',
  '/news',
  '/news/weifang-informationization-seminar',
  '/archive',
  '/archive/2015',
  '/archive/2015/12',
  '/category/policy',
  '/most-read',
  '/about',
  '/about/visits',
  '/about/accessibility',
  '/feeds',
  '/contact',
]

const inBoth = (paths: readonly string[]) => ['en', 'zh'].flatMap((locale) => paths.map((path) => `/${locale}${path}`))

export const localeTemplates = inBoth(templates)

/** Pages that say why there is nothing, for a site with releases of every state. */
export const statusTemplates = ['/en/news/nothing', '/zh/news/nothing', '/en/news/removed-release']

/** Every kind of page that search engines are led to, in both languages, of the whole site in `tests/support/site/whole-site.ts`. */
export const indexedPages = [
  ...localeTemplates,
  ...inBoth([
    '/news/page/2',
    '/category/policy/page/2',
    '/tag/series',
    '/tag/series/page/2',
    '/news/everything',
    '/news/corrected-and-pinned',
    '/news/story-second',
    '/news/story-third',
    '/news/of-today',
  ]),
  '/en/news/with-photo',
  '/en/news/withdrawn-release',
  '/zh/news/withdrawn-chinese',
]

/** Those among them that are releases. */
export const releasePages = indexedPages.filter((path) => /\/news\/(?!page\/)/.test(path))

/** Pages of the whole site that are not for search engines, and the status of each. */
export const closedPages: readonly (readonly [path: string, status: number])[] = [
  ...inBoth(['/search', '/search?q=2', '/search?q=nothing+like+it', '/category/training']).map(
    (path) => [path, 200] as const,
  ),
  ...inBoth([
    '/news/nothing',
    '/nothing',
    '/news/page/99',
    '/category/training/page/2',
    '/tag/nothing',
    '/archive/1999',
  ]).map((path) => [path, 404] as const),
  ['/en/news/removed-release', 410],
  ['/en/news/expired-release', 410],
  ['/zh/news/removed-chinese', 410],
]
