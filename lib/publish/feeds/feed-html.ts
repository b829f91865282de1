import { type DefaultTreeAdapterMap, parseFragment, serialize } from 'parse5'

type Node = DefaultTreeAdapterMap['node']

const addresses = new Set(['href', 'src'])
/** What means something only on our own page. */
const pageOnly = new Set(['class', 'id', 'loading', 'decoding', 'fetchpriority', 'sizes', 'srcset', 'tabindex', 'role'])
const keptData = /^(?:alt|title|lang|dir|width|height|scope|colspan|rowspan|datetime|start|open|href|src)$/

function standAlone(node: Node, pageUrl: string): void {
  if ('attrs' in node) {
    node.attrs = node.attrs.flatMap((attribute) => {
      if (addresses.has(attribute.name)) return [{ ...attribute, value: new URL(attribute.value, pageUrl).href }]
      return keptData.test(attribute.name) && !pageOnly.has(attribute.name) ? [attribute] : []
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
