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

export const localeTemplates = ['en', 'zh'].flatMap((locale) => templates.map((path) => `/${locale}${path}`))

/** Pages that say why there is nothing, for a site with releases of every state. */
export const statusTemplates = ['/en/news/nothing', '/zh/news/nothing', '/en/news/removed-release']
