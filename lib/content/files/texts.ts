import type { Problem } from '../problem.ts'
import { findFile, localDisk, readDocument } from './disk.ts'

/**
 * The texts of the Markdown and YAML files that problems are in, by path below the content folder. What cannot be read as
 * content is left out: pipes, folders, links out of the folder, files over 1 MB.
 */
export async function readTexts(contentDir: string, problems: readonly Problem[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const file of new Set(problems.map((found) => found.file))) {
    if (!/\.(?:md|markdown|ya?ml)$/i.test(file)) continue
    const found = await findFile(localDisk, contentDir, file)
    const read = 'value' in found ? await readDocument(localDisk, found.value.path, file) : found
    if ('value' in read) texts.set(file, Buffer.from(read.value).toString('utf8'))
  }
  return texts
}
