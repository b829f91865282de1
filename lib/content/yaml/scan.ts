import { isKnownField, isTextField, isTopField } from '../header/fields.ts'
import type { Finding } from './finding.ts'
import {
  isBlank,
  type Line,
  lastContinuation,
  leadOf,
  linesOf,
  type ScannedValue,
  type ValueSpot,
  widthOf,
} from './lines.ts'
import { excerpt } from './quoting.ts'
import { scanFlow } from './scan-flow.ts'
import { scanPlain, scanQuoted, scanSpecial } from './scan-value.ts'

/** A field at the beginning of a line's content, with its colon. */
interface FieldStart {
  readonly name: string
  /** Length up to and with the colon and the spaces after it. */
  readonly length: number
  readonly colon: number
  readonly fault?: 'header/full-width-colon' | 'header/no-space-after-colon' | 'header/no-colon'
}

function readField(content: string, indent: number): FieldStart | undefined {
  const wide = /^(["']?)([\p{L}_][\p{L}\p{N}_-]*)\1[ \t\u3000]*：\s*/u.exec(content)
  const wideName = wide?.[2]
  if (wide !== null && wideName !== undefined && (indent === 0 || isKnownField(wideName)))
    return { name: wideName, length: wide[0].length, colon: wide[0].indexOf('：'), fault: 'header/full-width-colon' }
  const proper = /^(?:"([^"]*)"|'([^']*)'|([^\s"'#[\]{},&*!|>%@`][^:]{0,60}?))[ \t]{0,9}:(?:[ \t]+|$)/u.exec(content)
  if (proper !== null) {
    const name = proper[1] ?? proper[2] ?? proper[3] ?? ''
    return { name, length: proper[0].length, colon: proper[0].trimEnd().length - 1 }
  }
  const tight = /^([A-Za-z][\w-]*)(:)\s*(?=\S)/u.exec(content)
  const tightName = tight?.[1] ?? ''
  if (tight !== null && isKnownField(tightName))
    return { name: tightName, length: tight[0].length, colon: tightName.length, fault: 'header/no-space-after-colon' }
  const bare = /^([A-Za-z]+)(?:[ \t]*[=＝][ \t]*|[ \t]+)(?=\S)/u.exec(content)
  const bareName = bare?.[1] ?? ''
  if (bare !== null && indent === 0 && isTopField(bareName))
    return { name: bareName, length: bare[0].length, colon: bareName.length, fault: 'header/no-colon' }
  return undefined
}

function fieldFault(start: number, content: string, { name, length, colon, fault }: FieldStart): Finding[] {
  if (fault === undefined) return []
  const fix = [{ start: start + (fault === 'header/no-colon' ? name.length : colon), end: start + length, text: ': ' }]
  const values = { field: name, line: excerpt(`${name}: ${content.slice(length)}`, 120) }
  return [{ code: fault, start: start + colon, end: start + colon + 1, values, fix }]
}

function indentFault(line: Line, lead: string): Finding[] {
  const odd = /[^ ]/u.exec(lead)
  if (odd === null) return []
  const code = odd[0] === '\t' ? 'header/tab' : 'header/wide-space'
  const fix = [{ start: line.start, end: line.start + lead.length, text: ' '.repeat(widthOf(lead)) }]
  return [{ code, start: line.start + odd.index, end: line.start + odd.index + 1, values: {}, fix }]
}

function scanValue(spot: ValueSpot): ScannedValue {
  const line = spot.lines[spot.index]
  const first = spot.text[spot.start]
  const rest = spot.text.slice(spot.start, line?.end ?? spot.start)
  if (first === undefined || rest === '') return { findings: [], next: spot.index + 1 }
  if (/^[|>][-+0-9]*[ \t]*(?:#.*)?$/.test(rest))
    return { findings: [], next: lastContinuation(spot.lines, spot.index, spot.indent) + 1 }
  if (first === '"' || first === "'") return scanQuoted(spot)
  if (first === '[' || first === '{') return scanFlow(spot)
  if (/^(?:[@`%&*!|>,\]}]|[?-](?:\s|$))/.test(rest)) return scanSpecial(spot)
  if (first === '#' && !isTextField(spot.field)) return { findings: [], next: spot.index + 1 }
  return scanPlain(spot)
}

function strayLine(line: Line, previous: string): Finding {
  const values = { field: previous }
  const place = { start: line.start, end: line.end, values }
  const indented = [{ start: line.start, end: line.start, text: '  ' }]
  if (previous === '') {
    return { code: 'header/stray-line', ...place, mend: [{ start: line.start, end: line.end, text: '' }] }
  }
  return { code: 'header/not-indented', ...place, fix: indented }
}

/** What is carried from line to line. */
interface ScanState {
  /** The last field that had nothing after its colon: what follows are its items. */
  listField: string
  /** The field whose one-line text the line before ended; empty when the line before was something else. */
  goesOn: string
}

function scanLine(text: string, lines: readonly Line[], index: number, state: ScanState): ScannedValue {
  const line = lines[index]
  if (line === undefined || isBlank(line)) {
    state.goesOn = ''
    return { findings: [], next: index + 1 }
  }
  const lead = leadOf(line.text)
  const findings = indentFault(line, lead)
  const tight = state.listField === '' ? null : /^-(?=[^\s-])/u.exec(line.text.slice(lead.length))
  const dashes = tight?.[0] ?? /^(?:-(?:[ \t]+|$))+/.exec(line.text.slice(lead.length))?.[0] ?? ''
  const contentStart = line.start + lead.length + dashes.length
  const content = text.slice(contentStart, line.end)
  if (content === '' || (content.startsWith('#') && dashes === '')) return { findings, next: index + 1 }
  if (tight !== null) {
    const fix = [{ start: contentStart, end: contentStart, text: ' ' }]
    findings.push({ code: 'header/no-space-after-dash', start: contentStart - 1, end: contentStart, values: {}, fix })
  }
  const width = widthOf(lead)
  const field = readField(content, width + dashes.length)
  if (field === undefined && dashes === '') {
    const stray = strayLine(line, state.goesOn)
    return { findings: [...findings, stray], next: index + 1 }
  }
  const start = contentStart + (field?.length ?? 0)
  const name = field?.name ?? state.listField
  const indent = field === undefined ? width + dashes.lastIndexOf('-') : width + dashes.length
  const value = scanValue({ text, lines, index, start, field: name, indent })
  const empty = text.slice(start, line.end).trim() === ''
  if (field !== undefined) state.listField = empty ? name : ''
  state.goesOn = field !== undefined && !empty && isTextField(name) ? name : ''
  const faults = field === undefined ? [] : fieldFault(contentStart, content, field)
  return { findings: [...findings, ...faults, ...value.findings], next: value.next }
}

/**
 * Looks at the lines of YAML between two offsets as an editor sees them, and finds what YAML would misread or refuse with
 * words that help nobody. Each finding says how to mend the text, so that YAML can read the rest.
 */
export function scanYaml(text: string, from: number, to: number): Finding[] {
  const lines = [...linesOf(text, from, to)]
  const first = lines.find((line) => !isBlank(line) && !line.text.startsWith('#'))
  // A header in JSON's notation is YAML too; it has no lines to look at.
  if (first?.text.startsWith('{') === true) return []
  const findings: Finding[] = []
  const state: ScanState = { listField: '', goesOn: '' }
  for (let index = 0; index < lines.length; ) {
    const scanned = scanLine(text, lines, index, state)
    findings.push(...scanned.findings)
    index = scanned.next
  }
  return findings
}
