import type { Locale } from '#lib/i18n/locales.ts'
import type { FindFile, ImportedRelease } from '../imported.ts'
import { composeRelease } from '../page/compose.ts'
import { findDates } from '../page/dates.ts'
import type { Head } from '../page/head.ts'
import type { RecordLine } from '../page/record-line.ts'
import { createRepairs } from '../page/repairs.ts'
import { type Foot, findFoot, objectMark } from '../page/site-facts.ts'
import { collapse } from '../page/text.ts'
import { PageRefused } from '../refusals.ts'
import { type Article, findArticle } from './article.ts'
import { Conversion } from './convert.ts'
import { attribute, descendants, type Element, findElement, rawText } from './elements.ts'
import { takeFootnotes } from './footnotes.ts'
import type { HtmlLine } from './lines.ts'
import { applyStyleSheets, type ReadSheet } from './looks/style-sheets.ts'
import { unveil } from './looks/unveil.ts'
import { parseHtml, readPageLines } from './parse-html.ts'

/** Whether a text is a web page and not plain text. */
export function isHtml(text: string): boolean {
  return (
    /^\s*(?:<\?xml|<!doctype html|<html|<!--|<(?:head|body|div|table|p|h1|meta)\b)/i.test(text) ||
    /<\/(?:p|div|td|body|html)\s*>|<br\s*\/?>/i.test(text)
  )
}

// A picture or film under the text has no words; without a mark it would pass for a blank line.
const wordsOrMark = ({ text, kind, leaves }: HtmlLine) =>
  text === '' && (kind === 'media' || leaves.some((leaf) => leaf.kind === 'image')) ? objectMark : text

interface PageHead {
  readonly titles: readonly string[]
  readonly url: URL | undefined
  readonly base: URL | undefined
  readonly record: RecordLine
}

const metaNames = {
  title: /^(?:og:title|articletitle|twitter:title)$/i,
  date: /^(?:article:published_time|pubdate|publishdate|publish_time|datepublished|dc\.date(?:\.issued)?)$/i,
  source: /^(?:contentsource|article:source|dc\.source)$/i,
  url: /^og:url$/i,
} as const

const webUrl = (text: string | undefined, base?: URL) => {
  // An empty address would be that of the base.
  const url =
    text !== undefined && text.trim() !== '' && URL.canParse(text.trim(), base?.href)
      ? new URL(text.trim(), base?.href)
      : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined
}

/** The content of the first `meta` that has one of the names and says something; '' when there is none. */
function metaContent(elements: readonly Element[], names: RegExp): string {
  const said = elements
    .filter(({ tagName }) => tagName === 'meta')
    .map((element) => ({
      name: attribute(element, 'name') ?? attribute(element, 'property') ?? '',
      content: attribute(element, 'content') ?? '',
    }))
    .find(({ name, content }) => names.test(name) && content.trim() !== '')
  return collapse(said?.content ?? '')
}

/** The page's title, and what is left of it between the marks by which sites add their name. */
function titlesOf(elements: readonly Element[]): string[] {
  const title = collapse(
    elements
      .filter(({ tagName }) => tagName === 'title')
      .flatMap(({ childNodes }) => childNodes.map(rawText))[0]
      ?.replace(/\s+/g, ' ') ?? '',
  )
  return [...title.split(/\s+[-–—|_·»>]+\s+|[_|»]+/).map(collapse), title]
}

/** Where the page was, and what its relative addresses are to be added to. */
function addressesOf(elements: readonly Element[], text: string): Pick<PageHead, 'url' | 'base'> {
  // Browsers write the address into the files that they save (Mark of the Web).
  const saved = webUrl(/<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->/i.exec(text)?.[1])
  const hrefOf = (isIt: (element: Element) => boolean) => attribute(elements.find(isIt), 'href')
  const base =
    webUrl(
      hrefOf(({ tagName }) => tagName === 'base'),
      saved,
    ) ?? saved
  const link = hrefOf(
    (element) => element.tagName === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attribute(element, 'rel') ?? ''),
  )
  const canonical = webUrl(link, base) ?? webUrl(metaContent(elements, metaNames.url), base)
  return { url: saved ?? canonical, base: base ?? canonical }
}

function readPageHead(elements: readonly Element[], text: string): PageHead {
  const date = findDates(metaContent(elements, metaNames.date))[0]
  const source = metaContent(elements, metaNames.source)
  const titles = [metaContent(elements, metaNames.title), ...titlesOf(elements)]
  return {
    ...addressesOf(elements, text),
    titles: titles.filter((title) => title !== ''),
    record: {
      ...(date === undefined ? {} : { date }),
      ...(source === '' ? {} : { source }),
      others: [],
      before: '',
      strength: 'certain',
    },
  }
}

/** Old addresses as aliases: the path with its query. The front page is none. */
function aliasesOf(url: URL | undefined): string[] {
  if (url === undefined || (url.pathname === '/' && url.search === '')) return []
  return [url.pathname + url.search]
}

const withMeta = (head: Head, { record }: PageHead): Head => {
  if (record.date === undefined && record.source === undefined) return head
  return { ...head, record: { ...record, ...head.record, others: head.record?.others ?? [] } }
}

/** Where the text ends, with the facts about it that stand below it and at the end of the page. */
function footOf(article: Article): Foot {
  const foot = findFoot(article.body.map(wordsOrMark))
  const outer = findFoot(
    article.after
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .slice(-12),
  )
  return {
    ...foot,
    facts: [...new Set([...foot.facts, ...outer.facts])],
    furniture: [...foot.furniture, ...article.menus],
  }
}

/** The address behind the source, when that is a link. */
function sourceUrlOf(record: Element | undefined, source: string | undefined): URL | undefined {
  const link = record === undefined ? undefined : findElement(record, ({ tagName }) => tagName === 'a')
  return link !== undefined && collapse(rawText(link)) === source ? webUrl(attribute(link, 'href')) : undefined
}

/** What may be known of a page beyond its text. */
export interface HtmlOptions {
  readonly language?: Locale | undefined
  readonly readSheet?: ReadSheet
}

/** Reads a release from a legacy page saved as HTML. `undefined` when it holds no text. Throws `PageRefused`. */
export function readHtml(
  text: string,
  findFile: FindFile,
  { language, readSheet = () => undefined }: HtmlOptions = {},
): ImportedRelease | undefined {
  const document = parseHtml(text)
  const elements = [...descendants(document)]
  const body = elements.find(({ tagName }) => tagName === 'body')
  // A page of frames has a `frameset` where others have their `body`.
  if (body === undefined) throw new PageRefused('frames')
  const page = readPageHead(elements, text)
  const sheetNotes = applyStyleSheets(document, readSheet)
  unveil(body)
  const footnotes = takeFootnotes(body)
  const article = findArticle(readPageLines(body), page)
  if (article === undefined) return undefined
  const foot = footOf(article)
  const repairs = createRepairs()
  const title = article.head.title ?? page.titles[0] ?? ''
  const conversion = new Conversion({ base: page.base, title, findFile, repairs, footnotes })
  const nodes = conversion.convert(article.body.slice(0, foot.end))
  const head = withMeta(article.head, page)
  const sourceUrl = sourceUrlOf(article.recordElement, head.record?.source)
  return composeRelease({
    head,
    foot,
    body: nodes,
    texts: conversion.texts,
    repairs,
    language,
    aliases: aliasesOf(page.url),
    pictures: conversion.pictures,
    downloads: conversion.downloads,
    ...(sourceUrl === undefined ? {} : { sourceUrl: sourceUrl.href }),
    notes: [...conversion.notes, ...sheetNotes],
  })
}
