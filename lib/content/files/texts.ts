import type { Problem } from '../problem.ts'
import { findFile, localDisk, readDocument } from './disk.ts'

/**
 * The bytes of a text below the content folder; `undefined` for what is not read as content: nothing there, a pipe, a folder, a
 * link out of the content folder, a file over 1 MB.
 */
export async function readTextBytes(contentDir: string, file: string): Promise<Uint8Array | undefined> {
  const found = await findFile(localDisk, contentDir, file)
  const read = 'value' in found ? await readDocument(localDisk, found.value.path, file) : found
  return 'value' in read ? read.value : undefined
}

/** The texts of the Markdown and YAML files that problems are in, by path below the content folder, where they can be read. */
export async function readTexts(contentDir: string, problems: readonly Problem[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const file of new Set(problems.map((found) => found.file))) {
    if (!/\.(?:md|markdown|ya?ml)$/i.test(file)) continue
    const bytes = await readTextBytes(contentDir, file)
    if (bytes !== undefined) texts.set(file, Buffer.from(bytes).toString('utf8'))
  }
  return texts
}
