import type { PhrasingContent, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { htmlSpan, isPhrasingParent } from './html-element.ts'

const closing = /\]\{lang=["'“”]?([A-Za-z0-9-]+)["'“”]?\}/g

interface LanguageMark {
  readonly tag: string
  readonly from: { readonly child: number; readonly offset: number }
  readonly to: { readonly child: number; readonly start: number; readonly end: number }
}

/** Where the bracket opens that closes at `end` of the text node `child`. */
function findOpening(
  children: readonly PhrasingContent[],
  child: number,
  end: number,
): LanguageMark['from'] | undefined {
  let depth = 0
  for (let place = child; place >= 0; place -= 1) {
    const sibling = children[place]
    if (sibling?.type !== 'text') continue
    for (let offset = (place === child ? end : sibling.value.length) - 1; offset >= 0; offset -= 1) {
      if (sibling.value[offset] === ']') depth += 1
      if (sibling.value[offset] !== '[') continue
      if (depth === 0) return { child: place, offset }
      depth -= 1
    }
  }
  return undefined
}

/** The first `[…]{lang=xx}` among siblings. Its brackets may stand in different text nodes, with bold or links between. */
function findLanguageMark(children: readonly PhrasingContent[]): LanguageMark | undefined {
  for (const [child, node] of children.entries()) {
    if (node.type !== 'text') continue
    for (const match of node.value.matchAll(closing)) {
      const from = findOpening(children, child, match.index)
      const to = { child, start: match.index, end: match.index + match[0].length }
      if (from !== undefined) return { tag: match[1] ?? '', from, to }
    }
  }
  return undefined
}

const textNodes = (value: string): PhrasingContent[] => (value === '' ? [] : [{ type: 'text', value }])

const rightToLeft = /^(?:ar|fa|he|ug|ur|yi)\b/i

/** The children with the marked ones inside a `span` with `lang`. */
function wrapLanguage(children: readonly PhrasingContent[], mark: LanguageMark): PhrasingContent[] {
  const textOf = (child: number) => {
    const node = children[child]
    return node?.type === 'text' ? node.value : ''
  }
  const { from, to, tag } = mark
  const first = textOf(from.child)
  const last = textOf(to.child)
  const inside =
    from.child === to.child
      ? textNodes(first.slice(from.offset + 1, to.start))
      : [
          ...textNodes(first.slice(from.offset + 1)),
          ...children.slice(from.child + 1, to.child),
          ...textNodes(last.slice(0, to.start)),
        ]
  return [
    ...children.slice(0, from.child),
    ...textNodes(first.slice(0, from.offset)),
    htmlSpan('span', rightToLeft.test(tag) ? { lang: tag, dir: 'rtl' } : { lang: tag }, inside),
    ...textNodes(last.slice(to.end)),
    ...children.slice(to.child + 1),
  ]
}

function withLanguages(children: readonly PhrasingContent[]): PhrasingContent[] {
  let wrapped = [...children]
  for (let mark = findLanguageMark(wrapped); mark !== undefined; mark = findLanguageMark(wrapped))
    wrapped = wrapLanguage(wrapped, mark)
  return wrapped
}

/** Turns `[words]{lang=xx}` (Pandoc's bracketed span) into an element that says its language. */
export function markLanguages(tree: Root): void {
  visit(tree, (node) => {
    if (isPhrasingParent(node)) node.children = withLanguages(node.children)
  })
}

/** Codes that people write for languages. */
const mistaken = new Map([
  ['cn', 'zh'],
  ['chinese', 'zh'],
  ['中文', 'zh'],
  ['jp', 'ja'],
  ['japanese', 'ja'],
  ['kr', 'ko'],
  ['korean', 'ko'],
  ['english', 'en'],
  ['英文', 'en'],
  ['uk', 'en'],
  ['german', 'de'],
  ['french', 'fr'],
])

/** Whether `tag` is a BCP 47 tag whose language exists. */
export function isLanguageTag(tag: string): boolean {
  const language = /^[A-Za-z]{2,3}(?=-|$)/.exec(tag)?.[0]
  if (language === undefined || mistaken.has(language.toLowerCase())) return false
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    return (
      canonical !== undefined &&
      new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language) !== undefined
    )
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The tag that a wrong one was meant to be. */
export function meantLanguage(tag: string): string | undefined {
  return mistaken.get(tag.toLowerCase())
}
