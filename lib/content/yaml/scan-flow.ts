import { isTextField } from '../header/fields.ts'
import type { Finding } from './finding.ts'
import { indentOf, isBlank, type ScannedValue, type ValueSpot } from './lines.ts'
import { excerpt } from './quoting.ts'
import { endOfQuoted, quotingFinding } from './scan-value.ts'

/** How deep lists and maps may stand inside one another; the schema needs three. */
const maxDepth = 16

/** Where the lines end that a bracket may span: before the next line that is not indented and closes nothing. */
function limitOf(spot: ValueSpot): { readonly offset: number; readonly next: number } {
  let next = spot.index + 1
  for (; next < spot.lines.length; next += 1) {
    const line = spot.lines[next]
    if (line !== undefined && !isBlank(line) && indentOf(line) <= spot.indent && !/^\s*[\]}]/u.test(line.text)) break
  }
  return { offset: spot.lines[next - 1]?.end ?? spot.start, next }
}

/** An item such as `#1` in a list: to YAML a remark that swallows the rest of the line. */
function hashItem(spot: ValueSpot, at: number, limit: number): Finding {
  const stop = spot.text.slice(at, limit).search(/[,\]}\n]/)
  const end = at + spot.text.slice(at, stop === -1 ? limit : at + stop).trimEnd().length
  const item = spot.text.slice(at, end)
  const values = { field: spot.field, value: item, kept: '', line: `"${excerpt(item)}"` }
  const fix = [{ start: at, end, text: `"${item.replace(/["\\]/g, '\\$&')}"` }]
  return { code: 'header/hash-in-value', start: at, end, values, fix }
}

interface Brackets {
  readonly findings: Finding[]
  /** The closing signs that are missing, innermost first; empty when `end` is where the value ends. */
  readonly open: readonly string[]
  readonly end: number
  /** Why reading stopped at `end`. */
  readonly stopped?: 'too-deep' | 'wrong-bracket'
}

function readBrackets(spot: ValueSpot, limit: number): Brackets {
  const { text } = spot
  const findings: Finding[] = []
  const open: string[] = []
  for (let at = spot.start; at < limit; at += 1) {
    const sign = text[at]
    if ((sign === '"' || sign === "'") && /[[{,:\s]/.test(text[at - 1] ?? ' '))
      at = (endOfQuoted(text, at, limit) ?? at + 1) - 1
    else if (sign === '[' || sign === '{') open.unshift(sign === '[' ? ']' : '}')
    else if (sign === '#' && /\s/.test(text[at - 1] ?? '')) {
      const newline = text.indexOf('\n', at)
      if (/\s/.test(text[at + 1] ?? '\n')) at = newline === -1 || newline > limit ? limit : newline
      else {
        const item = hashItem(spot, at, limit)
        findings.push(item)
        at = item.end - 1
      }
    } else if (sign === ']' || sign === '}') {
      if (sign !== open[0]) return { findings, open, end: at, stopped: 'wrong-bracket' }
      open.shift()
      if (open.length === 0) return { findings, open, end: at + 1 }
    }
    if (open.length > maxDepth) return { findings, open, end: at, stopped: 'too-deep' }
  }
  return { findings, open, end: limit }
}

/** Whether a bracket at the start of this field's value can be meant as one. */
const mayBeList = (field: string) => !isTextField(field) || field === 'tags' || field === 'source'

/** Brackets that YAML cannot pair. */
function unpaired(spot: ValueSpot, brackets: Brackets, limit: number): Finding {
  const { open, end, stopped } = brackets
  const { start, text, field } = spot
  const last = start + text.slice(start, limit).trimEnd().length
  if (!mayBeList(field) && stopped !== 'too-deep') return quotingFinding('header/special-start', spot, last)
  const mend = [{ start, end: last, text: '' }]
  if (stopped === 'too-deep')
    return { code: 'header/too-deep', start, end: start + 1, values: { limit: maxDepth }, mend }
  if (stopped === 'wrong-bracket') {
    const values = { seen: text[end] ?? '', wanted: open[0] ?? '' }
    return { code: 'header/wrong-bracket', start: end, end: end + 1, values, mend }
  }
  const fix = [{ start: last, end: last, text: open.join('') }]
  const values = { field, sign: text[start] ?? '', missing: open.join('') }
  return { code: 'header/unclosed-list', start, end: last, values, fix }
}

/** A value in brackets: a list on one line, or on several. */
export function scanFlow(spot: ValueSpot): ScannedValue {
  const { offset, next } = limitOf(spot)
  const brackets = readBrackets(spot, offset)
  const { findings, open, end } = brackets
  if (open.length > 0) {
    const found = unpaired(spot, brackets, offset)
    // The edits of items inside would touch what the mending takes away.
    return { findings: found.code === 'header/unclosed-list' ? [...findings, found] : [found], next }
  }
  const closing = spot.lines.findIndex((line, index) => index >= spot.index && line.end >= end)
  const line = spot.lines[closing]
  const rest = line === undefined ? '' : spot.text.slice(end, line.end)
  if (rest.trim() === '' || /^[ \t]+#/.test(rest)) return { findings, next: closing + 1 }
  const stop = end + rest.trimEnd().length
  return { findings: [quotingFinding('header/special-start', spot, stop)], next: closing + 1 }
}
