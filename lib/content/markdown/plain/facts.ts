import type { BodyFacts } from '../../markdown.ts'
import { pictureName } from '../addresses.ts'
import { findExcess } from '../check/limits.ts'
import { hasPictureFault } from '../check/links.ts'
import { checkCharacters, hasTypingFault } from '../check/text.ts'
import type { BodyOptions } from '../options.ts'
import { cutSummary } from '../plain-text.ts'
import { type PlainBlock, parsePlainBlocks } from './blocks.ts'

const withoutMarks = (text: string) => text.replaceAll('**', '')

function wordsOf(block: PlainBlock): string {
  switch (block.kind) {
    case 'table':
      return withoutMarks(block.rows.map((cells) => cells.join('\t')).join('\n'))
    case 'pictures':
      return block.pictures.flatMap(({ title }) => title || []).join('\n\n')
    case 'list':
      return withoutMarks(block.texts.join('\n'))
    default:
      return withoutMarks(block.texts.join('\n\n'))
  }
}

/** The words that the whole tree of a plain body gives (`plainText`), in a tenth of its time; `undefined` at the first doubt. The body has no excess. */
export function readPlainWords(body: string): string | undefined {
  return parsePlainBlocks(body)
    ?.map(wordsOf)
    .filter((words) => words !== '')
    .join('\n\n')
}

/** Whether the check of its tree would find nothing in what the blocks say. */
function areSound(blocks: readonly PlainBlock[], options: BodyOptions): boolean {
  const paragraphs: string[] = []
  const others: string[] = []
  for (const block of blocks) {
    if (block.kind === 'pictures') {
      if (block.pictures.some((picture) => hasPictureFault(picture, options))) return false
    } else if (block.kind === 'table') others.push(...block.rows.flat())
    else if (block.kind === 'heading') others.push(...block.texts)
    else paragraphs.push(...block.texts)
  }
  // Bold marks were read; nobody shall look for a mistake in them.
  const unread = (texts: readonly string[]) => texts.map((text) => text.replaceAll('**', '  '))
  return !hasTypingFault(unread(paragraphs), true) && !hasTypingFault(unread(others), false)
}

/** Whether each heading is below the title, and no level is left out. */
function areInOrder(blocks: readonly PlainBlock[]): boolean {
  let previous = 1
  for (const block of blocks) {
    if (block.kind !== 'heading') continue
    if (block.depth === 1 || block.depth > previous + 1) return false
    previous = block.depth
  }
  return true
}

/** What may be an address of a page in running words, and a wrong one; one of a person never is. */
const mayBeAddress = (body: string) => body.includes('://') || /www\./i.test(body)

/**
 * What there is to know of a plain body in which nothing is wrong, as its tree tells it, in a fiftieth of the time;
 * `undefined` at the first doubt.
 */
export function inspectPlainBody(body: string, options: BodyOptions): BodyFacts | undefined {
  if (mayBeAddress(body) || findExcess(body) !== undefined) return undefined
  const blocks = parsePlainBlocks(body)
  if (blocks === undefined || checkCharacters(body).length > 0) return undefined
  if (!areInOrder(blocks) || !areSound(blocks, options)) return undefined
  const first = blocks.find(({ kind }) => kind === 'paragraph')
  const shown = blocks.flatMap((block) => (block.kind === 'pictures' ? block.pictures : []))
  const pictures = new Set(shown.map(({ address }) => pictureName(address)))
  const summary = first === undefined ? '' : cutSummary(wordsOf(first))
  return { problems: [], links: [], files: pictures, pictures, summary, empty: false }
}
