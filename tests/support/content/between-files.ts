import { contentProblems } from '#lib/content/check/cross-check.ts'
import type { Problem } from '#lib/content/problem.ts'
import { folderProblems } from '#lib/content/problems/folder.ts'
import { bytesIn, contentState, type Files } from './content-state.ts'
import { at } from './releases.ts'

/** Every problem between the files on 1 January 2026, as an editor gets it. */
export function problemsBetween(files: Files): readonly Problem[] {
  const all = contentProblems(contentState(files), at('2026-01-01'), { readBytes: bytesIn(files) })
  return all.filter(({ code }) => code in folderProblems)
}

/** The same as `file:line:column code`. */
export const toldBetween = (files: Files): string[] =>
  problemsBetween(files).map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)
