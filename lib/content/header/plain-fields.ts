import type { ReleaseFields } from '../schema.ts'
import type { MapNode, YamlNode } from '../yaml/tree.ts'
import { parseWrittenTime, type WrittenTime } from './dates.ts'
import { textLimits } from './field-types.ts'
import { ValueFault } from './value-fault.ts'

/** What the schema gives where a header has nothing. */
const absent = { downloads: [], contacts: [], changes: [], aliases: [], legacyVisits: 0, draft: false, embargo: false }

const limits = new Map<string, number>(Object.entries(textLimits))
/** White space that is more than a single space between words. */
const untidy = /^\s|\s$|\s\s|[^\S ]/u

const isWords = (text: string, limit: number) => text.length > 0 && text.length <= limit && !untidy.test(text)

function readTags(node: YamlNode): string[] | undefined {
  if (node.kind !== 'list') return undefined
  const tags: string[] = []
  for (const item of node.items) {
    if (item.kind !== 'text' || !isWords(item.value, textLimits.tag)) return undefined
    tags.push(item.value)
  }
  return tags
}

/**
 * The fields of a header that has none but texts, its date and tags, each without any fault; `undefined` for everything else.
 * The same as the schema gives, ten times as fast.
 */
export function readPlainFields(root: MapNode): ReleaseFields | undefined {
  const texts: Partial<Record<string, string>> = {}
  let date: WrittenTime | undefined
  let tags: string[] = []
  for (const { key, value } of root.entries) {
    if (key === 'tags') {
      const read = readTags(value)
      if (read === undefined) return undefined
      tags = read
      continue
    }
    if (value.kind !== 'text') return undefined
    if (key === 'date') {
      const time = parseWrittenTime(value.value)
      if (time instanceof ValueFault) return undefined
      date = time
    } else if (key !== 'tag' && isWords(value.value, limits.get(key) ?? 0)) texts[key] = value.value
    else return undefined
  }
  const { title, source, ...others } = texts
  if (title === undefined || date === undefined) return undefined
  return { ...absent, title, date, tags, ...others, ...(source === undefined ? {} : { source: { name: source } }) }
}
