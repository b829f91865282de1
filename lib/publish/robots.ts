import type { Site } from '#lib/content/types.ts'
import { locales } from '#lib/i18n/locales.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'

/** Agents that fetch for answers and search, and agents that fetch to train models. A named group does not inherit `*`. */
const agents = {
  search: [
    'OAI-SearchBot',
    'ChatGPT-User',
    'Claude-SearchBot',
    'Claude-User',
    'PerplexityBot',
    'Perplexity-User',
    'Applebot',
    'DuckAssistBot',
  ],
  training: [
    'GPTBot',
    'ClaudeBot',
    'CCBot',
    'Google-Extended',
    'Applebot-Extended',
    'Bytespider',
    'meta-externalagent',
    'Amazonbot',
  ],
} as const

/** What no robot has business with: counting, previews and search results. */
const closed = ['/api/', ...locales.flatMap((locale) => [urls.search(locale), urls.preview(locale, '')])]

/** `robots.txt` (RFC 9309). `closeAll` is for staging sites. */
export function renderRobots(site: Site, siteUrl: string, closeAll: boolean): string {
  if (closeAll) return 'User-agent: *\nDisallow: /\n'
  const rules = closed.map((path) => `Disallow: ${path}`)
  const groups = (['search', 'training'] as const).map((purpose) => [
    ...agents[purpose].map((agent) => `User-agent: ${agent}`),
    ...(site.aiAgents[purpose] === 'deny' ? ['Disallow: /'] : rules),
  ])
  const blocks = [
    ['User-agent: *', ...rules],
    ...groups,
    [`Sitemap: ${absoluteUrl(siteUrl, urls.siteFile('sitemap.xml'))}`],
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
