import type { Site } from '#lib/content/types.ts'
import { type Locale, localeFacts } from '#lib/i18n/locales.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import type { Brand } from './brand/brand.ts'
import { renderXml, xml } from './xml.ts'

/** At most 16 characters of a name, whole words where it has several. */
function shortName(name: string): string {
  const signs = [...name]
  if (signs.length <= 16) return name
  const start = signs.slice(0, 17).join('')
  const end = start.lastIndexOf(' ')
  return end > 0 ? start.slice(0, end) : signs.slice(0, 16).join('')
}

/** `opensearch.xml` (OpenSearch 1.1 description document) in one language. Names are at most 16 characters. */
export function renderOpenSearch(site: Site, locale: Locale, siteUrl: string): string {
  return renderXml(
    xml(
      'OpenSearchDescription',
      [
        xml('ShortName', shortName(site.name[locale])),
        xml('Description', [...site.name[locale]].slice(0, 1024).join('')),
        xml('Language', localeFacts[locale].tag),
        xml('InputEncoding', 'UTF-8'),
        xml('Image', absoluteUrl(siteUrl, urls.siteFile('favicon.svg')), {
          type: 'image/svg+xml',
          width: '48',
          height: '48',
        }),
        xml('Url', '', { type: 'text/html', template: `${absoluteUrl(siteUrl, urls.search(locale))}?q={searchTerms}` }),
      ],
      { xmlns: 'http://a9.com/-/spec/opensearch/1.1/' },
    ),
  )
}

/** `manifest.webmanifest` (W3C Web Application Manifest) in one language. */
export function renderManifest(site: Site, locale: Locale, { light }: Brand): string {
  return JSON.stringify({
    name: site.name[locale],
    short_name: site.name[locale],
    lang: localeFacts[locale].tag,
    start_url: urls.home(locale),
    display: 'browser',
    background_color: light.paper,
    theme_color: light.accent,
    icons: [
      { src: urls.siteFile('icon-192.png'), sizes: '192x192', type: 'image/png' },
      { src: urls.siteFile('icon-512.png'), sizes: '512x512', type: 'image/png' },
      { src: urls.siteFile('icon-maskable-512.png'), sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  })
}
