import { type DefaultTreeAdapterTypes, html as htmlFacts, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value

const isFrameworkPath = (path: string | undefined) => path?.startsWith('/_next/') === true

/** JavaScript MIME types and absence mean code; anything else (`application/ld+json`) is a data block (HTML §4.12.1). */
const isCode = (type: string | undefined) =>
  type === undefined ||
  type === '' ||
  type === 'module' ||
  /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/i.test(type)

function isFrameworkScript(element: Element): boolean {
  const source = attribute(element, 'src')
  return source === undefined ? isCode(attribute(element, 'type')) : isFrameworkPath(source)
}

function isFrameworkLink(element: Element): boolean {
  const relation = attribute(element, 'rel')
  if (relation === 'modulepreload' || relation === 'expect') return true
  return relation === 'preload' && attribute(element, 'as') === 'script' && isFrameworkPath(attribute(element, 'href'))
}

/** A container of React's stream: hidden, and holding nothing but comment markers. */
const isEmptyStreamContainer = (element: Element) =>
  attribute(element, 'hidden') !== undefined &&
  element.attrs.length === 1 &&
  element.childNodes.every((child) => child.nodeName === '#comment')

function isLeftover(node: Node): boolean {
  if (node.nodeName === '#comment') return true
  if (!('tagName' in node)) return false
  if (node.tagName === 'script') return isFrameworkScript(node)
  if (node.tagName === 'link') return isFrameworkLink(node)
  return node.tagName === 'div' && isEmptyStreamContainer(node)
}

/** React parks late parts in `<template id="B:0">` and `<div hidden id="S:0">`, which only its script can show. */
function isParkedPart(node: Node): boolean {
  if (!('tagName' in node)) return false
  const id = attribute(node, 'id')
  return (
    id !== undefined &&
    /^(?:[BSP]:[0-9a-f]+)$/.test(id) &&
    (node.tagName === 'template' || attribute(node, 'hidden') !== undefined)
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

const isStyleSheet = (element: Element) =>
  element.tagName === 'link' &&
  attribute(element, 'rel') === 'stylesheet' &&
  isFrameworkPath(attribute(element, 'href'))

const isStylePreload = (element: Element) =>
  element.tagName === 'link' && attribute(element, 'rel') === 'preload' && attribute(element, 'as') === 'style'

/** What stands in place of the tags that name the build's style sheets and our script; `undefined` for all other tags. */
function replaceAsset(element: Element, assets: PageAssets, seen: { styles: boolean }): string | undefined {
  if (isStylePreload(element)) return ''
  if (isStyleSheet(element)) {
    if (seen.styles) return ''
    seen.styles = true
    return `<link rel="stylesheet" href="${assets.styleSheet}"/>`
  }
  const isScript = element.tagName === 'script' && attribute(element, 'src') === scriptPath
  return isScript ? `<script src="${assets.script}" type="module" async=""></script>` : undefined
}

const replacementOf = (node: Node, assets: PageAssets | undefined, seen: { styles: boolean }) =>
  assets !== undefined && 'tagName' in node ? replaceAsset(node, assets, seen) : undefined

/** The names of an element's attributes in small letters: React writes `hrefLang`, which programs that read text do not find. */
function* plainNames(html: string, { namespaceURI, sourceCodeLocation }: Element): Iterable<Cut> {
  if (namespaceURI !== htmlFacts.NS.HTML) return
  for (const [name, { startOffset: start }] of Object.entries(sourceCodeLocation?.attrs ?? {})) {
    const end = start + name.length
    if (html.slice(start, end) !== name) yield { start, end, put: name }
  }
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
  const waiting: Node[] = [parse(html, { sourceCodeLocationInfo: true })]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isParkedPart(node))
      throw new Error('A part of the page waits behind a Suspense fallback; await its data in the page instead.')
    const put = isLeftover(node) ? '' : replacementOf(node, assets, seen)
    if (put !== undefined) {
      const place = node.sourceCodeLocation
      if (!place || (node.nodeName === 'script' && !('endTag' in place)))
        throw new Error('The page breaks off inside a script.')
      cuts.push({ start: place.startOffset, end: place.endOffset, put })
    } else {
      if ('tagName' in node) cuts.push(...plainNames(html, node))
      if ('childNodes' in node) for (const child of node.childNodes) waiting.push(child)
      if ('content' in node) waiting.push(node.content)
    }
  }
  return cutOut(html, cuts)
}
