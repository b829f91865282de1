import type { Thing } from 'schema-dts'
import type { PublicRelease, Site } from '#lib/content/types.ts'
import { translate } from '#lib/i18n/translate.ts'
import { buildBreadcrumb, buildNewsArticle } from '#lib/publish/json-ld.ts'
import { scopeName } from '#lib/publish/page-meta.ts'
import { urls } from '#lib/urls.ts'

/** Structured data of a release's page: the article, and the breadcrumb as it is shown. */
export function releaseThings(site: Site, siteUrl: string, release: PublicRelease): Thing[] {
  const { locale, category } = release
  const crumbs = [
    { label: translate(locale, 'nav.news'), path: urls.list(locale) },
    ...(category === undefined
      ? []
      : [
          {
            label: scopeName(site, locale, { kind: 'category', key: category }),
            path: urls.category(locale, category),
          },
        ]),
    { label: translate(locale, 'breadcrumb.newsDetail') },
  ]
  return [buildNewsArticle(site, siteUrl, release), buildBreadcrumb(siteUrl, crumbs)]
}
