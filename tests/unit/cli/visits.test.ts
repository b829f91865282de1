import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { renderBar } from '#lib/cli/visits/statistics.ts'
import { openStore } from '#lib/visits/store/open.ts'
import type { RestatementRecord, VisitRow } from '#lib/visits/store/store.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

// Each call opens the store in a thread of its own, several times in some tests.
vi.setConfig({ testTimeout: 30_000 })

const files = {
  'news/2015/spring/en.md': releaseText('Spring', 'aliases: ["/NewsDetail.asp?id=118"]\n# old\nlegacyVisits: 3\n'),
  'news/2015/spring/zh.md': releaseText('春季', '', '正文。'),
  'news/2015/summer/en.md': releaseText('Summer'),
}

/** A desk whose site has counted `rows`. */
async function openCounted(rows: readonly VisitRow[]) {
  const desk = await openDesk(files)
  await mkdir(desk.dataDir)
  const visits = async <T>(use: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>) => {
    const store = await openStore({ kind: 'sqlite' }, { dataDir: desk.dataDir })
    try {
      return await use(store)
    } finally {
      await store.close()
    }
  }
  await visits(async (store) => {
    await store.adopt('another store', rows)
    await store.refuse('bot', '2026-11-20', 12)
    await store.refuse('prefetch', '2026-11-21', 1)
    await store.refuse('bot', '2026-01-01', 1000)
  })
  return { ...desk, visits }
}
const rows: readonly VisitRow[] = [
  { slug: 'spring', day: '2026-11-19', visits: 1 },
  { slug: 'spring', day: '2026-11-21', visits: 1284 },
  { slug: 'summer', day: '2026-10-01', visits: 50 },
  { slug: 'summer', day: '2026-11-20', visits: 20 },
]

test('days and releases are shown as bars, refused hits by reason, and what is unusual is marked', async () => {
  const { news } = await openCounted(rows)
  const { out, status } = await news(['stats', '--since', '3d'])
  expect(status).toBe(0)
  expect(out).toBe(`2026-11-19 to 2026-11-21: 1,305 visits
  2026-11-19      1  ▏
  2026-11-20     20  ▏
  2026-11-21  1,284  ${'█'.repeat(40)}

Releases
  spring  1,285  ${'█'.repeat(40)}  ! unusual: 2026-11-21: 1,284
  summer     20  ▏

Refused hits
  bot       12  ${'█'.repeat(40)}
  prefetch   1  ███
`)
  expect((await news(['stats'], { language: 'zh' })).out).toContain('2026-10-23 至 2026-11-21：共 1,305 次访问')
})

test('a spreadsheet gets the days asked for', async () => {
  const { news } = await openCounted(rows)
  expect((await news(['stats', '--since', '1w', '--csv'])).out).toBe(
    'slug,day,visits\nspring,2026-11-19,1\nspring,2026-11-21,1284\nsummer,2026-11-20,20\n',
  )
})

test('a bar is never longer than its line, and anything above nothing can be seen', () => {
  expect([
    renderBar(0, 10),
    renderBar(0, 0),
    renderBar(1, 1e9),
    renderBar(5, 10).length,
    renderBar(10, 10).length,
  ]).toEqual(['', '', '▏', 20, 40])
})

test.each([['stats'], ['visits', 'export'], ['visits', 'restate', 'spring', '2026-11-20', '1', '--note', 'x']])(
  'before anything was counted, %s %s says so and makes nothing',
  async (...args) => {
    const { news, dataDir } = await openDesk(files)
    const call = await news(args)
    expect(call).toMatchObject({ status: 78, out: '' })
    expect(call.err).toContain('No visits have been counted yet')
    expect(existsSync(dataDir)).toBe(false)
  },
)

test('every count goes out as a table, into a file that is never overwritten', async () => {
  const { news, dataDir } = await openCounted(rows)
  const table = join(dataDir, 'out.csv')
  const { out } = await news(['visits', 'export', table])
  expect(out).toBe(`Wrote 4 rows to ${table}.\n`)
  const text = await readFile(table, 'utf8')
  expect(text).toBe((await news(['visits', 'export'])).out)
  expect(text.split('\n')).toHaveLength(6)
  expect((await news(['visits', 'export', table])).err).toContain('is never overwritten')
})

test('a correction leaves its line on record, and the old count with it', async () => {
  const { news, visits } = await openCounted(rows)
  const { out } = await news(['visits', 'restate', 'spring', '2026-11-21', '84'], { answers: ['A monitor'] })
  expect(out).toBe('spring on 2026-11-21: 84 visits instead of 1284; the reason is on record.\n')
  const records: readonly RestatementRecord[] = await visits((store) => store.restatements())
  expect(records).toMatchObject([{ slug: 'spring', day: '2026-11-21', visits: 84, before: 1284, note: 'A monitor' }])
  for (const [args, words] of [
    [['spring', '2026-11-22', '1', '--note', 'x'], 'no day up to today'],
    [['spring', '2026-02-30', '1', '--note', 'x'], 'no day up to today'],
    [['spring', '2026-11-20', '-1'], 'There is no flag'],
    [['spring', '2026-11-20', 'many', '--note', 'x'], 'no whole number'],
    [['sprng', '2026-11-20', '1', '--note', 'x'], 'Did you mean spring?'],
    [['spring', '2026-11-20', '1'], 'say it with --note'],
  ] as const)
    expect((await news(['visits', 'restate', ...args])).err).toContain(words)
  expect(await visits((store) => store.restatements())).toHaveLength(1)
})

test('the counts of a slug that is no more are moved to a release, once, and each day is on record', async () => {
  const { news, visits } = await openCounted([...rows, { slug: 'spring-2015', day: '2026-11-19', visits: 7 }])
  const rename = () => news(['visits', 'rename', 'https://news.example/en/news/spring-2015', 'spring'])
  expect(await rename()).toMatchObject({
    status: 0,
    out: 'Moved 7 visits of spring-2015 to spring (days: 1); each day is on record.\n',
  })
  const counts = () => visits(async (store) => (await store.read(['spring', 'spring-2015'], '2026-11-19')).values())
  const moved = [
    { today: 8, total: 1292 },
    { today: 0, total: 0 },
  ]
  expect([...(await counts())]).toEqual(moved)
  const { out } = await news(['visits', 'audit'])
  expect(out).toBe(`at,slug,day,before,visits,note
2026-11-21T04:00:00.000Z,spring-2015,2026-11-19,7,0,"moved to spring"
2026-11-21T04:00:00.000Z,spring,2026-11-19,1,8,"moved from spring-2015"
`)
  expect((await rename()).out).toBe('The visits of spring-2015 were moved to spring before; nothing was changed.\n')
  expect([...(await counts())]).toEqual(moved)
  expect((await news(['visits', 'audit'])).out).toBe(out)
})

test('a rename refuses names that nobody knows, with the nearest, and a release that is still there', async () => {
  const { news, visits } = await openCounted([...rows, { slug: 'spring-2015', day: '2026-11-19', visits: 7 }])
  for (const [args, words] of [
    [['sprng-2015', 'spring'], 'No visits are kept under "sprng-2015". Did you mean spring-2015?'],
    [['spring-2015', 'sprng'], 'There is no release "sprng". Did you mean spring?'],
    [['summer', 'spring'], 'summer is a release and keeps its visits.'],
    [['spring-2015'], 'visits rename <old> <new>'],
  ] as const)
    expect(await news(['visits', 'rename', ...args])).toMatchObject({ status: 2, err: expect.stringContaining(words) })
  expect((await news(['visits', 'rename', 'sprng-2015', 'spring'], { language: 'zh' })).err).toContain('spring-2015')
  expect(await visits((store) => store.restatements())).toEqual([])
  expect((await news(['visits', '--help'])).out).toContain('rename <old> <new>')
})

test('totals of an old site go into the headers by slug, address or old address, and nothing else changes', async () => {
  const { news, read, dataDir } = await openDesk(files)
  await mkdir(dataDir)
  const table = join(dataDir, 'totals.csv')
  await writeFile(
    table,
    '\uFEFFPage,Visits\r\nhttp://old.example/NewsDetail.asp?id=118,"1,111"\r\n/en/news/summer;0\r\n',
  )
  expect((await news(['visits', 'adopt', table, '--dry-run'])).out).toBe(
    'Would write the totals of 2 releases into 2 files; 1 had them already.\n',
  )
  expect(await read('news/2015/spring/en.md')).toBe(files['news/2015/spring/en.md'])
  const { out } = await news(['visits', 'adopt', table])
  expect(out).toBe('Wrote the totals of 2 releases into 2 files; 1 had them already.\n')
  const before = files['news/2015/spring/en.md']
  expect(await read('news/2015/spring/en.md')).toBe(before.replace('legacyVisits: 3', 'legacyVisits: 1111'))
  expect(await read('news/2015/spring/zh.md')).toContain('legacyVisits: 1111\n---')
  expect(await read('news/2015/summer/en.md')).toBe(files['news/2015/summer/en.md'])
})

test('a table with lines that cannot be understood is refused whole, each line named', async () => {
  const { news, read, dataDir } = await openDesk(files)
  await mkdir(dataDir)
  const table = join(dataDir, 'totals.csv')
  await writeFile(table, 'spring,5\nautumn,6\nsummer,many\nspring,7\n/NewsDetail.asp?id=9,1\n')
  const { err, status } = await news(['visits', 'adopt', table])
  expect(status).toBe(2)
  expect(err).toBe(`Nothing was written. Correct these lines first:
  line 2: no release is called autumn or has it as an alias
  line 3: it needs a slug or an old address, a comma and a whole number
  line 4: spring has a line already
  line 5: no release is called /NewsDetail.asp?id=9 or has it as an alias
`)
  expect(await read('news/2015/spring/en.md')).toBe(files['news/2015/spring/en.md'])
})

test('visits move between stores, but not from one to itself', async () => {
  const { news } = await openCounted(rows)
  const same = await news(['visits', 'move', 'sqlite', 'sqlite'])
  expect(same).toMatchObject({ status: 78, out: '' })
  expect(same.err).toContain('Both names lead to the same store.')
  expect((await news(['visits', 'move', 'sqlite', 'postgres://x'])).err).toContain('A store is sqlite, or an address')
  expect((await news(['visits', 'move', 'sqlite'])).err).toContain('visits move sqlite redis://')
})

test('the sites whose visits live in memory alone are told so', async () => {
  const { news } = await openDesk(files)
  const { err, status } = await news(['stats'], { environment: { VISITS_STORE: 'memory' } })
  expect(status).toBe(78)
  expect(err).toContain('only the running process knows its visits')
})

test('a backup is a whole store, made while another has it open, and never overwrites a file', async () => {
  const { news, dataDir, visits } = await openCounted(rows)
  const restored = join(dataDir, 'restored')
  const copy = join(restored, 'visits.sqlite')
  await mkdir(restored)
  expect(await visits(async () => (await news(['visits', 'backup', copy])).status)).toBe(0)
  const store = await openStore({ kind: 'sqlite' }, { dataDir: restored })
  const found: VisitRow[] = []
  for await (const row of store.export()) found.push(row)
  await store.close()
  expect(found).toEqual(rows)
  expect((await news(['visits', 'backup', copy])).err).toContain('is never overwritten')
})
