import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '#lib/errors.ts'
import { copyNewFile, writeNewFile } from '../new-file.ts'
import type { PageFile } from './imported.ts'
import type { PlanItem } from './plan.ts'

/** The file that was there although the plan did not know it: somebody wrote it meanwhile. */
export interface Clash {
  readonly file: string
}

// Both languages of a release may bring the same picture.
async function copyOnce({ path, bytes }: PageFile, to: string): Promise<void> {
  try {
    await (bytes === undefined ? copyNewFile(path, to) : writeNewFile(to, bytes))
  } catch (error) {
    const same = errorCode(error) === 'EEXIST' && (bytes ?? (await readFile(path))).equals(await readFile(to))
    if (!same) throw error
  }
}

/** Writes one planned release: its pictures and attachments, then its text. Never overwrites a file. */
export async function writePlanned(
  item: Extract<PlanItem, { kind: 'write' }>,
  contentDir: string,
): Promise<Clash | undefined> {
  const path = join(contentDir, item.file)
  await mkdir(dirname(path), { recursive: true })
  try {
    for (const copy of item.copies) await copyOnce(copy, join(dirname(path), copy.name))
    await writeNewFile(path, item.text)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return { file: item.file }
    throw error
  }
  return undefined
}
