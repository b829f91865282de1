import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildEditorFiles } from './editor-files.ts'

const root = join(import.meta.dirname, '..', '..', '..')

for (const [path, text] of buildEditorFiles()) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
  process.stdout.write(`Wrote ${path}\n`)
}
