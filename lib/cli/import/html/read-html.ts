import type { Locale } from '#lib/i18n/locales.ts'
import type { FindFile, ImportedRelease } from '../imported.ts'
import { composeRelease } from '../page/compose.ts'
import { findDates } from '../page/dates.ts'
import type { Head } from '../page/head.ts'
import type { RecordLine } from '../page/record-line.ts'
import { createRepairs } from '../page/repairs.ts'
import { type Foot, findFoot, objectMark } from '../page/site-facts.ts'
import { collapse } from '../page/text.ts'
import { findArticle } from './article.ts'
import { Conversion } from './convert.ts'
import { attribute, descendants, type Element, findElement, rawText } from './elements.ts'
import type { HtmlLine } from './lines.ts'
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
  const url = text !== undefined && URL.canParse(text.trim(), base?.href) ? new URL(text.trim(), base?.href) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined
}

function readPageHead(elements: readonly Element[], text: string): PageHead {
  const metas = elements.filter(({ tagName }) => tagName === 'meta')
  const meta = (names: RegExp) =>
    collapse(
      metas
        .map(
          (element) =>
            [
              attribute(element, 'name') ?? attribute(element, 'property') ?? '',
              attribute(element, 'content') ?? '',
            ] as const,
        )
        .find(([name, value]) => names.test(name) && value.trim() !== '')?.[1] ?? '',
    )
  // Browsers write the address into the files that they save (Mark of the Web).
  const saved = webUrl(/<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->/i.exec(text)?.[1])
  const link = elements.find(
    (element) => element.tagName === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attribute(element, 'rel') ?? ''),
  )
  const base =
    webUrl(
      attribute(
        elements.find(({ tagName }) => tagName === 'base'),
        'href',
      ),
      saved,
    ) ?? saved
  const canonical = webUrl(attribute(link, 'href'), base) ?? webUrl(meta(metaNames.url), base)
  const title = collapse(
    elements
      .filter(({ tagName }) => tagName === 'title')
      .flatMap(({ childNodes }) => childNodes.map(rawText))[0]
      ?.replace(/\s+/g, ' ') ?? '',
  )
  const pieces = title.split(/\s+[-–—|_·»>]+\s+|[_|»]+/).map(collapse)
  const date = findDates(meta(metaNames.date))[0]
  const source = meta(metaNames.source)
  return {
    titles: [meta(metaNames.title), ...pieces, title].filter((piece) => piece !== ''),
    url: saved ?? canonical,
    base: base ?? canonical,
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

/** Reads a release from a legacy page saved as HTML. `undefined` when it holds no text. Throws `PageRefused`. */
export function readHtml(text: string, findFile: FindFile, language?: Locale): ImportedRelease | undefined {
  const document = parseHtml(text)
  const elements = [...descendants(document)]
  const body = elements.find(({ tagName }) => tagName === 'body')
  if (body === undefined) return undefined
  const page = readPageHead(elements, text)
  const article = findArticle(readPageLines(body), page)
  if (article === undefined) return undefined
  const foot = findFoot(article.body.map(wordsOrMark))
  const outer = findFoot(
    article.after
      .filter(({ text: words }) => words !== '')
      .slice(-12)
      .map((line) => line.text),
  )
  const facts: Foot = { ...foot, facts: [...new Set([...foot.facts, ...outer.facts])] }
  const repairs = createRepairs()
  const conversion = new Conversion({
    base: page.base,
    title: article.head.title ?? page.titles[0] ?? '',
    findFile,
    repairs,
  })
  const nodes = conversion.convert(article.body.slice(0, foot.end))
  const head = withMeta(article.head, page)
  const sourceLink =
    article.recordElement === undefined
      ? undefined
      : findElement(article.recordElement, ({ tagName }) => tagName === 'a')
  const linked =
    sourceLink !== undefined && collapse(rawText(sourceLink)) === head.record?.source
      ? webUrl(attribute(sourceLink, 'href'))
      : undefined
  return composeRelease({
    head,
    foot: facts,
    body: nodes,
    texts: conversion.texts,
    repairs,
    language,
    aliases: aliasesOf(page.url),
    pictures: conversion.pictures,
    downloads: conversion.downloads,
    ...(linked === undefined ? {} : { sourceUrl: linked.href }),
    notes: conversion.notes,
  })
}
