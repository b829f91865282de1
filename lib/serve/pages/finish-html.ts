import { type Part, parseParts } from './html-parts.ts'
import { parsePlainParts } from './plain-html.ts'

const attribute = (part: Part, name: string) => part.attributes.find((one) => one.name === name)?.value

const isFrameworkPath = (path: string | undefined) => path?.startsWith('/_next/') === true

/** JavaScript MIME types and absence mean code; anything else (`application/ld+json`) is a data block (HTML §4.12.1). */
const isCode = (type: string | undefined) =>
  type === undefined ||
  type === '' ||
  type === 'module' ||
  /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/i.test(type)

function isFrameworkScript(part: Part): boolean {
  const source = attribute(part, 'src')
  return source === undefined ? isCode(attribute(part, 'type')) : isFrameworkPath(source)
}

function isFrameworkLink(part: Part): boolean {
  const relation = attribute(part, 'rel')
  if (relation === 'modulepreload' || relation === 'expect') return true
  return relation === 'preload' && attribute(part, 'as') === 'script' && isFrameworkPath(attribute(part, 'href'))
}

function isLeftover(part: Part): boolean {
  if (part.name === 'script') return isFrameworkScript(part)
  if (part.name === 'link') return isFrameworkLink(part)
  return part.name === '#comment' || part.isContainer
}

/** React parks late parts in `<template id="B:0">` and `<div hidden id="S:0">`, which only its script can show. */
function isParkedPart(part: Part): boolean {
  const id = attribute(part, 'id')
  return (
    id !== undefined &&
    /^(?:[BSP]:[0-9a-f]+)$/.test(id) &&
    (part.name === 'template' || attribute(part, 'hidden') !== undefined)
  )
}

/** Where a page finds the site's one style sheet and its script. */
export interface PageAssets {
  readonly styleSheet: string
  readonly script: string
}

/** The name of our own script in what Next renders. */
export const scriptPath = '/enhance.js'

interface Cut {
  readonly start: number
  readonly end: number
  /** What stands there instead. */
  readonly put: string
}

const isStyleSheet = (part: Part) =>
  part.name === 'link' && attribute(part, 'rel') === 'stylesheet' && isFrameworkPath(attribute(part, 'href'))

const isStylePreload = (part: Part) =>
  part.name === 'link' && attribute(part, 'rel') === 'preload' && attribute(part, 'as') === 'style'

/** What stands in place of the tags that name the build's style sheets and our script; `undefined` for all other tags. */
function replaceAsset(part: Part, assets: PageAssets, seen: { styles: boolean }): string | undefined {
  if (isStylePreload(part)) return ''
  if (isStyleSheet(part)) {
    if (seen.styles) return ''
    seen.styles = true
    return `<link rel="stylesheet" href="${assets.styleSheet}"/>`
  }
  const isScript = part.name === 'script' && attribute(part, 'src') === scriptPath
  return isScript ? `<script src="${assets.script}" type="module" async=""></script>` : undefined
}

/** The names of an element's attributes in small letters: React writes `hrefLang`, which programs that read text do not find. */
function plainNames(html: string, { isHtml, attributes }: Part): Cut[] {
  if (!isHtml) return []
  return attributes.flatMap(({ name, start }) =>
    html.startsWith(name, start) ? [] : [{ start, end: start + name.length, put: name }],
  )
}

function cutOut(html: string, cuts: readonly Cut[]): string {
  const kept: string[] = []
  let from = 0
  for (const { start, end, put } of cuts.toSorted((a, b) => a.start - b.start)) {
    kept.push(html.slice(from, start), put)
    from = end
  }
  kept.push(html.slice(from))
  return kept.join('')
}

/**
 * The HTML of a page as readers get it: `html`, as Next rendered it, without the framework's scripts, their preloads, the
 * payload and the markers of React's stream, with `assets` in place of the build's style sheets and our script, and with names
 * of attributes in small letters. Data blocks such as JSON-LD, other scripts of our own and every other byte stay.
 * Throws when a part of the page was streamed behind a fallback, since without scripts nobody would ever see it, and when the
 * page breaks off inside a script.
 */
export function finishHtml(html: string, assets?: PageAssets): string {
  const cuts: Cut[] = []
  const seen = { styles: false }
  for (const part of parsePlainParts(html) ?? parseParts(html)) {
    if (isParkedPart(part))
      throw new Error('A part of the page waits behind a Suspense fallback; await its data in the page instead.')
    const put = isLeftover(part) ? '' : assets && replaceAsset(part, assets, seen)
    if (put === undefined) cuts.push(...plainNames(html, part))
    else cuts.push({ start: part.start, end: part.end, put })
  }
  return cutOut(html, cuts)
}
