import { chmod, copyFile, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openStore } from '#lib/visits/store/open.ts'
import type { VisitStore } from '#lib/visits/store/store.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { firefox, openTestVisits, visitRequest } from '../support/visits/requests.ts'
import { newHit } from '../support/visits/store-contract.ts'

const day = '2026-03-01'

async function openSqlite(dataDir: string, limits: { maxPages?: number } = {}): Promise<VisitStore> {
  const store = await openStore({ kind: 'sqlite' }, { dataDir, busyTimeout: 50, ...limits })
  onTestFinished(() => store.close())
  return store
}

const fileIn = (dataDir: string) => join(dataDir, 'visits.sqlite')

/** A data folder with `visits` counted visits of `seminar` in it, and nobody who has it open. */
async function usedFolder(visits = 3): Promise<string> {
  const dataDir = await makeTemporaryFolder()
  const store = await openStore({ kind: 'sqlite' }, { dataDir })
  await store.adopt('test', [{ slug: 'seminar', day, visits }])
  await store.close()
  return dataDir
}

const totalOf = async (store: VisitStore) => (await store.read(['seminar'], day)).get('seminar')?.total

async function expectDown(store: VisitStore, code: string): Promise<void> {
  await expect(store.hit(newHit())).rejects.toMatchObject({ name: 'StoreError', code })
  const health = await store.health()
  expect(health.ok).toBe(false)
  expect(health.warnings).toHaveLength(1)
}

test('counts and event ids survive the end of the process', async () => {
  const dataDir = await makeTemporaryFolder()
  const hit = newHit()
  const first = await openSqlite(dataDir)
  await first.hit(hit)
  const { id } = await first.health()
  await first.close()
  const second = await openSqlite(dataDir)
  expect(await second.hit(hit)).toEqual({ outcome: 'replay', today: 1, total: 1 })
  expect((await second.health()).id).toBe(id)
})

test('every commit is synced to the disk, in WAL mode', async () => {
  const dataDir = await usedFolder()
  const db = new Database(fileIn(dataDir), { readonly: true })
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  db.close()
})

test('SQLite itself refuses a count below zero', async () => {
  const db = new Database(fileIn(await usedFolder()))
  onTestFinished(() => void db.close())
  expect(() => db.exec('UPDATE visit SET visits = -1')).toThrow(/CHECK constraint failed/)
  expect(() => db.exec("UPDATE visit SET visits = 'many'")).toThrow(/cannot store TEXT/)
})

test('a locked file refuses hits at once, still reads, and counts again when it is free', async () => {
  const dataDir = await usedFolder()
  const store = await openSqlite(dataDir)
  expect(await totalOf(store)).toBe(3)
  const other = new Database(fileIn(dataDir))
  onTestFinished(() => void other.close())
  other.exec('BEGIN IMMEDIATE')
  await expectDown(store, 'visits/locked')
  expect(await totalOf(store)).toBe(3)
  other.exec('ROLLBACK')
  expect(await store.hit(newHit())).toMatchObject({ outcome: 'counted', total: 4 })
})

test('a file that cannot grow refuses the hit whole, keeps the rest, and counts again when it can', async () => {
  const dataDir = await usedFolder()
  const store = await openSqlite(dataDir, { maxPages: 24 })
  let counted = 0
  const fill = async () => {
    for (; counted < 5000; counted += 1) await store.hit(newHit())
  }
  await expect(fill()).rejects.toMatchObject({ name: 'StoreError', code: 'visits/full' })
  expect(counted).toBeGreaterThan(0)
  expect(await totalOf(store)).toBe(3 + counted)
  await store.close()
  const roomy = await openSqlite(dataDir)
  expect(await totalOf(roomy)).toBe(3 + counted)
  expect(await roomy.hit(newHit())).toMatchObject({ outcome: 'counted', total: 4 + counted })
})

const canBecomeNobody = process.geteuid?.() === 0
test('a read-only file refuses hits and says how to mend it', async () => {
  const dataDir = await usedFolder()
  const warm = await openSqlite(await makeTemporaryFolder())
  await warm.health()
  await chmod(fileIn(dataDir), 0o444)
  await chmod(dataDir, 0o555)
  // Root may write anywhere: be somebody else for the length of the test.
  if (canBecomeNobody) process.seteuid?.(65534)
  try {
    const store = await openSqlite(dataDir)
    await expectDown(store, 'visits/read-only')
  } finally {
    if (canBecomeNobody) process.seteuid?.(0)
    await chmod(dataDir, 0o755)
  }
})

const damages: readonly [name: string, code: string, damage: (file: string) => Promise<unknown>][] = [
  ['overwritten in the middle', 'visits/damaged', (file) => overwrite(file, 4096, 5 * 4096)],
  ['overwritten at its beginning', 'visits/damaged', (file) => overwrite(file, 0, 4096)],
  ['cut in half', 'visits/damaged', async (file) => truncate(file, Math.floor((await stat(file)).size / 2))],
  ['cut to nothing', 'visits/not-a-store', (file) => truncate(file, 0)],
  ['replaced by text', 'visits/damaged', (file) => writeFile(file, 'visits: 3\n'.repeat(100))],
  ['deleted', 'visits/emptied', (file) => rm(file)],
  ['replaced by another store', 'visits/emptied', async (file) => copyFile(fileIn(await usedFolder(0)), file)],
]

async function overwrite(file: string, from: number, length: number): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(length, 0xa5), 0, length, from)
  await handle.close()
}

for (const [name, code, damage] of damages) {
  test(`a file ${name} is never counted in from zero: ${code}`, async () => {
    const dataDir = await usedFolder()
    await damage(fileIn(dataDir))
    const before = await readFile(fileIn(dataDir)).catch(() => undefined)
    const store = await openSqlite(dataDir)
    await expectDown(store, code)
    await expect(totalOf(store)).rejects.toMatchObject({ code })
    expect(await readFile(fileIn(dataDir)).catch(() => undefined)).toEqual(before)
  })
}

test('a file that is deleted or replaced while the site runs takes no hits; restored, it goes on counting', async () => {
  const dataDir = await usedFolder()
  const file = fileIn(dataDir)
  const store = await openSqlite(dataDir)
  await store.hit(newHit())
  await store.close()
  const running = await openSqlite(dataDir)
  expect(await totalOf(running)).toBe(4)
  await rename(file, `${file}.aside`)
  await expectDown(running, 'visits/emptied')
  await copyFile(fileIn(await usedFolder(0)), file)
  await expectDown(running, 'visits/emptied')
  for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true })
  await rename(`${file}.aside`, file)
  expect(await running.hit(newHit())).toMatchObject({ outcome: 'counted', total: 5 })
})

test('a file of a newer version is left alone', async () => {
  const dataDir = await usedFolder()
  const db = new Database(fileIn(dataDir))
  db.pragma('user_version = 99')
  db.close()
  await expectDown(await openSqlite(dataDir), 'visits/newer-store')
})

test('two processes that begin at once make one store', async () => {
  const dataDir = await makeTemporaryFolder()
  const stores = await Promise.all([openSqlite(dataDir), openSqlite(dataDir), openSqlite(dataDir)])
  const answers = await Promise.all(stores.map((store) => store.hit(newHit())))
  expect(answers.map(({ outcome }) => outcome)).toEqual(['counted', 'counted', 'counted'])
  expect(await Promise.all(stores.map(totalOf))).toEqual([3, 3, 3])
})

test('no address, no agent and, after 48 h, no row about a reader is on the disk', async () => {
  const dataDir = await makeTemporaryFolder()
  const store = await openSqlite(dataDir)
  const agent = `${firefox} Nobodyelse/1.0`
  const visits = await openTestVisits({ store, config: { dataDir } })
  const request = visitRequest({ remoteAddress: '203.0.113.77', headers: { 'user-agent': agent } })
  expect((await visits.record(request)).reason).toBe('counted')
  for (const name of await readdir(dataDir, { recursive: true })) {
    const text = (await readFile(join(dataDir, name))).toString('latin1')
    expect(text).not.toMatch(/203\.0\.113\.77|Nobodyelse/)
  }
  await store.prune(Date.UTC(2026, 2, 1, 4) + 48 * 3_600_000 + 1)
  const db = new Database(fileIn(dataDir), { readonly: true })
  onTestFinished(() => void db.close())
  for (const table of ['event', 'reading', 'salt']) {
    expect(db.prepare(`SELECT * FROM ${table}`).all()).toEqual([])
  }
})

test('an unreadable note of known stores stops the counting with the cure', async () => {
  const dataDir = await usedFolder()
  await writeFile(join(dataDir, 'visits-known.json'), '{')
  await expectDown(await openSqlite(dataDir), 'visits/known-unreadable')
})

test('SQLite locked: pages show the last figures, hits are spooled, health says so, and all are counted afterwards', async () => {
  const dataDir = await usedFolder()
  const visits = await openTestVisits({ store: await openSqlite(dataDir), config: { dataDir } })
  expect(await visits.record(visitRequest())).toMatchObject({ reason: 'counted', total: 115 })
  const other = new Database(fileIn(dataDir))
  onTestFinished(() => void other.close())
  other.exec('BEGIN EXCLUSIVE')
  expect(await visits.record(visitRequest({ remoteAddress: '192.0.2.2' }))).toMatchObject({
    reason: 'spooled',
    total: 115,
  })
  expect((await visits.figures(['seminar'])).get('seminar')?.total).toBe(115)
  const { ok, spooled, warnings } = await visits.health()
  expect({ ok, spooled }).toEqual({ ok: false, spooled: 1 })
  expect(warnings.join(' ')).toContain('is locked by another program')
  other.exec('ROLLBACK')
  await vi.waitFor(async () => expect((await visits.health()).ok).toBe(true), { timeout: 10_000 })
  expect((await visits.figures(['seminar'])).get('seminar')?.total).toBe(116)
})

test('a thread of the store that ends is told to who waits for it, and the next call starts another', async () => {
  const dataDir = await makeTemporaryFolder()
  const store = await openSqlite(dataDir)
  await store.hit(newHit())
  // The thread falls over it: nothing in the program asks like this.
  const wrong = store.top('0000-00-00', '9999-12-31', {} as never)
  const behind = store.hit(newHit())
  for (const asked of [wrong, behind])
    await expect(asked).rejects.toMatchObject({ name: 'StoreError', code: 'visits/thread' })
  expect((await store.hit(newHit())).total).toBe(2)
})

test('a thread of the store that ends without an error leaves nobody waiting', async () => {
  const store = await openSqlite(await usedFolder())
  const threads: Worker[] = []
  const started = vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker) {
    threads.push(this)
  })
  const read = store.read(['seminar'], day)
  started.mockRestore()
  await threads[0]?.terminate()
  await expect(read).rejects.toMatchObject({ code: 'visits/thread' })
  expect(await totalOf(store)).toBe(3)
})

test('a locked SQLite file does not hold up the end, however many calls wait for it, and what was counted is there', async () => {
  const dataDir = await usedFolder()
  const store = await openStore({ kind: 'sqlite' }, { dataDir, busyTimeout: 500 })
  expect(await totalOf(store)).toBe(3)
  const other = new Database(fileIn(dataDir))
  onTestFinished(() => void other.close())
  other.exec('BEGIN EXCLUSIVE')
  // One after another they would wait for more than a minute.
  const waiting = Array.from({ length: 200 }, () => store.salt('2026-03-02', 1).catch((error: unknown) => error))
  await store.close()
  for (const answer of await Promise.all(waiting)) expect(answer).toMatchObject({ name: 'StoreError' })
  await expect(store.read(['seminar'], day)).rejects.toMatchObject({ code: 'visits/closed' })
  other.exec('ROLLBACK')
  expect(await totalOf(await openSqlite(dataDir))).toBe(3)
})

test('SQLite corrupted: hits are spooled, figures are unknown and never zero, and nothing is lost after the restore', async () => {
  const dataDir = await usedFolder()
  const backup = await readFile(fileIn(dataDir))
  await overwrite(fileIn(dataDir), 4096, 5 * 4096)
  const visits = await openTestVisits({ store: await openSqlite(dataDir), config: { dataDir } })
  expect(await visits.record(visitRequest())).toMatchObject({ reason: 'spooled', today: null, total: null })
  expect(await visits.figures(['seminar'])).toEqual(new Map())
  expect((await visits.health()).warnings.join(' ')).toContain('is damaged')
  await writeFile(fileIn(dataDir), backup)
  await vi.waitFor(async () => expect((await visits.health()).ok).toBe(true), { timeout: 10_000 })
  await vi.waitFor(async () => expect((await visits.figures(['seminar'])).get('seminar')?.total).toBe(115))
})
