import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { SitePageArticle } from '#components/browse/SitePageArticle.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import type { Section } from '#components/layout/SiteHeader.tsx'
import type { SitePage } from '#lib/content/types.ts'
import { currentNewsroom } from '#lib/current-newsroom.ts'
import { buildPublisher } from '#lib/publish/json-ld.ts'
import { buildPageMeta } from '#lib/publish/page-meta.ts'
import { type SitePageName, urls } from '#lib/urls.ts'
import { JsonLd } from '../JsonLd.tsx'
import { languageLinks, type PathIn } from '../language-links.ts'
import { toMetadata } from '../metadata.ts'
import { currentEdition, readLocale } from '../request.ts'

/** What each page of `content/pages/` gets from Next. */
export interface SitePageProps {
  readonly params: Promise<{ readonly locale: string }>
}

async function findSitePage(
  { params }: SitePageProps,
  name: SitePageName,
): Promise<{ page: SitePage; pathIn: PathIn }> {
  const locale = readLocale((await params).locale)
  const versions = currentEdition().catalogue.pages.get(name)
  const page = versions?.[locale] ?? notFound()
  return { page, pathIn: (other) => (versions?.[other] === undefined ? undefined : urls.page(other, name)) }
}

/** The head of a page of `content/pages/`. */
export async function sitePageMetadata(props: SitePageProps, name: SitePageName): Promise<Metadata> {
  const { page, pathIn } = await findSitePage(props, name)
  const meta = buildPageMeta(currentEdition().site, currentNewsroom().config.siteUrl, {
    locale: page.locale,
    titles: [page.title],
    description: page.summary,
    pathIn,
  })
  return toMetadata(meta)
}

interface SitePageView {
  readonly props: SitePageProps
  readonly name: SitePageName
  readonly section: Section
  /** What the program adds below the page's text. */
  readonly more?: (page: SitePage) => ReactNode
}

/** A page of `content/pages/`; 404 in a language that has none. */
export async function renderSitePage({ props, name, section, more }: SitePageView) {
  const { page, pathIn } = await findSitePage(props, name)
  const { site } = currentEdition()
  const { content, config } = currentNewsroom()
  const body = await content.body(page)
  return (
    <SiteFrame
      locale={page.locale}
      site={site}
      section={section}
      alternates={languageLinks(page.locale, pathIn, urls.home)}
    >
      <SitePageArticle page={page} body={body} timeZone={site.timeZone}>
        {more?.(page)}
      </SitePageArticle>
      {name === 'about' && <JsonLd things={[buildPublisher(site, config.siteUrl, page.locale)]} />}
    </SiteFrame>
  )
}
