import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KeptFiles } from '#lib/serve/pictures/kept-files.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const log = { warn() {} }
const bytes = async () => Buffer.alloc(30)

test('beyond its limit the oldest files go, until a fifth of it is free', async () => {
  const folder = await makeTemporaryFolder()
  const kept = new KeptFiles({ folder, limit: 100, log })
  for (const [hour, name] of ['c', 'a', 'b'].entries()) {
    await kept.get(name, bytes)
    await utimes(join(folder, name), hour * 3600, hour * 3600)
  }
  expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'c'])
  await kept.get('d', bytes)
  expect((await readdir(folder)).sort()).toEqual(['b', 'd'])
})

test('a folder that is too full from before is swept with the first file', async () => {
  const folder = await makeTemporaryFolder()
  await writeFile(join(folder, 'old'), Buffer.alloc(200))
  await utimes(join(folder, 'old'), 1, 1)
  await new KeptFiles({ folder, limit: 100, log }).get('new', bytes)
  expect(await readdir(folder)).toEqual(['new'])
})
