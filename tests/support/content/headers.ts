import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitFile } from '#lib/content/front-matter.ts'
import { compareProblems, type Problem } from '#lib/content/problem.ts'
import { parseHeader, type ReleaseHeader } from '#lib/content/schema.ts'
import { category } from './releases.ts'

export const fixtures = join(import.meta.dirname, '../../fixtures/content')
export const headerSite = {
  timeZone: 'Asia/Shanghai',
  categories: [{ key: 'policy', label: { en: 'Policy', zh: '政策' } }, category('industry')],
}

export interface CheckedFile {
  readonly text: string
  readonly body: string
  readonly header: ReleaseHeader | undefined
  readonly problems: readonly Problem[]
}

/** What the two steps of reading a release's header find in a file, in the order of a report. */
export function checkFile(content: string | Uint8Array, file = 'release.md'): CheckedFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const split = splitFile(file, bytes)
  const parsed = parseHeader(split, headerSite, { title: 'release', date: '2026-01-01' })
  const problems = [...split.problems, ...parsed.problems].sort(compareProblems)
  return { text: split.text, body: split.body, header: parsed.header, problems }
}

/** The same for a file of `tests/fixtures/content/header`. */
export function checkFixture(name: string): CheckedFile {
  return checkFile(readFileSync(join(fixtures, 'header', `${name}.md`)), `${name}.md`)
}

/** `line:column code` of each problem. */
export function codes({ problems }: Pick<CheckedFile, 'problems'>): string[] {
  return problems.map(({ line, column, code }) => `${line}:${column} ${code}`)
}
