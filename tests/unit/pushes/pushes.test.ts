import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { buildCatalogue } from '#lib/content/catalogue.ts'
import { openEditions } from '#lib/content/edition.ts'
import type { Release } from '#lib/content/types.ts'
import { createLog } from '#lib/log.ts'
import { Outbox, openOutbox } from '#lib/pushes/outbox.ts'
import type { Receipt } from '#lib/pushes/push.ts'
import { openPushes, type Pushes } from '#lib/pushes/pushes.ts'
import { longestTrial, pauseAfter } from '#lib/pushes/sender.ts'
import type { PushSettings } from '#lib/pushes/targets.ts'
import { at, release, site } from '#tests/support/content/releases.ts'
import { startPushStandIn } from '#tests/support/site/push-stand-in.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { until } from '#tests/support/until.ts'

const siteUrl = 'https://news.example.com'
const baiduPushToken = 'token-of-baidu'
const addresses = (slugs: readonly string[]) => slugs.map((slug) => `${siteUrl}/en/news/${slug}`)

/** A site whose content, clock and processes the test moves, and which pushes to stand-ins. Texts are bodies by slug. */
async function openWorld(
  settings: Partial<PushSettings> = {},
  releases: readonly Release[] = [release({ slug: 'old' })],
) {
  const dataDir = await makeTemporaryFolder()
  const [indexNow, baidu, hub] = [await startPushStandIn(), await startPushStandIn(), await startPushStandIn()]
  baidu.answer({ status: 200, body: '{"success":2000,"remain":100}' })
  const listeners = new Set<() => void>()
  const texts = new Map<string, string>()
  const time = { now: at('2026-11-21 12:00:00') }
  let watched = () => {}
  const clock = {
    now() {
      watched()
      return time.now
    },
  }
  let catalogue = buildCatalogue(site(), releases)
  const content = {
    catalogue: () => catalogue,
    body: async ({ slug }: Release) => ({
      markdown: texts.get(slug) ?? 'Text.',
      html: '',
      text: '',
      headings: [],
      images: [],
      readingMinutes: 1,
    }),
    onChange(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  let logged = ''
  const log = createLog('debug', (line) => {
    logged += line
  })
  const running = new Set<Pushes>()
  onTestFinished(async () => {
    for (const pushes of running) await pushes.close()
  })
  const world = {
    dataDir,
    time,
    texts,
    indexNow,
    baidu,
    hub,
    logged: () => logged,
    /** Starts a process, or what of it matters here. */
    start(given?: PushSettings): Pushes {
      const pushes = openPushes({
        settings: given ?? { siteUrl, noindex: false, indexNowKey: 'key-of-indexnow', ...settings },
        dataDir,
        content,
        edition: openEditions(content, clock).edition,
        clock,
        log,
        random: () => 0,
        endpoints: { indexNow: indexNow.origin, baidu: baidu.origin, timeout: 5000 },
        interval: 5,
      })
      running.add(pushes)
      return pushes
    },
    /** Starts a process and resolves when it has looked at everything. */
    async recordedStart() {
      const pushes = world.start()
      await world.recorded()
      return pushes
    },
    /** Resolves after the processes have looked around a few times more. */
    async quiet() {
      let looks = 0
      watched = () => {
        looks += 1
      }
      await until('several looks', async () => (looks > 10 ? true : undefined))
    },
    async stop(pushes: Pushes) {
      await pushes.close()
      running.delete(pushes)
    },
    publish(...next: readonly Release[]) {
      catalogue = buildCatalogue(site(), next)
      for (const listener of listeners) listener()
    },
    /** Lets the clock run on by so many ms. */
    pass(span: number) {
      time.now += span
    },
    receipts(state?: Receipt['state']): readonly Receipt[] {
      const outbox = openOutbox(dataDir)
      const receipts = outbox?.receipts(1000, state) ?? []
      outbox?.close()
      return receipts
    },
    /** Resolves when a process has looked at everything public and its texts once. */
    async recorded() {
      await until('everything public is remembered', async () => {
        const outbox = openOutbox(dataDir)
        const done = outbox?.isComplete === true && outbox.unread(1).length === 0
        outbox?.close()
        return done || undefined
      })
    },
    /** Lets a second pass as soon as something new is noticed, and resolves when all that waits has been sent. */
    async settled(count: number) {
      await until(`${count} pushes are put down`, async () => (world.receipts().length >= count ? true : undefined))
      world.pass(1000)
      await until('nothing waits', async () => (world.receipts('waiting').length === 0 ? true : undefined))
    },
    urlsTold: () => indexNow.calls.map(({ body }) => JSON.parse(body).urlList as string[]),
  }
  return world
}

const fresh = (slug: string, fields: Partial<Release> = {}) =>
  release({ slug, date: at('2026-11-21 11:00:00'), ...fields })
const old = release({ slug: 'old' })

test('the first start remembers what is public and tells nobody', async () => {
  const world = await openWorld(
    {},
    Array.from({ length: 500 }, (_, place) => release({ slug: `release-${place}` })),
  )
  const pushes = world.start()
  await world.recorded()
  expect([world.receipts(), pushes.status()]).toEqual([[], { state: 'on', waiting: 0, failed: 0 }])
})

test('publication, update, move and withdrawal are told once each, over restarts too', async () => {
  const world = await openWorld({}, [old, release({ slug: 'before' }), release({ slug: 'wrong' })])
  let pushes = world.start()
  await world.recorded()
  const after = release({ slug: 'after', aliases: ['/en/news/before'] })
  const gone = release({ slug: 'wrong', withdrawn: { date: at('2026-11-21'), kind: 'error' } })
  world.texts.set('old', 'Another text.')
  world.publish({ ...old, digest: 'f'.repeat(64) }, fresh('new'), after, gone)
  await world.settled(5)
  for (let start = 0; start < 2; start++) {
    await world.stop(pushes)
    pushes = world.start()
    await world.recorded()
  }
  expect(world.urlsTold().flat().sort()).toEqual(addresses(['after', 'before', 'new', 'old', 'wrong']))
  const reasons = Object.fromEntries(world.receipts('sent').map(({ path, reason }) => [path.slice(9), reason]))
  expect(reasons).toEqual({ after: 'published', before: 'moved', new: 'published', old: 'updated', wrong: 'withdrawn' })
})

test('what changed while the site was down is told at the next start', async () => {
  const world = await openWorld()
  await world.stop(await world.recordedStart())
  world.publish(old, fresh('new'))
  world.start()
  await world.settled(1)
  expect(world.urlsTold()).toEqual([addresses(['new'])])
})

test('files that are other files with the same text, as after a new clone, are no news', async () => {
  const world = await openWorld()
  await world.stop(await world.recordedStart())
  world.publish({ ...old, digest: 'f'.repeat(64), aliases: ['/old.html'] }, fresh('new'))
  world.start()
  await world.settled(1)
  expect(world.urlsTold()).toEqual([addresses(['new'])])
})

test('a scheduled release is told at its second and not before', async () => {
  const world = await openWorld({}, [old, fresh('later', { date: at('2026-11-21 12:00:30') })])
  await world.recordedStart()
  world.pass(29_999)
  await world.quiet()
  expect(world.receipts()).toEqual([])
  world.pass(1)
  await until('it is told', async () => (world.indexNow.calls.length > 0 ? true : undefined))
  expect(world.urlsTold()).toEqual([addresses(['later'])])
  expect(world.time.now).toBe(at('2026-11-21 12:00:30'))
})

test('of several processes one tells, and another goes on when it ends', async () => {
  const world = await openWorld()
  const first = await world.recordedStart()
  world.start()
  world.start()
  world.publish(old, fresh('new'))
  await world.settled(1)
  await world.stop(first)
  world.publish(old, fresh('new'), fresh('newer'))
  await world.settled(2)
  expect(world.urlsTold()).toEqual([addresses(['new']), addresses(['newer'])])
})

test('what waits when a process dies is sent by the next, and a change of what waits is one push', async () => {
  const world = await openWorld()
  const pushes = await world.recordedStart()
  world.indexNow.answer({ status: 503 })
  world.publish(old, fresh('new'))
  await until('it was tried', async () => {
    world.pass(1000)
    return world.receipts().some(({ attempts }) => attempts > 0) || undefined
  })
  world.texts.set('new', 'Another text.')
  world.publish(old, fresh('new', { title: 'Another title' }))
  await until('the change is noticed', async () => world.receipts()[0]?.reason === 'updated' || undefined)
  await world.stop(pushes)
  expect(world.receipts().map(({ state }) => state)).toEqual(['waiting'])
  world.indexNow.answer({ status: 200 })
  world.pass(6 * 3_600_000)
  world.start()
  await world.settled(1)
  expect(world.receipts().map(({ state }) => state)).toEqual(['sent'])
})

test('after a fault the pause doubles, is at least what was asked for, and what fails for days is given up', async () => {
  const world = await openWorld()
  await world.recordedStart()
  world.indexNow.answer({ status: 429, headers: { 'retry-after': '3600' } }, { status: 500 })
  world.publish(old, fresh('new'))
  const triedAfter = async (span: number, tries: number) => {
    world.pass(span)
    await until(`${tries} tries`, async () => (world.indexNow.calls.length >= tries ? true : undefined))
    await world.quiet()
    expect(world.indexNow.calls).toHaveLength(tries)
  }
  await until('it waits', async () => world.receipts('waiting').length > 0 || undefined)
  await triedAfter(1000, 1)
  await triedAfter(3_599_000, 1)
  await triedAfter(1000, 2)
  await triedAfter(59_000, 2)
  await triedAfter(1000, 3)
  await triedAfter(longestTrial, 4)
  expect(world.receipts()).toMatchObject([{ state: 'failed', answer: 'HTTP 500' }])
  expect(world.logged()).toContain('pushes.given-up')
})

test('a refusal is not repeated by itself, only when it is asked for', async () => {
  const world = await openWorld()
  const pushes = await world.recordedStart()
  world.indexNow.answer({ status: 403, body: 'key not found' }, { status: 200 })
  world.publish(old, fresh('new'))
  await world.settled(1)
  world.pass(86_400_000)
  await world.quiet()
  expect(world.receipts()).toMatchObject([{ state: 'failed', answer: 'HTTP 403 key not found', attempts: 1 }])
  expect(pushes.status()).toEqual({ state: 'on', waiting: 0, failed: 1 })
  const outbox = openOutbox(world.dataDir)
  expect(outbox?.retry(world.time.now)).toBe(1)
  outbox?.close()
  await until('it was sent', async () => world.receipts('sent').length > 0 || undefined)
  expect(world.receipts()).toMatchObject([{ attempts: 1 }])
  expect(pushes.status()).toEqual({ state: 'on', waiting: 0, failed: 0 })
})

test('Baidu is told what can be read, tries fewer over its quota, and goes on the next day', async () => {
  const world = await openWorld({ baiduPushToken }, [old, release({ slug: 'wrong' })])
  await world.recordedStart()
  const quota = { status: 400, body: '{"error":400,"message":"over quota"}' }
  world.baidu.answer(
    quota,
    quota,
    { status: 200, body: '{"success":1,"remain":0}' },
    { status: 200, body: '{"success":3,"remain":9}' },
  )
  world.publish(old, ...['a', 'b', 'c', 'd'].map((slug) => fresh(slug)))
  await until('they wait', async () => world.receipts().length > 8 || undefined)
  world.pass(1000)
  await until('the day is over', async () => (world.baidu.calls.length === 3 ? true : undefined))
  await world.quiet()
  expect(world.baidu.calls.map(({ body }) => body.split('\n').length)).toEqual([4, 2, 1])
  world.time.now = at('2026-11-22 00:00:00')
  await until('all are told', async () => (world.receipts('waiting').length === 0 ? true : undefined))
  const told = world.baidu.calls.slice(2).flatMap(({ body }) => body.split('\n'))
  expect(told.sort()).toEqual(addresses(['a', 'b', 'c', 'd']))
  expect(world.receipts().filter(({ target, path }) => target === 'baidu' && path.endsWith('wrong'))).toEqual([])
  expect(world.urlsTold().flat()).toContain(`${siteUrl}/en/news/wrong`)
})

test('the hub is told once of each feed that has changed, and of no other', async () => {
  const ancient = release({ slug: 'ancient', date: at('2001-01-01') })
  const world = await openWorld({}, [ancient])
  world.start({ siteUrl, noindex: false, webSubHub: world.hub.origin })
  await world.recorded()
  const many = Array.from({ length: 25 }, (_, place) => fresh(`new-${place}`, { category: 'policy', tags: ['Trade'] }))
  world.publish(...many, ancient)
  await world.settled(9)
  const told = () =>
    world.hub.calls.map(({ body }) => new URLSearchParams(body).get('hub.url')?.slice(siteUrl.length)).sort()
  const feeds = ['', '/category/policy', '/tag/trade'].flatMap((scope) =>
    ['atom.xml', 'feed.json', 'rss.xml'].map((file) => `/en${scope}/${file}`),
  )
  expect(told()).toEqual(feeds.sort())
  world.texts.set('ancient', 'Another text.')
  world.publish(...many, { ...ancient, digest: 'f'.repeat(64) }, fresh('other', { locale: 'zh' }))
  await world.settled(12)
  expect(told()).toEqual([...feeds, '/zh/atom.xml', '/zh/feed.json', '/zh/rss.xml'].sort())
})

test.each([
  ['NOINDEX', { noindex: true }],
  ['SITE_URL', { siteUrl: 'http://localhost:3000' }],
  ['SITE_URL', { siteUrl: 'https://newsroom.localhost' }],
  ['SITE_URL', { siteUrl: 'http://127.0.0.1:3000' }],
  ['SITE_URL', { siteUrl: 'http://[::1]:3000' }],
] as const)('a closed or local site tells nobody anything, and says so: %s %j', async (because, settings) => {
  const world = await openWorld(settings)
  expect(world.start().status()).toEqual({ state: 'off' })
  expect(world.logged()).toContain(`"event":"pushes.off","because":"${because}"`)
  expect(openOutbox(world.dataDir)).toBeUndefined()
})

test('without keys pushes are off and nothing is said', async () => {
  const world = await openWorld()
  expect([world.start({ siteUrl, noindex: false }).status(), world.logged()]).toEqual([{ state: 'off' }, ''])
})

test('what changes again while it is being told is told again, also within one millisecond', async () => {
  const world = await openWorld()
  const outbox = new Outbox(world.dataDir)
  onTestFinished(() => outbox.close())
  const made = [{ target: 'indexnow', path: '/en/news/old', reason: 'updated' } as const]
  const note = { locale: 'en', slug: 'old', known: undefined, made, void: [] } as const
  const times = { now: at('2026-11-21'), due: at('2026-11-21') }
  outbox.note([note], times)
  const underWay = outbox.due('indexnow', times.now, 10)
  outbox.note([note], times)
  outbox.end(underWay, { state: 'sent', answer: 'HTTP 200' }, times.now)
  expect(outbox.counts()).toEqual({ waiting: 1, failed: 0 })
})

test('a broken outbox stops pushes and not the site', async () => {
  const world = await openWorld()
  await writeFile(join(world.dataDir, 'pushes.sqlite'), 'no database at all, and long enough to be taken for none')
  expect(world.start().status()).toMatchObject({ state: 'broken', reason: expect.stringContaining('not a database') })
})

test('an outbox whose lock cannot be had is closed again', async () => {
  const world = await openWorld()
  await mkdir(join(world.dataDir, 'pushes-sender.sqlite'))
  expect(world.start().status()).toMatchObject({ state: 'broken' })
  // SQLite takes its log away when the last connection closes.
  expect(await readdir(world.dataDir)).toEqual(['pushes-sender.sqlite', 'pushes.sqlite'])
})

test('a call that the end of the process cut off is made again at the next start', async () => {
  const world = await openWorld()
  const pushes = await world.recordedStart()
  world.indexNow.answer('hang', { status: 200 })
  world.publish(old, fresh('new'))
  await until('it waits', async () => world.receipts('waiting').length > 0 || undefined)
  world.pass(1000)
  await until('it is being told', async () => world.indexNow.calls.length > 0 || undefined)
  await world.stop(pushes)
  expect(world.receipts()).toMatchObject([{ state: 'waiting', attempts: 0 }])
  world.start()
  await until('it is told', async () => world.receipts('sent').length > 0 || undefined)
})

test('nobody is told what could not be written down, and everybody as soon as it can', async () => {
  const world = await openWorld()
  await world.recordedStart()
  const outbox = new Database(join(world.dataDir, 'pushes.sqlite'))
  onTestFinished(() => void outbox.close())
  world.publish(old, fresh('new'))
  await until('it waits', async () => world.receipts('waiting').length > 0 || undefined)
  outbox.exec(`CREATE TRIGGER full BEFORE INSERT ON fact BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`)
  world.pass(1000)
  await until('it is tried', async () => world.logged().includes('the disk is full') || undefined)
  const tries = () => world.logged().split('the disk is full').length - 1
  const [began, before] = [performance.now(), tries()]
  for (let times = 0; times < 3; times++) await world.quiet()
  expect(world.indexNow.calls).toEqual([])
  // After each fault nothing is tried for thirty looks, here of 5 ms.
  expect(tries() - before).toBeLessThan(3 + (performance.now() - began) / 150)
  outbox.exec('DROP TRIGGER full')
  await until('it is told', async () => world.receipts('sent').length > 0 || undefined)
  expect(world.urlsTold()).toEqual([addresses(['new'])])
})

test('a clock that was years ahead and is set back holds nothing up', async () => {
  const world = await openWorld()
  await world.recordedStart()
  const now = world.time.now
  world.time.now = at('2036-01-01')
  world.indexNow.answer({ status: 429, headers: { 'retry-after': '3600' } }, { status: 200 })
  world.publish(old, fresh('new'))
  await until('it waits', async () => world.receipts('waiting').length > 0 || undefined)
  world.pass(1000)
  await until('it was put off', async () => world.receipts('waiting')[0]?.attempts === 1 || undefined)
  world.publish(old, fresh('new'), fresh('newer'))
  await until('another waits', async () => world.receipts('waiting').length > 1 || undefined)
  world.time.now = now
  await until('both are told', async () => world.receipts('sent').length > 1 || undefined)
  expect(world.urlsTold().at(-1)?.sort()).toEqual(addresses(['new', 'newer']))
})

test('neither log nor receipts hold a secret', async () => {
  const world = await openWorld({ baiduPushToken })
  await world.recordedStart()
  world.baidu.answer({ status: 401, body: `{"error":401,"message":"token ${baiduPushToken} is not valid"}` })
  world.indexNow.answer('cut')
  world.publish(old, fresh('new'))
  await until('they wait', async () => world.receipts().length > 1 || undefined)
  world.pass(1000)
  await until('both were tried', async () => world.receipts().every(({ attempts }) => attempts > 0) || undefined)
  const said = world.logged() + JSON.stringify(world.receipts())
  expect(said).toContain('HTTP 401')
  expect(said).not.toMatch(/token-of-baidu|key-of-indexnow/)
})

test('pauses double from half a minute to six hours, less up to half by chance', () => {
  expect([1, 2, 3, 20].map((setbacks) => pauseAfter(setbacks, 0))).toEqual([30_000, 60_000, 120_000, 21_600_000])
  expect(pauseAfter(1, 1)).toBe(15_000)
})
