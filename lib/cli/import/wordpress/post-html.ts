/** A post's text as HTML, and the short codes of it that are no HTML. */
export interface PostHtml {
  readonly html: string
  /** Names of short codes that were taken out, each once; those of films and sounds with what they say of them. */
  readonly lost: readonly string[]
  /** Names of blocks that hold nothing and are filled when the page is shown, each once. */
  readonly filled: readonly string[]
}

const blockStart =
  /^<\/?(?:p|h[1-6]|ul|ol|li|dl|table|thead|tbody|tr|td|th|caption|div|blockquote|pre|figure|figcaption|hr|iframe|section|article|!--)\b/i

// The classic editor stores paragraphs as blank lines and line breaks as line ends; the block editor stores HTML.
function paragraphs(text: string): string {
  if (/<!-- wp:|<p[\s>]/i.test(text)) return text
  if (/<pre[\s>]/i.test(text)) return text.replace(/\n\s*\n/g, '<br><br>')
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (blockStart.test(part) ? part : `<p>${part.replace(/\n/g, '<br>\n')}</p>`))
    .join('\n')
}

// The patterns below end after so many characters: a short code that is never closed would else be searched for to the end
// of the post, each time anew.
/** The picture behind a cover, which older versions of WordPress kept in a style, as a picture before its words. */
function showCovers(html: string): string {
  return html.replace(/<(?:div|section)\b[^>]{0,4000}>/gi, (tag) => {
    const src = /background-image\s*:\s*url\((?:&quot;|['"])?([^'"()]+?)(?:&quot;|['"])?\)/i.exec(tag)?.[1]
    if (src === undefined || !/\bclass="[^"]*wp-block-cover/.test(tag)) return tag
    const alt = /\baria-label="([^"]*)"/.exec(tag)?.[1] ?? ''
    return `${tag.replace(/background-image\s*:[^;"]*/i, '')}<p><img src="${src}" alt="${alt}"></p>`
  })
}

const bareCodes = /^(?:gallery|audio|video|playlist|embed|more|caption|wp_caption)$/

/**
 * The HTML of a post: paragraphs of the classic editor marked, captions as figures, galleries as pictures, other short codes
 * taken out with the words between them left in place.
 */
export function buildPostHtml(content: string, addressOf: (attachment: string) => string | undefined): PostHtml {
  const lost = new Set<string>()
  const figures = content.replace(
    /\[(?:wp_)?caption\b([^\][]{0,1000})\]([\s\S]{0,4000}?)\[\/(?:wp_)?caption\]/gi,
    (_all, attributes: string, inner: string) => {
      const named = /\bcaption=(?:"([^"]*)"|'([^']*)')/i.exec(attributes)
      const picture = /(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?/i.exec(inner)?.[0] ?? ''
      const words = named?.[1] ?? named?.[2] ?? inner.replace(picture, '').trim()
      return `\n\n<figure>${picture}<figcaption>${words}</figcaption></figure>\n\n`
    },
  )
  const withoutButtons = figures.replace(/<a\b[^>]{0,1000}\bwp-block-file__button\b[^>]{0,1000}>[^<]{0,200}<\/a>/gi, '')
  const galleries = withoutButtons.replace(/\[gallery\b([^\][]{0,1000})\]/gi, (all, attributes: string) => {
    const ids = /\bids=["']?([\d,\s]+)/i.exec(attributes)?.[1]?.split(',') ?? []
    // One that the export does not hold is looked for in vain, and told.
    const addresses = ids
      .map((id) => id.trim())
      .filter((id) => id !== '')
      .map((id) => addressOf(id) ?? `#${id}`)
    return addresses.length === 0
      ? all
      : `\n\n${addresses.map((src) => `<p><img src="${src.replaceAll('"', '%22')}"></p>`).join('\n')}\n\n`
  })
  const closed = new Set([...galleries.matchAll(/\[\/([a-z][\w-]*)\]/gi)].map(([, name]) => name?.toLowerCase()))
  const html = galleries.replace(
    /\[(\/?)([a-z][\w-]*)((?:\s{1,9}[\w-]{1,60}=(?:"[^"\][]{0,1000}"|'[^'\][]{0,1000}'|[^\s\][]{1,1000}))*)\s{0,9}\/?\](?!\()/gi,
    (all, slash: string, name: string, attributes: string) => {
      const key = name.toLowerCase()
      if (slash === '' && attributes === '' && !bareCodes.test(key) && !closed.has(key)) return all
      // Of a film or sound nothing else stays that says which it was.
      lost.add(/^(?:audio|video|playlist)$/.test(key) ? `${key}${attributes}` : key)
      return ''
    },
  )
  const filled = [...content.matchAll(/<!-- wp:([a-z][\w/-]{0,80})[^>]{0,1000}\/-->/gi)].map(([, name]) => name ?? '')
  const shown = filled.filter((name) => !/^(?:more|nextpage|separator|spacer|footnotes)$/.test(name))
  return { html: showCovers(paragraphs(html)), lost: [...lost], filled: [...new Set(shown)] }
}
