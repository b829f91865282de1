/** What XML 1.0 (2.2) forbids or discourages: controls but tab and line ends, non-characters, lone surrogates. */
const forbidden = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for an element or a quoted attribute: forbidden characters left out, markup escaped; `]]>` cannot arise. */
export function escapeXml(text: string): string {
  return text.replace(forbidden, '').replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

export type XmlAttributes = Readonly<Record<string, string | undefined>>

/** An element; text content is escaped, nested elements are passed as `xml(…)` results in an array. */
export function xml(name: string, content: string | readonly (Xml | undefined)[], attributes: XmlAttributes = {}): Xml {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(value)}"`],
  )
  const open = `<${name}${pairs.join('')}`
  if (content.length === 0) return { markup: `${open}/>` }
  const inner = typeof content === 'string' ? escapeXml(content) : content.map((child) => child?.markup ?? '').join('')
  return { markup: `${open}>${inner}</${name}>` }
}

/** Finished markup; made by `xml` only, so that text is never taken for markup. */
export interface Xml {
  readonly markup: string
}

/** A whole document in UTF-8 without a byte order mark. */
export function renderXml(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`
}
