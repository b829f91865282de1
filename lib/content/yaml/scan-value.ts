import { isKnownField, isTextField, isTopField, mainParts } from '../header/fields.ts'
import type { Finding } from './finding.ts'
import {
  indentOf,
  isBlank,
  type Line,
  lastContinuation,
  lineBreakOf,
  type ScannedValue,
  type ValueSpot,
} from './lines.ts'
import { excerpt, quote } from './quoting.ts'

/** The offset after the quotation mark that ends the value beginning at `start`; `undefined` when none does before `limit`. */
export function endOfQuoted(text: string, start: number, limit: number): number | undefined {
  const mark = text[start]
  for (let at = start + 1; at < limit; at += 1) {
    if (mark === '"' && text[at] === '\\') at += 1
    else if (text[at] === mark) {
      if (mark !== "'" || text[at + 1] !== "'") return at + 1
      at += 1
    }
  }
  return undefined
}

/** A finding whose cure is quotation marks around everything from `start` to `end`. */
export function quotingFinding(code: Finding['code'], spot: ValueSpot, end: number, at = spot.start): Finding {
  const value = spot.text.slice(spot.start, end)
  const line = excerpt(`${spot.field}: ${quote(value)}`, 300)
  const values = { field: spot.field, value: excerpt(value), line, sign: value[0] ?? '' }
  return { code, start: at, end, values, fix: [{ start: spot.start, end, text: quote(value) }] }
}

const lineEnd = (spot: ValueSpot, index = spot.index) => {
  const line = spot.lines[index]
  return line === undefined ? spot.start : line.start + line.text.trimEnd().length
}

/** A value that begins with a sign that YAML keeps for itself. */
export function scanSpecial(spot: ValueSpot): ScannedValue {
  const last = lastContinuation(spot.lines, spot.index, spot.indent)
  return { findings: [quotingFinding('header/special-start', spot, lineEnd(spot, last))], next: last + 1 }
}

function unclosedQuote(spot: ValueSpot): Finding {
  const end = lineEnd(spot)
  const value = spot.text.slice(spot.start + 1, end)
  const curly = /["'”“’‘＂]$/u.test(value) ? value.slice(0, -1) : value
  // An apostrophe at the start ('Tis) is a letter of the text; a double mark is the start of a quotation.
  const words = spot.text[spot.start] === "'" && curly === value ? spot.text.slice(spot.start, end) : curly
  const line = excerpt(`${spot.field}: ${quote(words)}`, 300)
  const values = { field: spot.field, sign: spot.text[spot.start] ?? '', line }
  return {
    code: 'header/unclosed-quote',
    start: spot.start,
    end,
    values,
    fix: [{ start: spot.start, end, text: quote(words) }],
  }
}

/** A value that begins with a quotation mark. */
export function scanQuoted(spot: ValueSpot): ScannedValue {
  const last = lastContinuation(spot.lines, spot.index, spot.indent)
  const close = endOfQuoted(spot.text, spot.start, lineEnd(spot, last))
  if (close === undefined) return { findings: [unclosedQuote(spot)], next: spot.index + 1 }
  const closing = spot.lines.findIndex((line, index) => index >= spot.index && line.end >= close)
  const rest = spot.text.slice(close, lineEnd(spot, closing))
  if (rest.trim() === '' || /^[ \t]+#/.test(rest)) return { findings: [], next: closing + 1 }
  return { findings: [quotingFinding('header/text-after-quote', spot, lineEnd(spot, closing))], next: closing + 1 }
}

/** A field on a line that YAML takes for more of the value above it. */
function fieldInContinuation(spot: ValueSpot, line: Line): Finding | undefined {
  const name = /^\s*([\p{L}_][\p{L}\p{N}_-]*)[ \t]*(?::(?:[ \t]|$)|：)/u.exec(line.text)?.[1]
  if (name === undefined || !isKnownField(name)) return undefined
  const start = line.start + line.text.indexOf(name)
  const part = mainParts.get(spot.field)
  if (isTopField(name) && spot.indent === 0 && part === undefined) {
    const fix = [{ start: line.start, end: start, text: '' }]
    return {
      code: 'header/indented-field',
      start,
      end: start + name.length,
      values: { field: name, above: spot.field },
      fix,
    }
  }
  if (spot.indent > 0 && isTextField(spot.field)) return undefined
  const end = lineEnd(spot)
  const values = { field: spot.field, below: name, value: excerpt(spot.text.slice(spot.start, end)) }
  const found = { code: 'header/value-and-fields' as const, start: spot.start, end, values }
  if (part === undefined) return { ...found, mend: [{ start: spot.start, end, text: '' }] }
  const moved = `${lineBreakOf(spot.text)}${' '.repeat(indentOf(line))}${part}: `
  const afterColon = spot.text.slice(0, spot.start).trimEnd().length
  return { ...found, fix: [{ start: afterColon, end: spot.start, text: moved }] }
}

/** The first thing in a plain text that YAML does not read as text: a hash after a space, a colon before one. */
function misreadSign(spot: ValueSpot, end: number): Finding | undefined {
  const value = spot.text.slice(spot.start, end)
  const hash = /(?:^|\s)#/u.exec(value)
  const colon = /:(?=\s|$)/u.exec(value)
  if (hash !== null && (colon === null || hash.index < colon.index)) {
    if (!isTextField(spot.field)) return undefined
    const at = spot.start + hash.index + hash[0].length - 1
    const found = quotingFinding('header/hash-in-value', spot, end, at)
    const kept = excerpt(spot.text.slice(spot.start, at))
    const values = { ...found.values, kept }
    // Words after "# " may be a remark that was never meant for readers: quoting them would publish them.
    if (/^#\s/u.test(spot.text.slice(at)) && kept !== '')
      return { code: found.code, start: at, end, values, mend: found.fix ?? [] }
    return { ...found, values }
  }
  return colon === null ? undefined : quotingFinding('header/colon-in-value', spot, end)
}

/** A value without quotation marks; lines that are indented further belong to it. */
export function scanPlain(spot: ValueSpot): ScannedValue {
  let last = lastContinuation(spot.lines, spot.index, spot.indent)
  const findings: Finding[] = []
  for (let index = spot.index + 1; index <= last; index += 1) {
    const line = spot.lines[index]
    if (line === undefined || isBlank(line)) continue
    const found = fieldInContinuation(spot, line)
    if (found === undefined) continue
    findings.push(found)
    last = index - 1
  }
  const misread = misreadSign(spot, lineEnd(spot, last))
  return { findings: misread === undefined ? findings : [...findings, misread], next: last + 1 }
}
