import { wallClockText } from '#lib/time-zone.ts'
import { tagKey } from '#lib/urls.ts'
import type { Problem } from '../problem.ts'
import { problem } from '../problem.ts'
import type { Category, Site } from '../types.ts'
import { excerpt } from '../yaml/quoting.ts'
import type { HeaderNode } from '../yaml/read.ts'
import { gapFault, parseWrittenTime, writtenInstant } from './dates.ts'
import { type FieldPath, filledItems, locate, placeOfNode, placeOfPath, textAt } from './locate.ts'
import { nearest } from './spelling.ts'
import { ValueFault } from './value-fault.ts'

/** Characters after which search engines and social networks cut a description. */
const summaryLimit = 300

/** The instant at `path`; `undefined` when there is none, or none that can be read, which the schema tells. */
function instantAt(header: HeaderNode, path: FieldPath, timeZone: string): number | undefined {
  const text = textAt(header, path)
  const written = text === undefined ? undefined : parseWrittenTime(text)
  return written === undefined || written instanceof ValueFault ? undefined : writtenInstant(written, timeZone)
}

function gapProblems(header: HeaderNode, paths: readonly FieldPath[], timeZone: string): Problem[] {
  return paths.flatMap((path) => {
    const text = textAt(header, path)
    if (text === undefined) return []
    const written = parseWrittenTime(text)
    const fault = written instanceof ValueFault ? undefined : gapFault(written, timeZone)
    if (fault === undefined) return []
    return [problem(fault.code, placeOfPath(header, path), { field: String(path.at(-1)), ...fault.values })]
  })
}

const changePaths = (header: HeaderNode): FieldPath[] => {
  const { node } = locate(header, ['changes'])
  return node?.kind === 'list' ? filledItems(node).map((_, index) => ['changes', index, 'date']) : []
}

const orderRules = [
  { path: ['expires'], code: 'header/expires-before-date' },
  { path: ['pinnedUntil'], code: 'header/pinned-before-date' },
  { path: ['withdrawn', 'date'], code: 'header/change-before-date' },
] as const

/** Times that have to be after the date of publication. */
function orderProblems(header: HeaderNode, timeZone: string): Problem[] {
  const changes = changePaths(header).map((path) => ({ path, code: 'header/change-before-date' as const }))
  const rules = [...orderRules, ...changes].filter(({ path }) => textAt(header, path) !== undefined)
  const date = rules.length === 0 ? undefined : instantAt(header, ['date'], timeZone)
  if (date === undefined) return []
  return rules.flatMap(({ path, code }) => {
    const instant = instantAt(header, path, timeZone)
    if (instant === undefined || instant > date) return []
    if (instant === date && code !== 'header/expires-before-date') return []
    const values = {
      value: wallClockText(instant, timeZone),
      date: wallClockText(date, timeZone),
      dateLine: placeOfPath(header, ['date']).line,
      field: path[0] === 'changes' ? 'change' : path[0] === 'withdrawn' ? 'withdrawal' : String(path[0]),
    }
    return [problem(code, placeOfPath(header, path), values)]
  })
}

function categoryProblems(header: HeaderNode, categories: readonly Category[]): Problem[] {
  const { node } = locate(header, ['category'])
  if (node?.kind !== 'text') return []
  const value = node.value.trim()
  const keys = categories.map(({ key }) => key)
  if (value === '' || keys.includes(value)) return []
  const labelled = categories.find(({ label }) => Object.values(label).includes(value))?.key
  const meant = labelled ?? nearest(value, keys) ?? ''
  const values = { value: excerpt(value), meant, keys: keys.join(', ') }
  const fix = meant === '' ? undefined : [{ start: node.start, end: node.end, text: meant }]
  return [problem('header/unknown-category', placeOfNode(header, node), values, fix)]
}

function tagProblems(header: HeaderNode): Problem[] {
  const { node } = locate(header, ['tags'])
  if (node?.kind !== 'list') return []
  const seen = new Map<string, string>()
  return node.items.flatMap((item) => {
    if (item.kind !== 'text') return []
    if (/[，、；]/u.test(item.value)) {
      const source = header.text.slice(item.start, item.end)
      const plain = !/^["']/.test(source) && header.text[node.start] === '['
      const text = source.replace(/\s*[，、；]\s*/gu, ', ')
      const fix = plain ? [{ start: item.start, end: item.end, text }] : undefined
      return [problem('header/full-width-comma', placeOfNode(header, item), { value: excerpt(item.value) }, fix)]
    }
    const key = tagKey(item.value)
    const first = seen.get(key)
    if (first !== undefined) {
      const values = { first: excerpt(first), second: excerpt(item.value) }
      return [problem('header/tag-twice', placeOfNode(header, item), values)]
    }
    seen.set(key, item.value)
    return []
  })
}

function summaryProblems(header: HeaderNode): Problem[] {
  const text = textAt(header, ['summary'])?.replace(/\s+/gu, ' ').trim() ?? ''
  if (text.length <= summaryLimit || text.length > 2000) return []
  return [
    problem('header/summary-too-long', placeOfPath(header, ['summary']), { length: text.length, limit: summaryLimit }),
  ]
}

function replacementProblems(header: HeaderNode): Problem[] {
  const { node } = locate(header, ['withdrawn', 'kind'])
  if (node?.kind !== 'text' || node.value !== 'replaced') return []
  if (locate(header, ['withdrawn', 'replacement']).node !== undefined) return []
  return [problem('header/replacement-missing', placeOfNode(header, node))]
}

/** What a schema of single fields cannot see: fields against one another, and against the site. */
export function releaseRules(header: HeaderNode, site: Pick<Site, 'timeZone' | 'categories'>): Problem[] {
  const times = [['date'], ['expires'], ['pinnedUntil'], ['withdrawn', 'date'], ...changePaths(header)]
  return [
    ...gapProblems(header, times, site.timeZone),
    ...orderProblems(header, site.timeZone),
    ...categoryProblems(header, site.categories),
    ...tagProblems(header),
    ...summaryProblems(header),
    ...replacementProblems(header),
  ]
}

export function pageRules(header: HeaderNode, site: Pick<Site, 'timeZone'>): Problem[] {
  return [...gapProblems(header, [['updated']], site.timeZone), ...summaryProblems(header)]
}
