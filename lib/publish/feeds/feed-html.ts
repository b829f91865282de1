import { type DefaultTreeAdapterMap, parseFragment, serialize } from 'parse5'

type Node = DefaultTreeAdapterMap['node']

const addresses = new Set(['href', 'src'])
/** What means something beyond our own page. */
const kept = /^(?:alt|title|lang|dir|width|height|scope|colspan|rowspan|datetime|start|open)$/

function standAlone(node: Node, pageUrl: string): void {
  if ('attrs' in node) {
    node.attrs = node.attrs.flatMap((attribute) => {
      if (addresses.has(attribute.name)) return [{ ...attribute, value: new URL(attribute.value, pageUrl).href }]
      return kept.test(attribute.name) ? [attribute] : []
    })
  }
  if ('childNodes' in node) for (const child of node.childNodes) standAlone(child, pageUrl)
}

/**
 * A release's HTML as it can stand in a feed reader: addresses absolute against `pageUrl`, nothing left that needs our
 * style sheet or script, alternative texts and languages kept.
 */
export function renderFeedHtml(html: string, pageUrl: string): string {
  const fragment = parseFragment(html)
  standAlone(fragment, pageUrl)
  return serialize(fragment)
}
