import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostileCodes, writeHostileContent } from '#tests/support/content/hostile-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { callNews } from '#tests/support/terminal.ts'
import { until } from '#tests/support/until.ts'

/** Memory for everything that JavaScript holds, in MB: less than four times the largest file below. */
const little = { NODE_OPTIONS: '--max-old-space-size=192' }

interface Told {
  readonly file: string
  readonly code: string
}
const told = (problems: readonly Told[]) =>
  new Set(problems.map(({ file, code }) => `${file.replace(/^content\//, '')} ${code}`))
const expected = Object.entries(hostileCodes).map(([file, code]) => `${file} ${code}`)

let site: RunningSite
let letGo = () => {}
beforeAll(async () => {
  site = await startSite({ environment: little })
  letGo = await writeHostileContent(site.contentDir)
})
afterAll(async () => {
  letGo()
  await site.stop()
})

test('check tells of every hostile file in bounded memory, and moves no cursor', { timeout: 60_000 }, async () => {
  const environment = { ...little, CONTENT_DIR: site.contentDir, DATA_DIR: site.dataDir }
  const json = await callNews({ args: ['check', '--format', 'json'], environment })
  expect(json.status, json.shown.slice(-500)).toBe(1)
  const { problems } = JSON.parse(json.shown) as { problems: Told[] }
  expect(expected.filter((one) => !told(problems).has(one))).toEqual([])
  expect(problems.filter(({ file }) => file.includes('decomposed'))).toEqual([])

  const text = await callNews({ args: ['check'], environment })
  expect(text.status).toBe(1)
  expect(text.shown).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
  expect(Math.max(...text.shown.split('\n').map((line) => line.length))).toBeLessThan(500)
  expect(text.shown).toMatch(/The other \d+ are unaffected and still online\.\n$/)
})

test('a running site tells of them too, and its other releases stay online', { timeout: 60_000 }, async () => {
  const health = async () =>
    (await (await fetch(`${site.origin}/api/health`)).json()) as { status: string; broken: Told[] }
  await until(
    'everything is told',
    async () => {
      const { broken } = await health()
      return expected.every((one) => told(broken).has(one)) ? true : undefined
    },
    30_000,
  )
  for (const path of ['/en/news/weifang-informationization-seminar', '/zh/news', '/en/news/decomposed']) {
    expect([path, (await fetch(site.origin + path)).status]).toEqual([path, 200])
  }
  expect((await fetch(`${site.origin}/en/news/fifty-megabytes`)).status).toBe(404)
  expect(await (await fetch(`${site.origin}/media/link-outside/en.md`)).text()).not.toContain('root:')
  await site.restart()
  expect((await fetch(`${site.origin}/en/news/decomposed`)).status).toBe(200)
})
