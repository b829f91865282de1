import { basename } from 'node:path'
import type { AdminSettings, Config } from '#lib/config.ts'
import type { Site } from '#lib/content/types.ts'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { slugPattern, urls } from '#lib/urls.ts'
import { buildAdminFields } from './admin-fields.ts'

const collectionLabels: Readonly<Record<Locale, { readonly many: string; readonly one: string }>> = {
  en: { many: 'Releases in English', one: 'Release in English' },
  zh: { many: '中文稿件', one: '中文稿件' },
}
const slugWords: Readonly<Record<Locale, { readonly hint: string; readonly fault: string }>> = {
  en: {
    hint: 'The end of the address. The Chinese text of a release has the same.',
    fault: 'Use lower-case letters, digits and single hyphens.',
  },
  zh: { hint: '网址的末段。同一稿件的英文稿使用相同的名称。', fault: '只能用小写字母、数字和单个连字符。' },
}

const hosts = {
  github: { api: 'https://api.github.com', path: '/api/v3' },
  gitlab: { api: 'https://gitlab.com', path: '/api/v4' },
  gitea: { api: 'https://gitea.com', path: '/api/v1' },
} as const

/** The origin of the git host's programming interface. */
export function apiOrigin({ kind, host }: AdminSettings): string {
  return host ?? hosts[kind].api
}

function buildBackend({ kind, repository, branch, host }: AdminSettings) {
  return {
    name: kind,
    repo: repository,
    branch,
    // Signing in by a button needs a service beside this one; a token of the host does not.
    auth_methods: ['token'],
    ...(host === undefined ? {} : { base_url: host, api_root: `${host}${hosts[kind].path}` }),
  }
}

/** Folder, address and fields of one language: a release's languages are files of one folder, each an entry of its own. */
function buildCollection(locale: Locale, folder: string, site: Pick<Site, 'timeZone' | 'categories'>) {
  const { many, one } = collectionLabels[locale]
  const { hint, fault } = slugWords[locale]
  return {
    name: locale,
    label: many,
    label_singular: one,
    folder,
    path: `{{date | date('YYYY')}}/{{slug}}/${locale}`,
    // Pictures go into the release's own folder, and headers name them without a path.
    media_folder: '',
    public_folder: '',
    extension: 'md',
    format: 'yaml-frontmatter',
    slug: { template: '{{title}}', editable: ['create'], hint, pattern: [slugPattern.source, fault] },
    summary: '{{date}} · {{title}}',
    sortable_fields: { fields: ['date', 'title'], default: { field: 'date', direction: 'descending' } },
    preview_path: urls.release(locale, '{{slug}}').slice(1),
    // Taking a release off the site has words for readers; the editor of headers writes them.
    delete: false,
    fields: buildAdminFields({ locale, site }),
  }
}

/** The configuration of Sveltia CMS for this site: one collection a language, fields from the header's schema. */
export function buildAdminConfig(
  settings: AdminSettings,
  site: Pick<Site, 'name' | 'defaultLocale' | 'timeZone' | 'categories'>,
  { siteUrl, contentDir }: Pick<Config, 'siteUrl' | 'contentDir'>,
) {
  const news = `${settings.folder ?? basename(contentDir)}/news`
  return {
    backend: buildBackend(settings),
    app_title: site.name[site.defaultLocale],
    logo: { src: urls.siteFile('icon-512.png') },
    site_url: siteUrl,
    media_folder: news,
    slug: { encoding: 'ascii', clean_accents: true, maxlength: 60 },
    output: { omit_empty_optional_fields: true },
    editor: { preview: false },
    collections: locales.map((locale) => buildCollection(locale, news, site)),
  }
}
