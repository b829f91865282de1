import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from '#lib/errors.ts'
import { splitFile } from '../front-matter.ts'
import { placeOfField } from '../header/locate.ts'
import { type Problem, problem } from '../problem.ts'
import type { Finding } from './finding.ts'

/** The bytes of a file by its path below the content folder; `undefined` when it cannot be had. */
export type ReadBytes = (file: string) => Uint8Array | undefined

/** Reads files of `contentDir` at once: findings between files are few. */
export function readBytesIn(contentDir: string): ReadBytes {
  return (file) => {
    try {
      return readFileSync(join(contentDir, file))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }
}

/** Most files that are opened to find a field; findings in further ones are told at the file's first line. */
const mostFiles = 200

/** The problems of `findings`, each at the line of the field that it is about. */
export function placeFindings(findings: Iterable<Finding>, readBytes: ReadBytes): Problem[] {
  const splits = new Map<string, ReturnType<typeof splitFile> | undefined>()
  const splitOf = (file: string) => {
    if (!splits.has(file) && splits.size < mostFiles) {
      const bytes = readBytes(file)
      splits.set(file, bytes === undefined ? undefined : splitFile(file, bytes))
    }
    return splits.get(file)
  }
  return [...findings].map(({ code, file, field, place, values }) => {
    const header = place === undefined && field !== undefined ? splitOf(file)?.header : undefined
    const found = header === undefined || field === undefined ? undefined : placeOfField(header, field)
    return problem(code, place ?? found ?? { file, line: 1, column: 1 }, values)
  })
}
