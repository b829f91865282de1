import { type DefaultTreeAdapterTypes, parse } from 'parse5'

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

/**
 * The HTML of a page as readers get it: `html`, as Next rendered it, without the framework's scripts, their preloads, the
 * payload and the markers of React's stream. Data blocks such as JSON-LD, scripts of our own and every other byte stay.
 * Throws when a part of the page was streamed behind a fallback, since without scripts nobody would ever see it, and when the
 * page breaks off inside a script.
 */
export function finishHtml(html: string): string {
  const cuts: { readonly start: number; readonly end: number }[] = []
  const waiting: Node[] = [parse(html, { sourceCodeLocationInfo: true })]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isParkedPart(node))
      throw new Error('A part of the page waits behind a Suspense fallback; await its data in the page instead.')
    if (isLeftover(node)) {
      const place = node.sourceCodeLocation
      if (!place || (node.nodeName === 'script' && !('endTag' in place)))
        throw new Error('The page breaks off inside a script.')
      cuts.push({ start: place.startOffset, end: place.endOffset })
    } else {
      if ('childNodes' in node) for (const child of node.childNodes) waiting.push(child)
      if ('content' in node) waiting.push(node.content)
    }
  }
  cuts.sort((a, b) => a.start - b.start)
  const kept: string[] = []
  let from = 0
  for (const cut of cuts) {
    kept.push(html.slice(from, cut.start))
    from = cut.end
  }
  kept.push(html.slice(from))
  return kept.join('')
}
