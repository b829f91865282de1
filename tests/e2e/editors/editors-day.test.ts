import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { wallClockText } from '#lib/time-zone.ts'
import { withoutAddedLines } from '#tests/support/content/added-lines.ts'
import { releaseFile, writeRelease } from '#tests/support/content/site-content.ts'
import { testWith } from '#tests/support/needs.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { answerNews, callNews, hasTerminal, keys, type Step } from '#tests/support/terminal.ts'
import { until } from '#tests/support/until.ts'

const secret = 'a secret of the tests'
let site: RunningSite
beforeAll(async () => {
  site = await startSite({ environment: { PREVIEW_SECRET: secret } })
})
afterAll(() => site.stop())

const environment = () => ({
  CONTENT_DIR: site.contentDir,
  DATA_DIR: site.dataDir,
  SITE_URL: site.origin,
  PREVIEW_SECRET: secret,
  TERM: 'xterm',
})
/** The command without a terminal, as a script would call it. Fails the test when it fails. */
async function news(...args: readonly string[]): Promise<string> {
  const { status, shown } = await callNews({ args, environment: environment() })
  expect(status, shown).toBe(0)
  return shown
}
/** The command at a terminal, its questions answered. */
async function ask(args: readonly string[], steps: readonly Step[]): Promise<string> {
  const { status, shown } = await answerNews({ args, environment: environment() }, steps)
  expect(status, shown).toBe(0)
  return shown
}
const get = (path: string) => fetch(new URL(path, site.origin), { redirect: 'manual' })
const shows = (path: string, words: string) =>
  until(`${path} says “${words}”`, async () => ((await (await get(path)).text()).includes(words) ? true : undefined))
const read = (path: string) => readFile(join(site.contentDir, path), 'utf8')
const save = (path: string, text: string) => writeFile(join(site.contentDir, path), text)

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
async function visit(slug: string) {
  const answer = await fetch(`${site.origin}/api/visits/${slug}`, {
    method: 'POST',
    headers: { 'user-agent': agent, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: JSON.stringify({ event: 'a'.repeat(32) }),
  })
  return await answer.json()
}
const totalOf = async (slug: string) =>
  ((await (await fetch(`${site.origin}/api/visits/${slug}`)).json()) as { total: number }).total

testWith(hasTerminal)(
  'an editor begins, checks, previews, schedules, corrects, renames, translates and withdraws a release',
  { timeout: 300_000 },
  async () => {
    const made = await ask(
      ['new'],
      [
        { sees: 'Title?', types: `Harbour opens: a first look${keys.enter}` },
        { sees: 'Language?', types: keys.enter },
        { sees: 'Category?', types: keys.enter },
        { sees: 'Slug', types: keys.enter },
      ],
    )
    const [, file = ''] = /Wrote content\/(\S+\/harbour-opens-a-first-look\/en\.md), a draft\./.exec(made) ?? []
    expect(file, made).not.toBe('')
    const address = '/en/news/harbour-opens-a-first-look'
    expect((await get(address)).status).toBe(404)

    const draft = (await read(file)).replace('Write the text here.', 'The harbour opened with 210 berths.')
    await save(file, `${draft}# A question\n`)
    const { status, shown } = await callNews({ args: ['check', file], environment: environment() })
    expect([status, shown.includes('body/h1')], shown).toEqual([1, true])
    await save(file, draft)
    await news('check', file)

    const [link = ''] = /https?:\S+\/preview\/\S+/.exec(await news('preview', 'harbour-opens-a-first-look')) ?? []
    await shows(link, '210 berths')

    const instant = Math.ceil(Date.now() / 1000) * 1000 + 20_000
    const scheduled = draft
      .replace(/^date: .*$/m, `date: ${wallClockText(instant, 'Asia/Shanghai')} # as agreed`)
      .replace('draft: true\n', '')
    await save(file, scheduled)
    expect(await news('status')).toContain('scheduled: goes live')
    const published = await until(
      'the release is published',
      async () => ((await get(address)).status === 200 ? Date.now() : undefined),
      30_000,
    )
    expect(published).toBeGreaterThanOrEqual(instant)
    expect((await get(link)).headers.get('location')).toBe(address)
    expect(await visit('harbour-opens-a-first-look')).toMatchObject({ counted: true })

    const told = await ask(
      ['correct', 'harbour-opens-a-first-look'],
      [
        { sees: 'Do readers need to know?', types: keys.enter },
        { sees: 'What was it', types: `There are 120 berths, not 210.${keys.enter}` },
      ],
    )
    expect(told).toContain('Added a correction to')
    await shows(address, 'There are 120 berths, not 210.')
    const corrected = await read(file)
    expect(withoutAddedLines(scheduled, corrected)).toBe(scheduled)

    const linking = { slug: 'about-the-harbour', body: `See [the harbour](${address}) and \`${address}\`.` }
    await writeRelease(site.contentDir, linking)
    expect(await news('rename', 'harbour-opens-a-first-look', 'harbour-opens')).toContain('1 link (1 other file)')
    const moved = file.replace('harbour-opens-a-first-look', 'harbour-opens')
    expect(withoutAddedLines(corrected, await read(moved))).toBe(corrected)
    expect(await read(releaseFile(linking))).toContain(`[the harbour](/en/news/harbour-opens) and \`${address}\``)
    await shows('/en/news/harbour-opens', 'Harbour opens: a first look')
    await until('the old address leads on', async () =>
      (await get(address)).headers.get('location') === '/en/news/harbour-opens' ? true : undefined,
    )
    for (const rest of ['.md', '.json', '/card.png', '/press-kit.zip'])
      expect((await get(`${address}${rest}`)).headers.get('location'), rest).toBe(`/en/news/harbour-opens${rest}`)
    for (const rest of ['opening.jpg', 'opening.jpg?w=320'])
      expect((await get(`/media/harbour-opens-a-first-look/${rest}`)).headers.get('location')).toBe(
        `/media/harbour-opens/${rest}`,
      )
    await until('the visit has come along', async () => ((await totalOf('harbour-opens')) === 1 ? true : undefined))

    await news('translate', 'harbour-opens', 'zh')
    const chinese = moved.replace('en.md', 'zh.md')
    const translated = (await read(chinese)).replace(/^title: .*$/m, 'title: 港口启用').replace('draft: true\n', '')
    expect((await get('/zh/news/harbour-opens')).status).toBe(404)
    await save(chinese, translated)
    await shows('/zh/news/harbour-opens', '港口启用')

    const before = await read(moved)
    const withdrawn = await ask(
      ['withdraw', 'harbour-opens'],
      [
        { sees: 'What becomes of it?', types: keys.enter },
        { sees: 'The reason, for readers? (English', types: `The opening was put off.${keys.enter}` },
        { sees: 'The reason, for readers? (Chinese', types: `启用推迟。${keys.enter}` },
      ],
    )
    expect(withdrawn).toContain('it stays readable under a notice')
    await shows('/en/news/harbour-opens', 'The opening was put off.')
    await shows('/zh/news/harbour-opens', '启用推迟。')
    expect(withoutAddedLines(before, await read(moved))).toBe(before)
    await news('check', moved.replace('/en.md', ''))
  },
)

testWith(hasTerminal)('who gives up at a question is told that nothing was written', { timeout: 60_000 }, async () => {
  for (const types of [keys.giveUp, keys.end]) {
    const { status, shown } = await answerNews({ args: ['new'], environment: environment() }, [
      { sees: 'Title?', types },
    ])
    expect([status, shown.includes('Nothing was written.')], shown).toEqual([1, true])
  }
})
