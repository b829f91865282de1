import { createHmac } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales } from '#lib/i18n/locales.ts'
import { buildPreviewToken } from '#lib/preview/token.ts'
import { feedFormats, mostReadPeriods, siteFiles, sitePagePaths, urls } from '#lib/urls.ts'
import { hiddenStates, plant, plantedSlug, token, writeNeighbours } from '#tests/support/content/planted.ts'
import { type Answer, ask, crawl } from '#tests/support/site/crawl.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

const secret = 'a secret of the tests'
const goesLive = '2027-03-01 09:30:00'
const instant = Date.parse(`${goesLive.replace(' ', 'T')}+08:00`)
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Each address of the interface that names no release. */
const commonAddresses = locales.flatMap((locale) => {
  const scopes = [undefined, { kind: 'category', key: 'policy' }, { kind: 'tag', key: 'shared' }] as const
  const hiddenTag = { kind: 'tag', key: `${token}-tag` } as const
  return [
    '/',
    urls.admin(),
    urls.admin('config.json'),
    ...siteFiles.map(urls.siteFile),
    ...[2021, 2027].map((year) => urls.sitemapPart(locale, year)),
    urls.home(locale),
    urls.list(locale),
    urls.list(locale, 2),
    ...scopes.flatMap((scope) => [
      urls.list(locale, 1, scope),
      ...feedFormats.map((format) => urls.feed(locale, format, scope)),
    ]),
    urls.list(locale, 1, hiddenTag),
    ...feedFormats.map((format) => urls.feed(locale, format, hiddenTag)),
    urls.archive(locale),
    urls.archive(locale, 2027),
    urls.archive(locale, 2027, 2),
    urls.archive(locale, 2027, 3),
    ...['xylophone', token, 'xylofand', 'office'].map((words) => urls.search(locale, words)),
    `${urls.search(locale, 'opening')}&category=policy&year=2027&sort=newest`,
    ...['xylo', 'release'].map((words) => `${urls.titles(locale)}?q=${words}`),
    ...mostReadPeriods.map((period) => urls.mostRead(locale, period)),
    urls.manifest(locale),
    `${urls.search(locale, 'xylophone')}&page=2`,
    ...scopes.flatMap((scope) => feedFormats.map((format) => urls.feed(locale, format, scope, 1))),
    ...Object.keys(sitePagePaths).map((name) => urls.page(locale, name as keyof typeof sitePagePaths)),
  ]
})

/** Each address of the interface that names the release `slug`. */
const addressesOf = (slug: string) => [
  ...locales.flatMap((locale) => [
    urls.release(locale, slug),
    urls.markdown(locale, slug),
    urls.json(locale, slug),
    `/former/${locale}/${slug}`,
  ]),
  urls.card('zh', slug),
  urls.pressKit('en', slug),
  urls.card('zh', slug, '16x9'),
  urls.media(slug, `${token}.png`),
  urls.media(slug, `${token}.png`, 640),
  urls.mediaCrop(slug, `${token}.png`, '1x1'),
  urls.media(slug, `${token}.pdf`),
  urls.media(slug, 'en.md'),
  urls.visits(slug),
  urls.visitsPixel(slug),
]
/** States whose own addresses answer that there was something: 410 with words, 301. */
const ended = ['expired', 'taken-back', 'replaced']
const unspoken = hiddenStates.filter((state) => !ended.includes(state)).map(plantedSlug)
const hiddenAddresses = [...unspoken.flatMap(addressesOf), ...addressesOf('half-public')]
const asksForMarkdown = [...unspoken, 'half-public'].flatMap((slug) =>
  locales.map((locale) => urls.release(locale, slug)),
)
/** A description for embedding, in both forms, of each language of `slug`. */
const embeddingsOf = (slug: string) =>
  locales.flatMap((locale) => {
    const address = urls.oembed(site.origin + urls.release(locale, slug))
    return [address, address.replace('format=json', 'format=xml')]
  })
const readers = { 'user-agent': agent, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }

let site: RunningSite
/** Everything the site said before anything was planted. */
let before: Map<string, Answer>

async function refresh(): Promise<void> {
  const signature = `sha256=${createHmac('sha256', secret).update('{}').digest('hex')}`
  const headers = { 'x-hub-signature-256': signature, 'content-type': 'application/json' }
  const answer = await fetch(site.origin + urls.refresh(), { method: 'POST', headers, body: '{}' })
  expect(answer.status).toBe(200)
  await until('search knows everything', async () => {
    const health = (await (await fetch(site.origin + urls.health())).json()) as { searchable: number }
    return health.searchable === 1 ? true : undefined
  })
}

/** An answer that does not wait for the figures of visits any more. */
const settled = (path: string) =>
  until(`${path} is answered`, async () => {
    const answer = await ask(site.origin + path)
    return answer.status === 503 ? undefined : answer
  })

/** What a site says that readers and crawlers can ask: by links, by every address, in Markdown, without a body, as a visit. */
async function everything(): Promise<Map<string, Answer>> {
  const answers = await crawl(site.origin, [
    ...commonAddresses,
    ...hiddenAddresses,
    ...[...unspoken, 'half-public'].flatMap(embeddingsOf),
  ])
  const note = async (kind: string, path: string, answer: Promise<Answer>) =>
    answers.set(`${kind} ${path}`, await answer)
  for (const path of asksForMarkdown) {
    await note('Markdown', path, ask(site.origin + path, { accept: 'text/markdown' }))
    await note('HEAD', path, ask(site.origin + path, {}, 'HEAD'))
  }
  for (const slug of unspoken) await note('visit', slug, visit(slug))
  return answers
}

async function visit(slug: string): Promise<Answer> {
  const body = JSON.stringify({ event: 'a'.repeat(32) })
  const answer = await fetch(site.origin + urls.visits(slug), { method: 'POST', headers: readers, body })
  return { status: answer.status, headers: {}, body: await answer.text() }
}

/** Paths whose answers hold the token, save where a reader's own words are repeated. */
function mentions(answers: ReadonlyMap<string, Answer>): string[] {
  return [...answers].flatMap(([path, { body, headers, status }]) => {
    const said = JSON.stringify(headers) + body
    const isEcho = path.toLowerCase().includes(token) && (status === 404 || path.includes('/search?'))
    return !isEcho && said.toLowerCase().includes(token) ? [path] : []
  })
}

beforeAll(async () => {
  site = await startSite({
    now: instant - 3_600_000,
    environment: { PREVIEW_SECRET: secret, REFRESH_SECRET: secret, ADMIN_REPOSITORY: 'github:owner/news' },
    async prepare(contentDir) {
      const file = join(contentDir, 'site.yaml')
      await writeFile(file, (await readFile(file, 'utf8')).replace('pageSize: 20', 'pageSize: 4'))
      await writeNeighbours(contentDir)
    },
  })
  await refresh()
  before = await everything()
  await plant(site.contentDir, goesLive)
  // Its faults quote it.
  const broken = join(site.contentDir, 'news/2027', plantedSlug('broken'))
  await mkdir(broken)
  await writeFile(
    join(broken, 'en.md'),
    `---\ntitle: The ${token} plan: a secret\ndate: the ${token} day\n---\n\n# The ${token} text\n`,
  )
  await refresh()
})
afterAll(() => site.stop())

test('what is not public changes no byte of what anybody can ask for', { timeout: 120_000 }, async () => {
  const claim = { slug: plantedSlug('draft'), locale: 'en', issued: instant - 3_600_000, expires: instant } as const
  const preview = urls.preview('en', buildPreviewToken({ ...claim, nonce: 'a' }, secret))
  expect((await ask(site.origin + preview)).body, 'the planted releases are known').toContain(token)

  const after = await everything()
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
  const changed = [...after].flatMap(([path, answer]) => {
    const earlier = before.get(path)
    return JSON.stringify(answer) === JSON.stringify(earlier) ? [] : [path]
  })
  expect(changed).toEqual([])
  expect(after.size).toBeGreaterThan(200)
  expect([...after.values()].some(({ body }) => /For editors|>Draft</.test(body))).toBe(false)
  expect(mentions(after)).toEqual([])
  expect((await ask(site.origin + urls.metrics())).body.toLowerCase()).not.toContain(token)
  // Whoever runs the site is told which file is broken, and nobody else.
  expect((await ask(site.origin + urls.health())).body).toContain(plantedSlug('broken'))
  const fromElsewhere = { 'x-forwarded-for': '203.0.113.9' }
  for (const path of [urls.health(), urls.metrics(), ...locales.map(urls.stats)])
    expect((await ask(site.origin + path, fromElsewhere)).body.toLowerCase(), path).not.toContain(token)
  // Whom people came to see is all that is kept of visits.
  for (const name of (await readdir(site.dataDir)).filter((file) => file.startsWith('visits')))
    expect((await readFile(join(site.dataDir, name), 'latin1')).toLowerCase(), name).not.toContain(token)
  // The log names files; what they say is in none of its lines.
  expect(site.logs()).not.toMatch(new RegExp(`(?:the|a) ${token}`, 'i'))
})

test('neither the folders of the machine nor the sources of what runs are served', async () => {
  const { body } = await ask(site.origin + urls.home('en'))
  const assets = [...body.matchAll(/(?:src|href)="([^"?]+\.(?:js|css))"/g)].map(([, path = '']) => path)
  expect(assets.length).toBeGreaterThan(1)
  const folders = [site.dataDir, site.contentDir].map((folder) => folder.split('/').at(-1))
  const files = [
    ...assets.map((path) => `${path}.map`),
    ...folders.flatMap((folder) => [`/${folder}`, `/${folder}/visits.sqlite`, `/${folder}/site.yaml`]),
    ...['/visits.sqlite', '/.data/visits.sqlite', '/search.sqlite', '/server.ts', '/.next/BUILD_ID', '/.git/HEAD'],
    `/${folders[1]}/news/2027/${plantedSlug('draft')}/en.md`,
    `/_next/../${folders[1]}/site.yaml`,
    `/media/public-a/..%2f${plantedSlug('draft')}%2f${token}.png`,
  ]
  for (const path of files) expect([path, (await ask(site.origin + path)).status]).toEqual([path, 404])
})

test('until the last millisecond it is nowhere, and from its second on it is everywhere', {
  timeout: 120_000,
}, async () => {
  const slug = plantedSlug('scheduled')
  const listed = locales.flatMap((locale) => [
    urls.home(locale),
    urls.list(locale),
    urls.list(locale, 1, { kind: 'category', key: 'policy' }),
    urls.list(locale, 1, { kind: 'tag', key: 'shared' }),
    urls.list(locale, 1, { kind: 'tag', key: `${token}-tag` }),
    urls.archive(locale, 2027, 3),
    urls.search(locale, 'office'),
    `${urls.titles(locale)}?q=xylo`,
    urls.release(locale, 'public-a'),
    urls.release(locale, 'public-b'),
    urls.release(locale, 'public-c'),
    urls.sitemapPart(locale, 2027),
    ...[undefined, { kind: 'category', key: 'policy' } as const, { kind: 'tag', key: 'shared' } as const].flatMap(
      (scope) => feedFormats.map((format) => urls.feed(locale, format, scope)),
    ),
  ])
  const everywhere = [...listed, urls.siteFile('sitemap-news.xml'), urls.siteFile('llms.txt')]
  const own = ['scheduled', 'embargoed'].flatMap((state) => addressesOf(plantedSlug(state)))
  const embeddings = ['scheduled', 'embargoed'].map(plantedSlug).flatMap(embeddingsOf)
  const all = [...everywhere, ...own, ...embeddings, ...addressesOf('half-public')]
  const read = async (paths: readonly string[]) => {
    const answers = new Map<string, Answer>()
    for (const path of paths) answers.set(path, await settled(path))
    return answers
  }
  const etags = new Map([...before].map(([path, { headers }]) => [path, headers['etag']]))

  await site.setClock(instant - 1)
  const hidden = await read(all)
  expect(mentions(hidden)).toEqual([])
  for (const path of [...own, ...embeddings]) expect([path, hidden.get(path)?.status]).toEqual([path, 404])
  for (const path of [urls.home('en'), urls.list('zh')])
    expect(hidden.get(path)?.headers['cache-control'], path).toMatch(/s-maxage=[01],/)
  expect(await visit(slug)).toMatchObject({ status: 404 })

  await site.setClock(instant)
  const shown = await read(all)
  const silent = everywhere.filter((path) => !shown.get(path)?.body.toLowerCase().includes(token))
  expect(silent).toEqual([])
  expect(embeddings.filter((path) => !shown.get(path)?.body.toLowerCase().includes(`the ${token}`))).toEqual([])
  for (const path of [...own, ...addressesOf('half-public')]) {
    const status = path.endsWith('/en.md') ? 404 : path.startsWith('/former/') ? 301 : 200
    const isEnglishHalf = path.startsWith('/former/en/half')
    expect([path, shown.get(path)?.status]).toEqual([path, isEnglishHalf ? 404 : status])
  }
  for (const state of ['scheduled', 'embargoed']) {
    const page = await ask(site.origin + urls.release('en', plantedSlug(state)))
    expect(page.body).toContain('"@type":"NewsArticle"')
    expect(
      (await ask(site.origin + urls.release('en', plantedSlug(state)), { accept: 'text/markdown' })).body,
    ).toContain(`# The ${token} title`)
  }
  for (const path of listed) {
    const etag = etags.get(path)
    if (etag === undefined) continue
    expect([path, (await ask(site.origin + path, { 'if-none-match': etag })).status]).toEqual([path, 200])
  }
  expect(shown.get(urls.archive('en'))?.body).not.toBe(before.get(urls.archive('en'))?.body)
  expect(await visit(slug)).toMatchObject({ status: 200, body: expect.stringContaining('"counted":true') })

  // Rankings may be a minute old.
  await site.setClock(instant + 61_000)
  for (const path of locales.map((locale) => urls.mostRead(locale, 'all')))
    await until(`${path} names it`, async () =>
      (await ask(site.origin + path)).body.includes(slug) ? true : undefined,
    )
  const stillHidden = [plantedSlug('draft')].flatMap(addressesOf)
  for (const [path, { status }] of await read(stillHidden)) expect([path, status]).toEqual([path, 404])
})
