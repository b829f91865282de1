import { z } from 'zod'
import { parseJson } from '#lib/json.ts'
import type { ExportItem } from './parse-export.ts'

const notesSchema = z.array(z.object({ id: z.string(), content: z.string() }))

/** The footnotes that WordPress keeps beside a post, in its field `footnotes`; `undefined` when there are none that can be read. */
export function footnotesOf({ meta }: Pick<ExportItem, 'meta'>): z.output<typeof notesSchema> | undefined {
  // A field of something else that has this name is told like any other.
  return notesSchema.safeParse(parseJson(meta.get('footnotes') ?? '')).data
}

/** The post's text with its footnotes at the end, each with the way back that tells it from a list. */
export function withFootnotes(content: string, item: Pick<ExportItem, 'meta'>): string {
  const notes = footnotesOf(item)?.filter(({ id }) => content.includes(`#${id}"`)) ?? []
  if (notes.length === 0) return content
  const items = notes.map(({ id, content: words }) => `<li id="${id}">${words} <a href="#${id}-link">↩</a></li>`)
  return `${content}\n\n<ol>${items.join('')}</ol>`
}
