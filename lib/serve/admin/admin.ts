import type { AdminSettings, Config } from '#lib/config.ts'
import type { Site } from '#lib/content/types.ts'
import { urls } from '#lib/urls.ts'
import { Entry } from '../cache/entry.ts'
import { type Headers, immutable } from '../headers.ts'
import type { Page } from '../page.ts'
import { previewHeaders } from '../pages/preview.ts'
import { apiOrigin, buildAdminConfig } from './admin-config.ts'
import { readCmsFiles } from './cms-files.ts'

/** The browser editor. */
export interface Admin {
  /** `undefined` for every address that is none of its own. */
  answer(path: string, site: Site): Page | Entry | undefined
}

// Of brotli: nearly the best, in a tenth of the time, since a start waits for it.
const quality = 9

/**
 * This origin and the git host. Inline styles are needed: the program puts its style sheets and positions into the page by
 * itself. Pictures that were not saved yet are `blob:` addresses. W3C Content Security Policy Level 3.
 */
export function buildPolicy(settings: AdminSettings): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' blob: data: ${apiOrigin(settings)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The page that the browser editor puts itself into. `title` is plain text, `script` an address of this site. */
export const renderAdminPage = (title: string, script: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'))}</title>
<link rel="icon" href="${urls.siteFile('favicon.svg')}">
<link rel="cms-config-url" type="application/json" href="${urls.admin('config.json')}">
<script src="${script}"></script>
</head>
<body><noscript>The browser editor needs JavaScript. 网页编辑器需要 JavaScript。</noscript></body>
</html>
`

/** Reads and compresses what the browser editor is made of. `commonHeaders`: those of every answer. */
export async function openAdmin(
  config: Pick<Config, 'siteUrl' | 'contentDir'>,
  settings: AdminSettings,
  commonHeaders: Headers,
): Promise<Admin> {
  const path = urls.admin()
  const { script, files } = await readCmsFiles(path)
  const policy = buildPolicy(settings)
  const entries = new Map<string, Entry>()
  for (const [address, { type, body }] of files) {
    const headers = { 'content-type': type, 'cache-control': immutable, 'x-robots-tag': 'noindex' }
    const entry = new Entry({ status: 200, headers, body }, { commonHeaders })
    for (const encoding of ['br', 'gzip'] as const) await entry.prepare(entry.encodingFor(encoding), quality)
    entries.set(address, entry)
  }
  const page = (type: string, text: string): Page => ({
    status: 200,
    headers: { ...previewHeaders, 'content-type': type, 'content-security-policy': policy },
    body: Buffer.from(text),
  })
  return {
    answer(asked, site) {
      if (asked === path)
        return page('text/html; charset=utf-8', renderAdminPage(site.name[site.defaultLocale], script))
      if (asked === urls.admin('config.json'))
        return page('application/json; charset=utf-8', JSON.stringify(buildAdminConfig(settings, site, config)))
      return entries.get(asked)
    },
  }
}
