import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openOutbox } from '#lib/pushes/outbox.ts'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { startPushStandIn } from '#tests/support/site/push-stand-in.ts'
import { startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const siteUrl = 'https://www.example.com'

test('a publication is told the hub once, by one of two processes, and not again after a restart', async () => {
  const hub = await startPushStandIn()
  hub.answer({ status: 204 })
  const environment = { SITE_URL: siteUrl, WEBSUB_HUB: `${hub.origin}/hub`, WORKERS: '2' }
  const site = await startSite({ environment })
  try {
    const pushes = async (): Promise<{ state: string; waiting: number; failed: number }> =>
      (await (await fetch(`${site.origin}/api/health`)).json()).pushes
    await until('the first look is over', async () => {
      const outbox = openOutbox(site.dataDir)
      const isComplete = outbox?.isComplete
      outbox?.close()
      return isComplete || undefined
    })
    const feed = await fetch(`${site.origin}/en/rss.xml`)
    expect(feed.headers.get('link')).toBe(`<${hub.origin}/hub>; rel="hub", <${siteUrl}/en/rss.xml>; rel="self"`)
    await writeRelease(site.contentDir, { slug: 'told-to-the-hub' })
    const told = await until('three feeds were told', async () => (hub.calls.length >= 3 ? hub.calls : undefined))
    await site.restart()
    await until('nothing waits', async () => ((await pushes()).waiting === 0 ? true : undefined))
    const news = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'lib/cli/main.ts', 'pushes', '--dry-run'],
      {
        cwd: root,
        env: { ...process.env, ...environment, CONTENT_DIR: site.contentDir, DATA_DIR: site.dataDir },
      },
    )
    expect(news.stdout).toMatch(/^0 would be pushed, beside 0 that wait/)
    expect(told.map(({ body }) => new URLSearchParams(body).get('hub.url')).sort()).toEqual(
      ['atom.xml', 'feed.json', 'rss.xml'].map((file) => `${siteUrl}/en/${file}`),
    )
    expect(await (await fetch(`${site.origin}/metrics`)).text()).toContain('newsroom_pushes{state="failed"} 0')
  } finally {
    await site.stop()
  }
})
