import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'

/**
 * Writes a file whole or not at all: whoever reads it meanwhile gets the old one or the new one. Its draft stands beside it
 * under a name that ends in `~`, which the content folder overlooks; an error names the file itself as its `path`.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}~`
  try {
    await writeFile(draft, content)
    await rename(draft, path)
  } catch (error) {
    // People know the file, not its draft.
    throw error instanceof Error ? Object.assign(error, { path }) : error
  } finally {
    await rm(draft, { force: true })
  }
}
