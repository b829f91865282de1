import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { StoreError } from '#lib/errors.ts'
import { openSpool } from '#lib/visits/spool.ts'
import type { VisitHit } from '#lib/visits/store/store.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'
import { newHit } from '../../support/visits/store-contract.ts'

const collector = () => {
  const taken: VisitHit[] = []
  return { taken, take: async (hits: readonly VisitHit[]) => void taken.push(...hits) }
}

test('spooled hits are replayed in order, once, and nothing stays on the disk', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder })
  const hits = Array.from({ length: 20 }, () => newHit())
  await Promise.all(hits.map((hit) => spool.append(hit)))
  expect(await spool.size()).toBe(20)
  const { taken, take } = collector()
  expect(await spool.replay(take)).toEqual({ hits: 20, torn: 0 })
  expect(taken).toEqual(hits)
  expect(await spool.replay(take)).toEqual({ hits: 0, torn: 0 })
  expect(await readdir(folder)).toEqual([])
  await spool.close()
})

test('hits survive a store that refuses, and the process that spooled them', async () => {
  const folder = await makeTemporaryFolder()
  const first = openSpool({ folder })
  const hit = newHit()
  await first.append(hit)
  const refusal = new StoreError('visits/test', 'No.', 'Wait.')
  await expect(first.replay(() => Promise.reject(refusal))).rejects.toBe(refusal)
  const next = openSpool({ folder })
  const { taken, take } = collector()
  await next.replay(take)
  expect(taken).toEqual([hit])
  await Promise.all([first.close(), next.close()])
})

test('the oldest file is replayed first, and the one that is being written last', async () => {
  const folder = await makeTemporaryFolder()
  const hits = Array.from({ length: 6 }, () => newHit())
  for (const place of [3, 0, 4, 1, 2]) {
    const name = `hits-${String(1000 + place).padStart(15, '0')}-abcdef01.jsonl`
    await writeFile(join(folder, name), `${JSON.stringify(hits[place])}\n`)
  }
  await writeFile(join(folder, 'hits.jsonl'), `${JSON.stringify(hits[5])}\n`)
  const { taken, take } = collector()
  await openSpool({ folder }).replay(take)
  expect(taken).toEqual(hits)
})

test('a torn last line is told and skipped, and does not swallow the hit behind it', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder })
  const [before, after] = [newHit(), newHit()]
  await spool.append(before)
  await appendFile(join(folder, 'hits.jsonl'), JSON.stringify(newHit()).slice(0, 40))
  await spool.append(after)
  const { taken, take } = collector()
  expect(await spool.replay(take)).toEqual({ hits: 2, torn: 1 })
  expect(taken).toEqual([before, after])
  await spool.close()
})

test('a line that is no hit is never given to the store', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder })
  const lines = [
    'null',
    '[]',
    '{"event":"x"}',
    JSON.stringify({ ...newHit(), n: 1000 }),
    JSON.stringify({ ...newHit(), day: '1' }),
  ]
  await writeFile(join(folder, 'hits.jsonl'), `${lines.join('\n')}\n`)
  const { taken, take } = collector()
  expect(await spool.replay(take)).toEqual({ hits: 0, torn: 5 })
  expect(taken).toEqual([])
})

test('a hit that arrives during a replay waits for the next one', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder })
  const other = openSpool({ folder })
  const [first, second, third] = [newHit(), newHit(), newHit()]
  await spool.append(first)
  await other.append(first)
  const { taken, take } = collector()
  await spool.replay(async (hits) => {
    await Promise.all([spool.append(second), other.append(third)])
    await take(hits)
  })
  expect(taken).toEqual([first, first])
  await spool.replay(take)
  expect(new Set(taken.slice(2))).toEqual(new Set([second, third]))
  await Promise.all([spool.close(), other.close()])
})

test('hits that wait are never told to be none while a replay moves their file', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder })
  const down = () => Promise.reject(new StoreError('visits/test', 'No.', 'Wait.'))
  for (let round = 1; round <= 40; round += 1) {
    await spool.append(newHit())
    const sizes = Promise.all(Array.from({ length: 8 }, () => spool.size()))
    await expect(spool.replay(down)).rejects.toThrow('No.')
    expect(await sizes).toEqual(Array(8).fill(round))
  }
  await spool.close()
})

test('a file that has not grown is not read again to count what waits', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder })
  await Promise.all([newHit(), newHit(), newHit()].map((hit) => spool.append(hit)))
  expect(await spool.size()).toBe(3)
  const file = join(folder, 'hits.jsonl')
  const { size } = await stat(file)
  await writeFile(file, 'x'.repeat(size))
  expect(await spool.size()).toBe(3)
  await spool.append(newHit())
  expect(await spool.size()).toBe(1)
  await spool.close()
})

test('two processes that append and replay at once lose no hit', async () => {
  const folder = await makeTemporaryFolder()
  const spools = [openSpool({ folder }), openSpool({ folder })]
  const { taken, take } = collector()
  const sent: VisitHit[] = []
  for (let round = 0; round < 40; round += 1) {
    const work = spools.flatMap((spool, index) => {
      const hit = newHit()
      sent.push(hit)
      return [spool.append(hit), ...(round % 3 === index ? [spool.replay(take)] : [])]
    })
    await Promise.all(work)
  }
  for (const spool of spools) await spool.replay(take)
  expect(new Set(taken.map(({ event }) => event))).toEqual(new Set(sent.map(({ event }) => event)))
  for (const spool of spools) await spool.close()
})

test('a long spool is kept in several files, oldest first', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder, segmentBytes: 500 })
  const hits = Array.from({ length: 10 }, (_, index) => newHit({ slug: `release-${index}` }))
  for (const hit of hits) await spool.append(hit)
  expect((await readdir(folder)).length).toBeGreaterThan(2)
  expect(await spool.size()).toBe(10)
  const { taken, take } = collector()
  await spool.replay(take)
  expect(new Set(taken)).toEqual(new Set(hits))
  await spool.close()
})

test('a full spool refuses with the cure, and keeps what it has', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder, mostBytes: 500 })
  await spool.append(newHit())
  await spool.append(newHit())
  await expect(spool.append(newHit())).rejects.toMatchObject({ code: 'visits/spool-full' })
  expect(await spool.size()).toBe(2)
  await spool.close()
})

test('a disk that refuses is a StoreError with the cure', async () => {
  const folder = join(await makeTemporaryFolder(), 'file')
  await writeFile(folder, '')
  const spool = openSpool({ folder })
  await expect(spool.append(newHit())).rejects.toMatchObject({ name: 'StoreError', code: 'visits/spool' })
  await expect(spool.size()).rejects.toMatchObject({ name: 'StoreError', code: 'visits/spool' })
  await spool.close()
})

test('neither address nor agent stands in the spool', async () => {
  const folder = await makeTemporaryFolder()
  const spool = openSpool({ folder })
  await spool.append(newHit())
  const text = await readFile(join(folder, 'hits.jsonl'), 'utf8')
  expect(Object.keys(JSON.parse(text))).toEqual(['event', 'slug', 'day', 'fingerprint', 'at', 'windowSeconds'])
  await spool.close()
})
