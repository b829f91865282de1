import { expect, onTestFinished, test } from 'vitest'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { callNews } from '#tests/support/terminal.ts'
import { until } from '#tests/support/until.ts'
import { countedIn } from '#tests/support/visits/counted-in.ts'
import { runKillRounds } from '#tests/support/visits/kill-rounds.ts'
import { isAcknowledged, newReader, sendHit } from '#tests/support/visits/load.ts'
import { firefox } from '#tests/support/visits/requests.ts'

const minutes = 60_000
const rounds = Number(process.env['VISITS_KILL_ROUNDS'] ?? 10)
const slugs = ['round-0', 'round-1', 'round-2', 'round-3', 'round-4']
const secret = 'a secret of the tests'
// Readers of the load are told apart by the address that the last proxy names.
const manyReaders = {
  TRUST_PROXY_HOPS: '1',
  VISIT_LIMITS: '1000000/minute,1000000/day,1000000/release',
  PREVIEW_SECRET: secret,
}

async function open(environment: Readonly<Record<string, string>> = {}): Promise<RunningSite> {
  const site = await startSite({
    environment: { ...manyReaders, ...environment },
    async prepare(contentDir) {
      for (const slug of slugs) await writeRelease(contentDir, { slug, header: [`aliases: [/old/${slug}.asp]`] })
      await writeRelease(contentDir, { slug: 'quiet-release', header: ['date: 2124-06-21 09:30:00', 'embargo: true'] })
      await writeRelease(contentDir, { slug: 'unfinished', header: ['draft: true'] })
    },
  })
  onTestFinished(() => site.stop().then(() => {}))
  return site
}

test(`an acknowledged visit survives kill -9: ${rounds} rounds of the real server under load, none lost, none twice`, {
  timeout: Math.max(5, rounds) * minutes,
}, async () => {
  const site = await open()
  await site.end('SIGTERM')
  const start = async () => {
    await site.restart()
    return {
      origin: site.origin,
      end: async (signal: 'SIGTERM' | 'SIGKILL') => {
        expect(await site.end(signal)).toBe(signal === 'SIGTERM' ? 0 : null)
      },
    }
  }
  const acknowledged = await runKillRounds({ rounds, slugs, start })
  expect(acknowledged.length).toBeGreaterThan(rounds)
  expect(await countedIn(site.dataDir)).toBe(acknowledged.length)
})

for (const workers of ['1', '2']) {
  const processes = workers === '1' ? 'one process' : 'two workers'

  test(`1,000 parallel readers are exactly 1,000 visits on ${processes}, and SIGTERM with 200 hits in flight loses none`, {
    timeout: 3 * minutes,
  }, async () => {
    const site = await open({ WORKERS: workers })
    const health = async () => Object(await (await fetch(`${site.origin}/api/health`)).json())
    await until(
      'all serve',
      async () => ((await health()).workers.ready === Number(workers) ? true : undefined),
      minutes,
    )
    const readers = Array.from({ length: 1000 }, () => sendHit(site.origin, newReader('round-0')))
    expect((await Promise.all(readers)).filter(isAcknowledged)).toHaveLength(1000)
    // A store that takes longer than a page may wait is answered for with what the worker saw last.
    const figures = async () => Object(await (await fetch(`${site.origin}/api/visits/round-0`)).json())
    await until('all are told', async () => ((await figures()).total >= 1000 ? true : undefined))
    expect(await figures()).toMatchObject({ today: 1000, total: 1000 })

    const inFlight = Array.from({ length: 200 }, () => sendHit(site.origin, newReader('round-1')))
    await Promise.race(inFlight)
    expect(await site.end('SIGTERM')).toBe(0)
    const kept = (await Promise.all(inFlight)).filter(isAcknowledged).length
    expect(kept).toBeGreaterThan(0)
    expect(await countedIn(site.dataDir)).toBe(1000 + kept)
  })
}

/** The addresses of this site that a document names, but the picture that counts readers without scripts. */
function linksIn(text: string, origin: string): string[] {
  const found = [...text.matchAll(/(?:href|src|srcset|content)="([^"\s]+)|<loc>([^<]+)|"url": ?"([^"]+)"/g)]
  return found
    .map(([, attribute, location, member]) => (attribute ?? location ?? member ?? '').replaceAll('&amp;', '&'))
    .filter((link) => link.startsWith('/') || link.startsWith(`${origin}/`))
    .map((link) => new URL(link, origin))
    .filter(({ origin: own, pathname }) => own === origin && !pathname.endsWith('.gif'))
    .map(({ pathname, search }) => pathname + search)
}

test('list, search, feed, sitemap, prefetch, HEAD, 304, 404 and preview add 0: everything is crawled and nothing counted', {
  timeout: 5 * minutes,
}, async () => {
  const site = await open()
  const { shown } = await callNews({
    args: ['preview', 'quiet-release'],
    environment: {
      CONTENT_DIR: site.contentDir,
      DATA_DIR: site.dataDir,
      SITE_URL: site.origin,
      PREVIEW_SECRET: secret,
    },
  })
  const preview = /\/en\/preview\/\S+/.exec(shown)?.[0] ?? ''
  const waiting = [
    '/',
    '/en',
    '/zh',
    '/sitemap.xml',
    '/robots.txt',
    '/en/search?q=release',
    '/nowhere',
    '/en/news/none',
    preview,
  ]
  const seen = new Set(waiting)
  const statuses = new Map<number, number>()
  const visit = async (path: string) => {
    const headers = { 'user-agent': firefox }
    const ask = async (init: RequestInit) => {
      const answer = await fetch(site.origin + path, { redirect: 'manual', ...init })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      return answer
    }
    const answer = await ask({ headers })
    const text = await answer.text()
    const tag = answer.headers.get('etag')
    if (tag !== null) await ask({ headers: { ...headers, 'if-none-match': tag } })
    await ask({ method: 'HEAD', headers })
    await ask({ headers: { ...headers, 'sec-purpose': 'prefetch' } }).then((fetched) => fetched.arrayBuffer())
    for (const link of linksIn(text, site.origin)) {
      if (seen.size < 250 && !seen.has(link)) {
        seen.add(link)
        waiting.push(link)
      }
    }
  }
  while (waiting.length > 0) await Promise.all(waiting.splice(0, 4).map(visit))
  await fetch(`${site.origin}/api/visits/round-0.gif`, { method: 'HEAD', headers: { 'user-agent': firefox } })
  await fetch(`${site.origin}/api/visits/round-0.gif`, {
    headers: { 'user-agent': firefox, 'sec-purpose': 'prefetch' },
  })

  for (const status of [200, 304, 404]) expect(statuses.get(status), `answers ${status}`).toBeGreaterThan(0)
  expect(preview).not.toBe('')
  for (const kind of [/search/, /\.xml$/, /\/news\/round-0$/, /\.json$/, /\.md$/, /archive\/2024/, /most-read/]) {
    expect(
      [...seen].some((path) => kind.test(path)),
      `something like ${kind} was asked for`,
    ).toBe(true)
  }
  expect(await site.end('SIGTERM')).toBe(0)
  expect(await countedIn(site.dataDir)).toBe(0)
})
