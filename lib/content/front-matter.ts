import matter from 'gray-matter'
import { type DecodedFile, decodeFile, withoutControls } from './files/decode.ts'
import { findFences, maxHeaderLength } from './header/fences.ts'
import type { Problem } from './problem.ts'
import { findingProblem } from './yaml/finding.ts'
import { byteOrderMark, createPlaces, lineNumber } from './yaml/places.ts'
import { readPlainMap } from './yaml/plain-map.ts'
import { type HeaderNode, readYaml } from './yaml/read.ts'
import { scanYaml } from './yaml/scan.ts'

export type { HeaderNode } from './yaml/read.ts'

/** A content file in its two parts. */
export interface SplitFile {
  readonly file: string
  /** The whole file, byte order mark included; all offsets and edits refer to it. */
  readonly text: string
  /** Absent when there is no header that could be read; `problems` then says why. */
  readonly header: HeaderNode | undefined
  /** What follows the header, as it is in the file: a slice of `text`. Empty when nobody can tell where it begins. */
  readonly body: string
  /** Where `body` begins: its line, from 1, and its UTF-16 offset in `text`. */
  readonly bodyStart: { readonly line: number; readonly offset: number }
  /** What is wrong with the file and the writing of its header; not what is wrong with its values. */
  readonly problems: readonly Problem[]
}

/** Characters before a header's first line break. */
const opening = 3

const noLines: ReadonlySet<number> = new Set()

function refuse(): never {
  throw new Error('Headers are YAML; no other language is read')
}

interface Parts {
  readonly source: string
  readonly body: string
}

/** What gray-matter gives for the two lines as they should be, without the copies that it makes of the file; else `undefined`. */
function splitPlainly(text: string): Parts | undefined {
  const close = text.indexOf('\n---', opening)
  return text.startsWith('---\n') && close !== -1 && text[close + 4] === '\n'
    ? { source: text.slice(opening, close), body: text.slice(close + 5) }
    : undefined
}

/** Takes the header's text out of `mended` by gray-matter, whose own engines never run: one of them evaluates JavaScript. */
function splitByMatter(mended: string): Parts {
  const plain = splitPlainly(mended)
  if (plain !== undefined) return plain
  let source = ''
  const engines = {
    yaml: (block: string) => {
      // Of a Windows line end before the closing fence gray-matter takes only the second half away.
      source = block.replace(/\r$/, '')
      return {}
    },
    json: refuse,
    javascript: refuse,
    js: refuse,
    coffee: refuse,
  }
  // Without an options object gray-matter caches by text, and a broken file read twice comes back empty and valid.
  const { content } = matter(mended, { engines, language: 'yaml', delimiters: '---' })
  return { source, body: content }
}

/** A file whose header has nothing in it that an editor might have mistyped, as most have; `undefined` for every other. */
function splitPlainFile(file: string, text: string): SplitFile | undefined {
  const parts = splitPlainly(text)
  if (parts === undefined || parts.source.length > maxHeaderLength) return undefined
  const { source, body } = parts
  const root = readPlainMap(source, (at) => at + opening)
  if (root === undefined) return undefined
  const offset = text.length - body.length
  const header = { file, text, root, places: createPlaces(file, text), unreadable: noLines }
  return { file, text, header, body, bodyStart: { line: lineNumber(text, offset), offset }, problems: [] }
}

/**
 * Splits a content file into header and body. `file` is its path below the content folder. Never throws: whatever the
 * bytes are, the answer is a header with its problems, or the problem that hides it.
 */
export function splitFile(file: string, bytes: Uint8Array): SplitFile {
  const decoded = decodeFile(file, bytes)
  const plain = decoded.problems.length === 0 ? splitPlainFile(file, decoded.text) : undefined
  return plain ?? splitAnyFile(file, decoded)
}

/** `splitFile` by looking at each line alone: what its short way must agree with. */
export function splitAnyFile(file: string, { text, unreadable, problems }: DecodedFile): SplitFile {
  const bodyFrom = (offset: number) => ({
    body: text.slice(offset),
    bodyStart: { line: lineNumber(text, offset), offset },
  })
  if (unreadable) return { file, text, header: undefined, ...bodyFrom(text.length), problems }
  const readable = problems.length === 0 ? text : withoutControls(text)
  const fences = findFences(readable)
  if (fences.header === undefined) {
    const places = createPlaces(file, text)
    const found = fences.findings.map((finding) => findingProblem(places, finding))
    return {
      file,
      text,
      header: undefined,
      ...bodyFrom(fences.bodyStart ?? text.length),
      problems: [...problems, ...found],
    }
  }
  let body = ''
  const { start: from, end: to } = fences.header
  const read = readYaml({
    file,
    text: readable,
    findings: [...fences.findings, ...scanYaml(readable, from, to)],
    edits: fences.edits,
    choose(mended) {
      const parts = splitByMatter(mended)
      body = parts.body
      return { source: parts.source, offset: mended.startsWith(byteOrderMark) ? 4 : 3 }
    },
  })
  // Without its closing line, gray-matter ends a header at a line such as `---a`; what it then gives is not the file's end.
  if (!readable.endsWith(body)) body = ''
  return {
    file,
    text,
    header: read.header,
    ...bodyFrom(text.length - body.length),
    problems: [...problems, ...read.problems],
  }
}

/** The body of a file in whose header there is no error, mostly without reading that. */
export function readBodyText(file: string, bytes: Uint8Array): string {
  const { text, problems } = decodeFile(file, bytes)
  const plain = problems.length === 0 ? splitPlainly(text) : undefined
  return (plain ?? splitFile(file, bytes)).body
}
