import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyNewFile, makeNewFile, writeNewFile } from '#lib/cli/new-file.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

test('a file is written whole or not at all, and the error names it', async () => {
  const folder = await makeTemporaryFolder()
  const path = join(folder, 'en.md')
  // What a full disk does: some of it is written, then no more.
  const fillUp = async () => {
    await writeFile(path, 'The first half', { flag: 'wx' })
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  }
  await expect(makeNewFile(path, fillUp)).rejects.toMatchObject({ code: 'ENOSPC', path })
  await expect(copyNewFile(join(folder, 'gone'), path)).rejects.toMatchObject({ code: 'ENOENT', path })
  expect(await readdir(folder)).toEqual([])
})

test('a file that is there stays as it is', async () => {
  const folder = await makeTemporaryFolder()
  const [path, other] = [join(folder, 'en.md'), join(folder, 'other.md')]
  await writeFile(path, 'Mine')
  await writeNewFile(other, 'Theirs')
  await expect(writeNewFile(path, 'Theirs')).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(copyNewFile(other, path)).rejects.toMatchObject({ code: 'EEXIST' })
  expect(await readFile(path, 'utf8')).toBe('Mine')
})
