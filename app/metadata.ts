import type { Metadata } from 'next'
import type { MetaLink, PageMeta } from '#lib/publish/page-meta.ts'

function feedTypes(links: readonly MetaLink[]): Record<string, { url: string; title: string }[]> {
  const types: Record<string, { url: string; title: string }[]> = {}
  for (const { type, href, title } of links) {
    types[type] = [...(types[type] ?? []), { url: href, title }]
  }
  return types
}

/** Next's form of a page's head. */
export function toMetadata(meta: PageMeta): Metadata {
  const { title, description, canonical, languages, robots, links, openGraph, other } = meta
  const { article, images } = openGraph
  const common = {
    title: openGraph.title,
    description,
    siteName: openGraph.siteName,
    locale: openGraph.locale,
    alternateLocale: [...openGraph.alternateLocales],
    ...(canonical === undefined ? {} : { url: canonical }),
    ...(images.length === 0 ? {} : { images: [...images] }),
  }
  return {
    title,
    ...(description === '' ? {} : { description }),
    robots,
    alternates: {
      ...(canonical === undefined ? {} : { canonical }),
      languages: { ...languages },
      types: feedTypes(links),
    },
    openGraph:
      article === undefined
        ? { ...common, type: 'website' }
        : {
            ...common,
            type: 'article',
            publishedTime: article.publishedTime,
            modifiedTime: article.modifiedTime,
            ...(article.section === undefined ? {} : { section: article.section }),
            tags: [...article.tags],
            authors: [...article.authors],
          },
    twitter: {
      card: 'summary_large_image',
      title: openGraph.title,
      description,
      ...(images.length === 0 ? {} : { images: images.slice(0, 1).map(({ url, alt }) => ({ url, alt })) }),
    },
    other: otherTags(other),
  }
}

function otherTags(pairs: PageMeta['other']): Record<string, string | string[]> {
  const tags: Record<string, string[]> = {}
  for (const [name, content] of pairs) tags[name] = [...(tags[name] ?? []), content]
  return tags
}
