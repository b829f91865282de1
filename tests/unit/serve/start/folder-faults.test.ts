import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listFolderFaults } from '#lib/serve/start/folder-faults.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

test('a data folder is made with those above it, and one that is there will do', async () => {
  const contentDir = join(await makeTemporaryFolder(), 'content')
  await mkdir(contentDir)
  for (const file of ['site.yaml', 'categories.yaml']) await writeFile(join(contentDir, file), '')
  const dataDir = join(contentDir, '..', 'far', 'down', 'data')
  expect(listFolderFaults({ contentDir, dataDir })).toEqual({})
  await writeFile(join(dataDir, 'kept'), '')
  expect(listFolderFaults({ contentDir, dataDir })).toEqual({})
})

test('both folders are told when neither will do', async () => {
  const folder = await makeTemporaryFolder()
  const file = join(folder, 'file')
  await writeFile(file, '')
  expect(listFolderFaults({ contentDir: folder, dataDir: join(file, 'data') })).toEqual({
    CONTENT_DIR: 'must be a folder that holds site.yaml and categories.yaml',
    DATA_DIR: expect.stringMatching(/^must be a folder that the site can make and write to \(ENOTDIR/),
  })
  expect(listFolderFaults({ contentDir: folder, dataDir: file })['DATA_DIR']).toMatch(/\(EEXIST/)
})

test.runIf(process.platform === 'linux')('a place that takes no folder is told at once', () => {
  expect(listFolderFaults({ contentDir: '/proc', dataDir: '/proc/news/data' })['DATA_DIR']).toMatch(/\(ENOENT/)
})
