import type { FootnoteDefinition, FootnoteReference, PhrasingContent, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { Locale } from '#lib/i18n/locales.ts'
import { type HtmlBlock, htmlBlock, htmlSpan } from './html-element.ts'
import { labels } from './labels.ts'

/** A footnote in the order in which the text first refers to it. */
interface Note {
  readonly number: number
  readonly definition: FootnoteDefinition
  references: number
}

const noteId = (number: number) => `note-${number}`
const referenceId = (number: number, time: number) =>
  time === 1 ? `note-${number}-mark` : `note-${number}-mark-${time}`

function takeDefinitions(tree: Root): Map<string, FootnoteDefinition> {
  const definitions = new Map<string, FootnoteDefinition>()
  visit(tree, 'footnoteDefinition', (node, index, parent) => {
    if (parent === undefined || index === undefined) return undefined
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
  return definitions
}

/** Turns references into numbered links; footnotes that are mentioned first here are added to `notes`. */
function linkReferences(
  root: Root | FootnoteDefinition,
  definitions: Map<string, FootnoteDefinition>,
  notes: Map<string, Note>,
  locale: Locale,
): void {
  visit(root, 'footnoteReference', (node: FootnoteReference, index, parent) => {
    const definition = definitions.get(node.identifier)
    if (parent === undefined || index === undefined || definition === undefined) return
    const note = notes.get(node.identifier) ?? { number: notes.size + 1, definition, references: 0 }
    notes.set(node.identifier, note)
    note.references += 1
    const { number, references } = note
    const label = labels[locale].footnote(number)
    const attributes = {
      href: `#${noteId(number)}`,
      id: referenceId(number, references),
      role: 'doc-noteref',
      ariaLabel: label,
    }
    parent.children[index] = htmlSpan('sup', {}, [htmlSpan('a', attributes, [{ type: 'text', value: String(number) }])])
  })
}

function noteItem({ number, definition, references }: Note, locale: Locale): HtmlBlock {
  const back: PhrasingContent[] = Array.from({ length: references }, (_, index) => index + 1).flatMap((time) => [
    { type: 'text', value: ' ' },
    htmlSpan(
      'a',
      { href: `#${referenceId(number, time)}`, role: 'doc-backlink', ariaLabel: labels[locale].backToText(number) },
      [{ type: 'text', value: '↩\ufe0e' }],
    ),
  ])
  const last = definition.children.at(-1)
  if (last?.type === 'paragraph') last.children.push(...back)
  else definition.children.push({ type: 'paragraph', children: back })
  return htmlBlock('li', { id: noteId(number) }, definition.children)
}

/** Numbers the footnotes in the order of their mention and puts them at the end, with links there and back. */
export function gatherFootnotes(tree: Root, locale: Locale): void {
  const definitions = takeDefinitions(tree)
  const notes = new Map<string, Note>()
  linkReferences(tree, definitions, notes, locale)
  // A footnote may mention another; the map grows while it is walked.
  for (const note of notes.values()) linkReferences(note.definition, definitions, notes, locale)
  if (notes.size === 0) return
  const heading = htmlBlock('h2', { id: 'note-heading' }, [{ type: 'text', value: labels[locale].footnotes }])
  const list = htmlBlock(
    'ol',
    {},
    [...notes.values()].map((note) => noteItem(note, locale)),
  )
  tree.children.push(
    htmlBlock('section', { className: ['footnotes'], ariaLabelledBy: 'note-heading' }, [heading, list]),
  )
}
