import { isUtf8 } from 'node:buffer'
import type { Edit, Problem } from '../problem.ts'
import { problem } from '../problem.ts'
import { createPlaces } from '../yaml/places.ts'

/** A file's text; `text` begins with its byte order mark when it has one, so that offsets fit the file. */
export interface DecodedFile {
  /** Empty when the file is too large. A guess, good for a code frame only, when its encoding is a problem. */
  readonly text: string
  /** Present when nothing more can be said of the file: what its bytes mean is a guess, or there is nothing in it. */
  readonly unreadable?: true
  readonly problems: readonly Problem[]
}

/** Bytes that a content file may have at most. */
export const maxFileBytes = 1_048_576

const decodeAs = (encoding: string, bytes: Uint8Array) => new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)

/** The name of a UTF-16 encoding when `bytes` begin with its mark or have a zero in most places of one parity. */
function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 512)
  if (!sample.includes(0)) return undefined
  let [even, odd] = [0, 0]
  for (const [index, byte] of sample.entries()) {
    if (byte === 0 && index % 2 === 0) even += 1
    else if (byte === 0) odd += 1
  }
  const many = sample.length / 8
  if (odd > many && odd > 4 * even) return 'utf-16le'
  return even > many && even > 4 * odd ? 'utf-16be' : undefined
}

/** Whether the only fault is that the last character was cut off, as when a copy stops half-way. */
function isCutUtf8(bytes: Uint8Array): boolean {
  for (let length = 1; length <= 3 && length < bytes.length; length += 1) {
    const tail = bytes.subarray(-length)
    const lead = tail[0] ?? 0
    if (lead >= 0xc2 && tail.slice(1).every((byte) => byte >= 0x80 && byte <= 0xbf))
      return isUtf8(bytes.subarray(0, -length))
  }
  return false
}

/** Whether bytes that are not UTF-8 read as Chinese in GBK: legal pairs of which most are common Han characters. */
function looksLikeGbk(bytes: Uint8Array): boolean {
  let pairs = 0
  let common = 0
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[index + 1] ?? 0
    if (lead === 0x80 || lead === 0xff || trail < 0x30 || trail === 0x7f || trail === 0xff) return false
    pairs += 1
    // GB 2312 has its Han characters in rows B0 to F7 and its punctuation in A1 to A3, always with a high second byte.
    if (trail >= 0xa1 && lead >= 0xa1 && lead <= 0xf7) common += 1
    index += 1
  }
  return pairs > 0 && common / pairs >= 0.6
}

/** Line and column of the first bytes that are not UTF-8. No byte of a character beyond ASCII is a line feed. */
function firstBadPlace(file: string, bytes: Uint8Array) {
  let start = 0
  for (let line = 1; ; line += 1) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline === -1 ? bytes.length : newline
    const part = bytes.subarray(start, end)
    if (!isUtf8(part)) return { file, line, column: decodeAs('utf-8', part).indexOf('\uFFFD') + 1 }
    if (newline === -1) return { file, line, column: 1 }
    start = end + 1
  }
}

// Control characters break feeds and sitemaps (XML 1.0 section 2.2 forbids most); a lone CR is an end of line to nobody.
const controlCharacter = /(?![\t\n\r])\p{Cc}|\r(?!\n)/gu

// The same as one class, which is faster, and true of a CR before its LF too.
const maybeControl = /[^\P{Cc}\t\n]/u

function replacementOf(character: string): string {
  if (character === '\r') return '\n'
  return character === '\v' || character === '\f' || character === '\u0085' ? ' ' : ''
}

/** The text with a space in the place of each control character, to be read on: as long as it was. */
export const withoutControls = (text: string) => text.replace(controlCharacter, ' ')

function findControls(file: string, text: string): DecodedFile {
  if (!maybeControl.test(text)) return { text, problems: [] }
  const fix: Edit[] = []
  for (const { index, 0: character } of text.matchAll(controlCharacter))
    fix.push({ start: index, end: index + character.length, text: replacementOf(character) })
  const first = fix[0]
  if (first === undefined) return { text, problems: [] }
  const character = `U+${(text.codePointAt(first.start) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  const place = createPlaces(file, text).at(first.start)
  const problems = [problem('file/control-character', place, { character, count: fix.length }, fix)]
  // With a lone CR at the end of each line the whole file is one line.
  return text.includes('\n') ? { text, problems } : { text, unreadable: true, problems }
}

/** The text of a content file: UTF-8, with or without a byte order mark. Everything else is a problem with its cure. */
export function decodeFile(file: string, bytes: Uint8Array): DecodedFile {
  const start = { file, line: 1, column: 1 }
  if (bytes.length > maxFileBytes) {
    const megabytes = (bytes.length / 1_048_576).toFixed(1)
    return { text: '', unreadable: true, problems: [problem('file/too-large', start, { megabytes })] }
  }
  const utf16 = utf16Encoding(bytes)
  if (utf16 !== undefined)
    return { text: decodeAs(utf16, bytes), unreadable: true, problems: [problem('file/utf-16', start)] }
  if (!isUtf8(bytes)) {
    const gbk = looksLikeGbk(bytes) && !isCutUtf8(bytes)
    const text = decodeAs(gbk ? 'gb18030' : 'windows-1252', bytes)
    const code = gbk ? 'file/gbk' : 'file/not-utf-8'
    return { text, unreadable: true, problems: [problem(code, firstBadPlace(file, bytes))] }
  }
  const text = decodeAs('utf-8', bytes)
  if (text.trim() === '') return { text, unreadable: true, problems: [problem('file/empty', start)] }
  return findControls(file, text)
}
