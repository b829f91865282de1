import { decodeFile, withoutControls } from '../files/decode.ts'
import type { Problem } from '../problem.ts'
import { linesOf } from './lines.ts'
import { byteOrderMark } from './places.ts'
import { type HeaderNode, readYaml } from './read.ts'
import { scanYaml } from './scan.ts'

/** Where the fields begin: after a byte order mark, blank lines, remarks and a `---` that some programs write first. */
function startOfFields(text: string): number {
  const start = text.startsWith(byteOrderMark) ? 1 : 0
  for (const line of linesOf(text, start)) {
    if (/^---[ \t]*$/.test(line.text)) return line.next
    if (!/^\s*(?:#.*)?$/u.test(line.text)) return start
  }
  return start
}

/** Reads a file that is YAML as a whole; `header` is absent when its text cannot be had. */
export function readYamlFile(file: string, bytes: Uint8Array): { header?: HeaderNode; problems: readonly Problem[] } {
  const { text: decoded, unreadable, problems } = decodeFile(file, bytes)
  if (unreadable) return { problems }
  const text = withoutControls(decoded)
  const start = startOfFields(text)
  const findings = scanYaml(text, start, text.length)
  const read = readYaml({
    file,
    text,
    findings,
    choose: (mended) => ({ source: mended.slice(start), offset: start }),
  })
  return { header: read.header, problems: [...problems, ...read.problems] }
}
