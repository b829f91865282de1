import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, onTestFinished } from 'vitest'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { testWith } from '#tests/support/needs.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'
import { newReader, sendHit } from '#tests/support/visits/load.ts'

const prlimit = '/usr/bin/prlimit'

/** Lets no file of the site grow beyond so many bytes: the system refuses, as on a full disk, each write behind them. */
const limitFiles = (site: RunningSite, bytes: number | 'unlimited') =>
  execFileSync(prlimit, [`--pid=${site.pid()}`, `--fsize=${bytes}:`])

const health = async ({ origin }: RunningSite) => Object(await (await fetch(`${origin}/api/health`)).json())

testWith(existsSync(prlimit))(
  'a full disk: pages 200, hits spooled and then 503, health says so; with space again each is counted once',
  { timeout: 120_000 },
  async () => {
    const site = await startSite({
      environment: { TRUST_PROXY_HOPS: '1' },
      async prepare(contentDir) {
        for (const slug of ['counted', 'uncounted']) await writeRelease(contentDir, { slug })
      },
    })
    onTestFinished(() => site.stop().then(() => {}))
    const show = async (slug: string) => {
      const answer = await fetch(`${site.origin}/en/news/${slug}`)
      expect(answer.status).toBe(200)
      return (await answer.text()).replaceAll(/<[^>]*>/g, '')
    }
    expect(await sendHit(site.origin, newReader('counted'))).toEqual({ status: 200, reason: 'counted' })

    // Too little for a commit, enough for a line in the spool.
    limitFiles(site, 4096)
    const spooled = newReader('counted')
    expect(await sendHit(site.origin, spooled)).toEqual({ status: 202, reason: 'spooled' })
    expect(await show('counted')).toContain('Today/Total visits: 1/1')
    const degraded = await health(site)
    expect(degraded).toMatchObject({ status: 'degraded', visits: { store: 'down', spooled: 1 } })
    expect(degraded.reasons.join(' ')).toContain('visits.sqlite cannot')

    limitFiles(site, 0)
    const refused = newReader('counted')
    expect(await sendHit(site.origin, refused)).toEqual({ status: 503, reason: 'unavailable' })
    expect(await show('uncounted')).toContain('Today/Total visits: 0/0')
    expect((await health(site)).reasons.join(' ')).toMatch(/The spool \S+ cannot be written to/)

    limitFiles(site, 'unlimited')
    await until('the store is up', async () => ((await health(site)).status === 'ok' ? true : undefined), 30_000)
    expect(await sendHit(site.origin, refused)).toEqual({ status: 200, reason: 'counted' })
    expect(await sendHit(site.origin, spooled)).toEqual({ status: 200, reason: 'replay' })
    const figures = await (await fetch(`${site.origin}/api/visits/counted`)).json()
    expect(figures).toMatchObject({ today: 3, total: 3 })
    expect(await site.end('SIGTERM')).toBe(0)
  },
)
