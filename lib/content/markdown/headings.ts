import type { Heading, Root } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { ReleaseBody } from '../types.ts'
import { setAttributes } from './html-element.ts'

/** The part of a heading's address that comes of its words: letters and digits of every script, hyphens between. */
export function headingName(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

const rank = (depth: Heading['depth']) => (depth === 1 ? 2 : depth)

/** The headings of a body with ids that nothing else on a page uses: `section-` and their words. A second of the same words gets `-2`. */
export function listHeadings(
  tree: Root,
): { node: Heading; id: string; name: string; text: string; level: 2 | 3 | 4 | 5 | 6 }[] {
  const taken = new Set<string>()
  const found: ReturnType<typeof listHeadings> = []
  visit(tree, 'heading', (node) => {
    const text = wordsOf(node, { includeImageAlt: false }).trim()
    const words = headingName(text) || 'untitled'
    let name = words
    for (let number = 2; taken.has(name); number += 1) name = `${words}-${number}`
    taken.add(name)
    found.push({ node, id: `section-${name}`, name, text, level: rank(node.depth) })
  })
  return found
}

/** Gives each heading its id. None ranks as high as the page's own headline. */
export function nameHeadings(tree: Root): ReleaseBody['headings'] {
  return listHeadings(tree).map(({ node, id, level, text }) => {
    node.depth = level
    setAttributes(node, { id })
    return { id, level, text }
  })
}
