import { setImmediate } from 'node:timers/promises'
import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Edition } from '#lib/content/types.ts'
import { Entry } from '#lib/serve/cache/entry.ts'
import { PageCache, type Question } from '#lib/serve/cache/page-cache.ts'
import { compress, quickQuality } from '#lib/serve/compress.ts'
import type { Page } from '#lib/serve/page.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at } from '#tests/support/content/releases.ts'

const noon = at('2026-11-21 12:00:00')

function html(body: string, fields: Partial<Page> = {}): Page {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=0, s-maxage=60' }
  return { status: 200, headers, body: Buffer.from(body), ...fields }
}

function openCache(options: { readonly now?: number; readonly limits?: { pages: number; rare: number } } = {}) {
  const world = { now: options.now ?? noon, edition: edition() as Edition, renders: 0, warnings: [] as string[] }
  const cache = new PageCache({
    edition: () => world.edition,
    clock: { now: () => world.now },
    log: { warn: (event) => world.warnings.push(event) },
    commonHeaders: {},
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  })
  const question = (key: string, render: () => Page | Promise<Page>, fields: Partial<Question> = {}): Question => ({
    key,
    render: async () => {
      world.renders++
      return await render()
    },
    ...fields,
  })
  return { cache, world, question }
}

const textOf = (answer: Entry | Page | undefined) => (answer instanceof Entry ? answer.page : answer)?.body.toString()

test('who asks for the same at the same time waits for one rendering', async () => {
  const { cache, world, question } = openCache()
  const asked = Array.from({ length: 50 }, () => cache.answer(() => question('/en', () => html('a'))))
  const answers = await Promise.all(asked)
  expect(world.renders).toBe(1)
  expect(new Set(answers).size).toBe(1)
  expect(textOf(cache.find('/en'))).toBe('a')
})

test('a page in use is rendered anew before it ends, and nobody waits for that', async () => {
  const { cache, world, question } = openCache()
  await cache.answer(() => question('/en', () => html(`rendering ${world.renders}`)))
  world.now = noon + 49_999
  expect(textOf(cache.find('/en'))).toBe('rendering 1')
  await setImmediate()
  expect(world.renders).toBe(1)
  world.now = noon + 50_000
  expect(textOf(cache.find('/en'))).toBe('rendering 1')
  expect(textOf(cache.find('/en'))).toBe('rendering 1')
  await setImmediate()
  expect(world.renders).toBe(2)
  expect(textOf(cache.find('/en'))).toBe('rendering 2')
})

test('a page that nobody used for a minute is not shown', async () => {
  const { cache, world, question } = openCache()
  await cache.answer(() => question('/en', () => html('a')))
  world.now = noon + 60_000
  expect(cache.find('/en')).toBeUndefined()
  await cache.answer(() => question('/en', () => html('b')))
  expect(textOf(cache.find('/en'))).toBe('b')
})

test('before midnight a page is not rendered again and again', async () => {
  const { cache, world, question } = openCache({ now: at('2026-11-21 23:59:30') })
  await cache.answer(() => question('/en', () => html('a')))
  world.now = at('2026-11-21 23:59:59')
  expect(cache.find('/en')).toBeDefined()
  await setImmediate()
  expect(world.renders).toBe(1)
  world.now = at('2026-11-22')
  expect(cache.find('/en')).toBeUndefined()
})

test('another edition empties everything', async () => {
  const { cache, world, question } = openCache()
  await cache.answer(() => question('/en', () => html('a')), '/en?utm_source=x')
  expect(textOf(cache.find('/en?utm_source=x'))).toBe('a')
  world.edition = edition()
  expect(cache.find('/en')).toBeUndefined()
  expect(cache.find('/en?utm_source=x')).toBeUndefined()
  expect(cache.bytes).toBe(0)
  await cache.answer(() => question('/en', () => html('b')))
  // It may be the former address of another page by now.
  expect(cache.find('/en?utm_source=x'), 'a spelling of before').toBeUndefined()
})

test('after a publication nobody waits for what is being rendered from before', async () => {
  const { cache, world, question } = openCache()
  let finish = () => {}
  const slow = new Promise<Page>((resolve) => {
    finish = () => resolve(html('before'))
  })
  const early = cache.answer(() => question('/en', () => (world.renders === 1 ? slow : html('after'))))
  world.edition = edition()
  expect(textOf(await cache.answer(() => question('/en', () => html('after'))))).toBe('after')
  finish()
  expect(textOf(await early)).toBe('after')
})

test('a fault is told to those who asked and forgotten', async () => {
  const { cache, world, question } = openCache()
  const fault = () => html('fault', { status: 500, headers: { 'cache-control': 'no-store' } })
  expect(textOf(await cache.answer(() => question('/en', fault)))).toBe('fault')
  expect(cache.find('/en')).toBeUndefined()
  expect(textOf(await cache.answer(() => question('/en', () => html('good'))))).toBe('good')
  expect(world.warnings).toEqual([])
})

test('while rendering fails, the page before is shown with a warning, but not across a change', async () => {
  const { cache, world, question } = openCache()
  const fault = () => html('fault', { status: 500, headers: { 'cache-control': 'no-store' } })
  await cache.answer(() => question('/en', () => html('good')))
  world.now = noon + 3_600_000
  const ask = () => question('/en', fault)
  expect(textOf(await cache.answer(ask))).toBe('good')
  expect(textOf(await cache.answer(ask))).toBe('good')
  expect(world.renders).toBe(2)
  expect(world.warnings).toEqual(['serve.earlier-page-shown'])
  world.now += 2000
  await cache.answer(ask)
  expect(world.renders).toBe(3)
  world.edition = edition()
  expect(textOf(await cache.answer(ask))).toBe('fault')
})

test('after a fault in the background rendering is left alone for two seconds', async () => {
  const { cache, world, question } = openCache()
  const render = () => (world.renders === 1 ? html('good') : html('fault', { status: 500, headers: {} }))
  await cache.answer(() => question('/en', render))
  const findAt = async (ms: number) => {
    world.now = noon + ms
    expect(textOf(cache.find('/en'))).toBe('good')
    await setImmediate()
    return world.renders
  }
  expect([await findAt(50_000), await findAt(51_999), await findAt(52_000)]).toEqual([2, 2, 3])
})

test('yesterday’s page is not shown when rendering fails', async () => {
  const { cache, world, question } = openCache({ now: at('2026-11-21 23:58:00') })
  const fault = () => html('fault', { status: 500, headers: { 'cache-control': 'no-store' } })
  await cache.answer(() => question('/en', () => html('good')))
  const ask = () => question('/en', fault)
  world.now = at('2026-11-21 23:59:59')
  expect(textOf(await cache.answer(ask))).toBe('good')
  world.now = at('2026-11-22')
  expect(textOf(await cache.answer(ask))).toBe('fault')
})

test('what is missing or gone is kept for ten seconds', async () => {
  for (const status of [404, 410]) {
    const { cache, world, question } = openCache()
    await cache.answer(() => question('/en/x', () => html('none', { status })))
    world.now = noon + 9999
    expect(textOf(cache.find('/en/x'))).toBe('none')
    world.now = noon + 10_000
    expect(cache.find('/en/x')).toBeUndefined()
  }
})

test.each([
  ['a redirect', html('', { status: 301 })],
  ['a page that says so', html('a', { headers: { 'cache-control': 'private, no-store' } })],
])('%s is not kept', async (_what, page) => {
  const { cache, question } = openCache()
  expect(await cache.answer(() => question('/en', () => page))).toBe(page)
  expect(cache.find('/en')).toBeUndefined()
})

test('what may lack something is not kept, by other caches neither', async () => {
  const { cache, question } = openCache()
  let settled = false
  const render = async () => {
    await setImmediate()
    return html('some')
  }
  const ask = () => question('/en/search?q=x', render, { isSettled: () => settled })
  const early = cache.answer(ask)
  settled = true
  expect(await early).not.toBeInstanceOf(Entry)
  settled = false
  const answer = await cache.answer(ask)
  expect(answer).toMatchObject({ headers: { 'cache-control': expect.stringContaining('s-maxage=0,') } })
  settled = true
  await cache.answer(ask)
  expect(cache.find('/en/search?q=x')).toBeDefined()
})

test('a flood of addresses takes a bounded memory and no page from readers', async () => {
  const limits = { pages: 400_000, rare: 100_000 }
  const { cache, question } = openCache({ limits })
  for (let index = 0; index < 20; index++)
    await cache.answer(() => question(`/en/news/${index}`, () => html('x'.repeat(10_000))))
  for (let index = 0; index < 500; index++) {
    const target = `/en/${'nothing'.repeat(20)}${index}`
    await cache.answer(
      () => question(target, () => html('y'.repeat(10_000), { status: 404 })),
      `${target}?utm=${index}`,
    )
    await cache.answer(() => question(`/en/search?q=${index}`, () => html('z'.repeat(10_000)), { isRare: true }))
  }
  for (let index = 0; index < 20; index++) expect(cache.find(`/en/news/${index}`)).toBeDefined()
  expect(cache.bytes).toBeLessThanOrEqual(limits.pages + limits.rare)
  for (let index = 0; index < 500; index++) {
    await cache.answer(() => question(`/en/tag/${index}`, () => html('x'.repeat(10_000))))
    expect(cache.find('/en/news/7'), 'a page in use').toBeDefined()
  }
  expect(cache.find('/en/news/8'), 'a page not used since').toBeUndefined()
  expect(cache.bytes).toBeLessThanOrEqual(limits.pages + limits.rare)
})

test('where nothing else is said, pages take 64 MB and what anybody can ask for takes 4', async () => {
  const { cache, question } = openCache()
  const body = Buffer.alloc(1024 * 1024)
  for (let index = 0; index < 6; index++)
    await cache.answer(() => question(`/en/${index}`, () => html('', { body, status: 404 })))
  expect(cache.bytes).toBeLessThanOrEqual(4 * 1024 * 1024)
  for (let index = 0; index < 66; index++) await cache.answer(() => question(`/zh/${index}`, () => html('', { body })))
  expect(cache.bytes).toBeLessThanOrEqual(68 * 1024 * 1024)
  expect(cache.bytes).toBeGreaterThan(64 * 1024 * 1024)
})

test('of other spellings of an address the last two thousand are remembered', async () => {
  const { cache, question } = openCache()
  const spellings = Array.from({ length: 2001 }, (_, index) => `/en?${index}`)
  for (const spelling of spellings) await cache.answer(() => question('/en', () => html('a')), spelling)
  expect([spellings[0], spellings[1], spellings[2000]].map((spelling) => textOf(cache.find(spelling ?? '')))).toEqual([
    undefined,
    'a',
    'a',
  ])
})

test('a long address counts as the memory that it takes', async () => {
  const { cache, question } = openCache()
  await cache.answer(() => question('/en/x', () => html('a')))
  const short = cache.bytes
  await cache.answer(() => question(`/en/${'x'.repeat(8001)}`, () => html('a')))
  expect(cache.bytes - short).toBeGreaterThanOrEqual(short + 16_000)
})

test('each encoding counts', async () => {
  const { cache, question } = openCache()
  const entry = await cache.answer(() => question('/en', () => html('words '.repeat(1000))))
  if (!(entry instanceof Entry)) throw new Error('The page was not kept')
  const before = cache.bytes
  const { body } = await entry.prepare('gzip')
  cache.measure(entry)
  expect(cache.bytes).toBe(before + body.length)
})

test('a kept page has the same bytes and validator however often it is read', async () => {
  const { cache, question } = openCache()
  const entry = await cache.answer(() => question('/en', () => html('Words of every kind, 各种词语. '.repeat(400))))
  if (!(entry instanceof Entry)) throw new Error('The page was not kept')
  const first = await entry.prepare('br')
  const again = cache.find('/en')
  expect(again?.representation('br')).toBe(first)
  expect(await again?.prepare('br')).toBe(first)
  expect(brotliDecompressSync(first.body).toString()).toBe(entry.page.body.toString())
})

test('an encoding is made once, and again only for another body', async () => {
  const commonHeaders = {}
  const first = new Entry(html('words '.repeat(1000)), { commonHeaders })
  const [one, other] = await Promise.all([first.prepare('br'), first.prepare('br')])
  expect(one).toBe(other)
  const same = new Entry(html('words '.repeat(1000)), { commonHeaders })
  await same.prepareLike(first)
  const better = same.representation('br')
  const again = new Entry(html('words '.repeat(1000)), { commonHeaders })
  await again.prepareLike(same)
  expect(again.representation('br')?.body).toBe(better?.body)
  expect(again.representation('gzip')).toBeUndefined()
  const changed = new Entry(html('other '.repeat(1000)), { commonHeaders })
  await changed.prepareLike(same)
  expect(changed.representation('br')?.body).not.toEqual(better?.body)
})

test('different bytes never share a strong validator', async () => {
  const entry = new Entry(html('Ein Wort, 一个词, a word. '.repeat(300)), { commonHeaders: {} })
  const renewed = new Entry(html('Ein Wort, 一个词, a word. '.repeat(300)), { commonHeaders: {} })
  await entry.prepare('br')
  await entry.prepare('gzip')
  await renewed.prepareLike(entry)
  const byTag = new Map<string, Buffer>()
  for (const one of [entry, renewed])
    for (const encoding of ['identity', 'br', 'gzip'] as const) {
      const made = one.representation(encoding)
      if (made === undefined) throw new Error('An encoding is missing')
      expect(byTag.get(made.tag)?.equals(made.body) ?? true).toBe(true)
      byTag.set(made.tag, made.body)
    }
  expect(byTag.size).toBeGreaterThanOrEqual(3)
})

test('what lacks something at its beginning or at its end is not kept', async () => {
  const { cache, question } = openCache()
  for (const settled of [
    [false, true],
    [true, false],
  ]) {
    const answers = [...settled]
    const isSettled = () => answers.shift() ?? true
    await cache.answer(() => question('/en/search?q=a', () => html('a'), { isSettled }))
    expect(cache.find('/en/search?q=a')).toBeUndefined()
  }
})

test('an address that had something a minute ago is kept as what it is now', async () => {
  const { cache, world, question } = openCache()
  await cache.answer(() => question('/en/a', () => html('a')))
  world.now = noon + 60_000
  await cache.answer(() => question('/en/a', () => html('missing', { status: 404 })))
  expect(textOf(cache.find('/en/a'))).toBe('missing')
})

test('a very long spelling of an address is not remembered', async () => {
  const { cache, question } = openCache()
  const spellings = [299, 301].map((length) => `/en?${'x'.repeat(length - 4)}`)
  for (const spelling of spellings) await cache.answer(() => question('/en', () => html('a')), spelling)
  expect(spellings.map((spelling) => textOf(cache.find(spelling)))).toEqual(['a', undefined])
})

test('a search is compressed quickly, a page that many read is made smallest', async () => {
  const { cache, question } = openCache()
  const page = html(Array.from({ length: 400 }, (_, index) => `<p>Paragraph ${index * 7919}</p>`).join(''))
  const search = await cache.answer(() => question('/en/search?q=a', () => page, { isRare: true }))
  const list = await cache.answer(() => question('/en', () => page))
  if (!(search instanceof Entry && list instanceof Entry)) throw new Error('Nothing was kept.')
  const bytesOf = async (entry: Entry) => (await entry.prepare('br')).body
  expect(await bytesOf(search)).toEqual(await compress(page.body, 'br', quickQuality))
  expect(await bytesOf(list)).toEqual(await compress(page.body, 'br', 10))
})
