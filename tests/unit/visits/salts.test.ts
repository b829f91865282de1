import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSalts } from '#lib/visits/salts.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { breakableStore } from '#tests/support/visits/breakable-store.ts'

const day = '2026-03-01'

test('while the store is down all processes of a machine have one salt, which the store then gets', async () => {
  const folder = join(await makeTemporaryFolder(), 'spool')
  const store = breakableStore()
  const [one, other] = [openSalts(store, folder, Date.now), openSalts(store, folder, Date.now)]
  store.state = 'fail'
  const salts = await Promise.all([one.of(day), other.of(day)])
  expect(salts[0]).toEqual(salts[1])
  store.state = 'up'
  await one.settle()
  await other.settle()
  expect(await store.salt(day, Date.now())).toEqual(salts[0])
  expect(await readdir(folder)).toEqual([])
})

test('a salt that this machine kept for itself goes after 48 hours, a hit that waits does not', async () => {
  const folder = join(await makeTemporaryFolder(), 'spool')
  const now = Date.now()
  await mkdir(folder)
  for (const [name, hours] of [
    ['salt-old', 49],
    ['salt-new', 47],
    ['hits.jsonl', 49],
  ] as const) {
    await writeFile(join(folder, name), '')
    await utimes(join(folder, name), now / 1000, now / 1000 - hours * 3600)
  }
  await openSalts(breakableStore(), folder, () => now).prune()
  expect((await readdir(folder)).sort()).toEqual(['hits.jsonl', 'salt-new'])
})

test('the store is asked once for the salts of yesterday, today and tomorrow', async () => {
  const store = breakableStore()
  const asked: string[] = []
  const counted = {
    ...store,
    salt(of: string, at: number, proposed?: Buffer) {
      asked.push(of)
      return store.salt(of, at, proposed)
    },
  }
  const salts = openSalts(counted, join(await makeTemporaryFolder(), 'spool'), Date.now)
  const days = ['2026-03-01', '2026-03-02', '2026-03-03']
  for (const each of [...days, ...days]) await salts.of(each)
  expect(asked).toEqual(days)
})

test('half a salt on the disk, which a full disk leaves, is none', async () => {
  const folder = join(await makeTemporaryFolder(), 'spool')
  await mkdir(folder)
  await writeFile(join(folder, `salt-${day}`), 'half')
  const store = breakableStore()
  store.state = 'fail'
  expect(await openSalts(store, folder, Date.now).of(day)).toHaveLength(32)
})
