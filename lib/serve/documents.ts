import { storyThread } from '#lib/content/edition/story-thread.ts'
import type { Edition, Site } from '#lib/content/types.ts'
import { type Locale, localeFacts } from '#lib/i18n/locales.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { feedReleases } from '#lib/publish/feeds/archive.ts'
import { renderAtom } from '#lib/publish/feeds/atom.ts'
import { buildFeed, type Feed } from '#lib/publish/feeds/feed.ts'
import { renderJsonFeed } from '#lib/publish/feeds/json-feed.ts'
import { renderRss } from '#lib/publish/feeds/rss.ts'
import { renderLlmsTxt } from '#lib/publish/llms-txt.ts'
import { feedTypes } from '#lib/publish/page-meta.ts'
import { cardSizeOf } from '#lib/publish/picture-shapes.ts'
import { renderRobots } from '#lib/publish/robots.ts'
import { renderManifest, renderOpenSearch } from '#lib/publish/site-files.ts'
import { renderNewsSitemap, renderSitemapIndex, renderSitemapPart } from '#lib/publish/sitemap.ts'
import { buildRecord, renderMarkdownTwin } from '#lib/publish/twins.ts'
import { type Address, absoluteUrl, type FeedFormat, type SiteFile, urls } from '#lib/urls.ts'
import { answerOEmbed } from './answer-oembed.ts'
import { releaseCardText, siteCardText } from './card/card.ts'
import type { Cards } from './card/cards.ts'
import { httpDate, pageCacheControl } from './headers.ts'
import type { LastModified } from './last-modified.ts'
import type { Page } from './page.ts'
import { drawIcon } from './pictures/icons.ts'

const feedRenderers: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
}

interface Document {
  /** 200 when absent. */
  readonly status?: number
  readonly type: string
  readonly body: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** A picture that other sites may show. */
const picture = (type: string, body: Buffer): Document => ({
  type,
  body,
  headers: { 'cross-origin-resource-policy': 'cross-origin' },
})

/** Answers for what machines read; everything comes from one edition. */
export class Documents {
  readonly #newsroom: Newsroom

  readonly #lastModified: LastModified

  readonly #cards: Cards

  constructor(newsroom: Newsroom, lastModified: LastModified, cards: Cards) {
    this.#newsroom = newsroom
    this.#cards = cards
    this.#lastModified = lastModified
  }

  /** The document at an address, or `undefined` when the address is none or has nothing to say now. */
  async answer(address: Address, query = ''): Promise<Page | undefined> {
    const { clock } = this.#newsroom
    const edition = this.#newsroom.edition()
    const modified = await this.#lastModified.of(edition, address, clock.now())
    const document = await this.#build(edition, address, query)
    if (document === undefined) return undefined
    const language = 'locale' in address ? { 'content-language': localeFacts[address.locale].tag } : {}
    return {
      status: document.status ?? 200,
      headers: {
        'content-type': typeof document.body === 'string' ? `${document.type}; charset=utf-8` : document.type,
        'cache-control': pageCacheControl(edition, clock.now()),
        'last-modified': httpDate(modified),
        ...language,
        ...document.headers,
      },
      body: typeof document.body === 'string' ? Buffer.from(document.body) : document.body,
    }
  }

  async #build(edition: Edition, address: Address, query: string): Promise<Document | undefined> {
    switch (address.kind) {
      case 'feed':
        return await this.#feed(edition, address, query)
      case 'markdown':
      case 'json':
        return await this.#twin(edition, { ...address, kind: address.kind })
      case 'card':
      case 'site-card':
        return await this.#card(edition, address)
      case 'titles':
        return this.#titles(edition, address.locale, query)
      case 'sitemap-part':
        return this.#sitemapPart(edition, address)
      case 'site-file':
        return await this.#siteFile(edition, address.file)
      case 'manifest':
        return this.#manifest(edition.site, address.locale)
      case 'open-search':
        return this.#openSearch(edition.site, address.locale)
      case 'oembed':
        return answerOEmbed(edition, this.#newsroom.config.siteUrl, query)
      case 'key-file':
        return this.#keyFile(address.key)
      default:
        return undefined
    }
  }

  async #feed(
    edition: Edition,
    address: Address & { readonly kind: 'feed' },
    query: string,
  ): Promise<Document | undefined> {
    const { locale, format, scope } = address
    const part = feedReleases(edition, address, query)
    if (part === undefined) return undefined
    const { config, content } = this.#newsroom
    const { releases, ...place } = part
    const entries = await Promise.all(releases.map(async (release) => ({ release, body: await content.body(release) })))
    const tagName = scope?.kind === 'tag' ? edition.locales[locale].byTag.get(scope.key)?.name : undefined
    const feed = buildFeed({
      site: edition.site,
      siteUrl: config.siteUrl,
      locale,
      entries,
      hub: config.webSubHub,
      ...place,
      ...(scope === undefined ? {} : { scope }),
      ...(tagName === undefined ? {} : { scopeTitle: tagName }),
    })
    // Hubs and readers look into the headers first. WebSub, section 4.
    const link = `<${feed.selfUrl[format]}>; rel="self"`
    const headers = feed.hub === undefined ? {} : { link: `<${feed.hub}>; rel="hub", ${link}` }
    return { type: feedTypes[format], body: feedRenderers[format](feed), headers }
  }

  async #twin(
    edition: Edition,
    address: { readonly kind: 'markdown' | 'json'; readonly locale: Locale; readonly slug: string },
  ): Promise<Document | undefined> {
    const { locale, slug } = address
    const release = edition.locales[locale].bySlug.get(slug)
    if (release === undefined) return undefined
    const { config, content, visits } = this.#newsroom
    const { site } = edition
    const body = await content.body(release)
    const page = absoluteUrl(config.siteUrl, urls.release(locale, slug))
    const headers = { link: `<${page}>; rel="canonical"`, 'x-robots-tag': 'noindex' }
    const input = { release, body, thread: storyThread(edition, release), site, siteUrl: config.siteUrl }
    if (address.kind === 'markdown') {
      return {
        type: 'text/markdown',
        body: renderMarkdownTwin(input),
        headers: { ...headers, vary: 'Accept' },
      }
    }
    const figures = (await visits.figures([slug])).get(slug)
    return {
      type: 'application/json',
      body: JSON.stringify(buildRecord(input, figures)),
      headers,
    }
  }

  async #card(
    edition: Edition,
    address: Address & { readonly kind: 'card' | 'site-card' },
  ): Promise<Document | undefined> {
    const { site, locales } = edition
    const card = (body: Buffer) => picture('image/png', body)
    if (address.kind === 'site-card') return card(await this.#cards.draw(siteCardText(site, address.locale)))
    const release = locales[address.locale].bySlug.get(address.slug)
    if (release === undefined) return undefined
    return card(await this.#cards.draw(releaseCardText(release, site), cardSizeOf(address.ratio)))
  }

  #titles(edition: Edition, locale: Locale, query: string): Document {
    const titles = this.#newsroom.search.titles(edition, locale, new URLSearchParams(query).get('q') ?? '')
    return { type: 'application/json', body: JSON.stringify(titles), headers: { 'x-robots-tag': 'noindex' } }
  }

  #sitemapPart(edition: Edition, address: Address & { readonly kind: 'sitemap-part' }): Document | undefined {
    const { config, clock } = this.#newsroom
    const body = renderSitemapPart(edition, config.siteUrl, address, clock.now())
    return body === undefined ? undefined : { type: 'application/xml', body }
  }

  /** Proof for IndexNow that whoever pushes with the key is the site's owner. */
  #keyFile(key: string): Document | undefined {
    return key === this.#newsroom.config.indexNowKey ? { type: 'text/plain', body: key } : undefined
  }

  #manifest(site: Site, locale: Locale): Document {
    return { type: 'application/manifest+json', body: renderManifest(site, locale, this.#newsroom.brand) }
  }

  #openSearch(site: Site, locale: Locale): Document {
    const body = renderOpenSearch(site, locale, this.#newsroom.config.siteUrl)
    return { type: 'application/opensearchdescription+xml', body }
  }

  async #siteFile(edition: Edition, file: SiteFile): Promise<Document> {
    const { config, clock, brand } = this.#newsroom
    const { site } = edition
    switch (file) {
      case 'sitemap.xml':
        return { type: 'application/xml', body: renderSitemapIndex(edition, config.siteUrl, clock.now()) }
      case 'sitemap-news.xml':
        return { type: 'application/xml', body: renderNewsSitemap(edition, config.siteUrl, clock.now()) }
      case 'robots.txt':
        return { type: 'text/plain', body: renderRobots(site, config.siteUrl, config.noindex) }
      case 'llms.txt':
        return { type: 'text/plain', body: renderLlmsTxt(edition, config.siteUrl) }
      case 'opensearch.xml':
        return this.#openSearch(site, site.defaultLocale)
      case 'manifest.webmanifest':
        return this.#manifest(site, site.defaultLocale)
      default: {
        const { type, body } = await drawIcon(file, site.mark, brand)
        return picture(type, body)
      }
    }
  }
}
