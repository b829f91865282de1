import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFile } from '#lib/replace-file.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

test('a file is replaced, and nothing stays beside it', async () => {
  const folder = await makeTemporaryFolder()
  await replaceFile(join(folder, 'a.txt'), 'old')
  await replaceFile(join(folder, 'a.txt'), 'new')
  expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['a.txt'])
})

test('what cannot be put in place is told, and its draft is gone', async () => {
  const folder = await makeTemporaryFolder()
  await mkdir(join(folder, 'taken', 'inside'), { recursive: true })
  await expect(replaceFile(join(folder, 'taken'), 'text')).rejects.toMatchObject({ path: join(folder, 'taken') })
  expect(await readdir(folder)).toEqual(['taken'])
})
