import { locales } from '#lib/i18n/locales.ts'

/** Where browsers find what they may load before a reader asks for it; every page names it in a header. */
export const speculationRulesPath = '/speculation-rules.json'

export const speculationRulesType = 'application/speculationrules+json'

const pages = locales.flatMap((locale) => [`/${locale}`, `/${locale}/*`])

/** Not pages: feeds, twins and pictures. Not worth it: each search is a query of its own. Not public: previews. */
const others = ['/*.xml', '/*.json', '/*.md', '/*.png', '/*/search', '/*/search\\?*', '/*/preview/*']

/**
 * Speculation rules for the links of a page: a page of the site is rendered when the pointer rests on its link. A visit is
 * counted by the page's script once the reader sees it. HTML Standard, speculative loading.
 */
export function renderSpeculationRules(): string {
  const where = {
    and: [
      { href_matches: pages },
      { not: { href_matches: others } },
      { not: { selector_matches: '[download], [target=_blank], [rel~=nofollow]' } },
    ],
  }
  return JSON.stringify({ prerender: [{ where, eagerness: 'moderate' }] })
}
