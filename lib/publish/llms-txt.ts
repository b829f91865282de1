import type { Edition } from '#lib/content/types.ts'
import { locales } from '#lib/i18n/locales.ts'
import { localDay } from '#lib/time-zone.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import { escapeMarkdown } from './twins.ts'

/** Newest releases named for each language; all others are in the sitemap. */
const length = 40

/** `llms.txt` (llmstxt.org): the site in one Markdown page, newest first, links to the Markdown twins. */
export function renderLlmsTxt(edition: Edition, siteUrl: string): string {
  const { site } = edition
  const sections = locales.map((locale) => {
    const lines = edition.locales[locale].releases
      .filter(({ promoted }) => promoted)
      .slice(0, length)
      .map((release) => {
        const url = absoluteUrl(siteUrl, urls.markdown(locale, release.slug))
        const source = release.source === undefined ? '' : `, ${escapeMarkdown(release.source.name)}`
        return `- [${escapeMarkdown(release.title)}](${url}): ${localDay(release.date, site.timeZone)}${source}`
      })
    return [`## ${site.name[locale]}`, '', ...lines].join('\n')
  })
  return [
    `# ${site.name[site.defaultLocale]}`,
    `> ${locales.map((locale) => `${site.name[locale]}: ${site.tagline[locale]}`).join(' · ')}`,
    ...sections,
    '## Everything',
    `- [Sitemap](${absoluteUrl(siteUrl, urls.siteFile('sitemap.xml'))}): every release; the lists above hold the newest ${length} of each language.`,
  ]
    .join('\n\n')
    .concat('\n')
}
