import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { commandsBelow, openOperatorsMachine } from '#tests/support/operators-machine.ts'
import { callNews } from '#tests/support/terminal.ts'
import { until } from '#tests/support/until.ts'
import { visitedSite } from '#tests/support/visited-site.ts'

const root = join(import.meta.dirname, '..', '..')
const visited = visitedSite()

const get = (path: string) => fetch(new URL(path, visited.site.origin), { redirect: 'manual' })
const environment = () => ({
  CONTENT_DIR: visited.site.contentDir,
  DATA_DIR: visited.site.dataDir,
  SITE_URL: visited.site.origin,
})
/** Types a command of a handbook that begins with `npm run news --`. Fails the test when it fails. */
async function type(command: string): Promise<string> {
  const args = command.replace(/^npm run news -- /, '').split(' ')
  const { status, shown } = await callNews({ args, environment: environment() })
  expect(status, shown).toBe(0)
  return shown
}
/** The lines of a text that are set as code, without their indentation. */
const codeOf = (text: string) => [...text.matchAll(/^ {4}(.*)$/gm)].map(([, line = '']) => line)

test.each([
  {
    language: 'en-GB',
    archive: 'Archive',
    found: 'Seminar in Weifang sets the course for business informationization',
    date: 'Date: 2015-12-16 08:54:43',
    other: '中文',
  },
  { language: 'zh-CN', archive: '归档', found: '潍坊', date: '2015-12-16 08:54:43', other: 'English' },
])('a reader in $language comes from the first page to a release of 2015 by links alone', async (reader) => {
  const context = await visited.browser.newContext({ locale: reader.language, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(visited.site.origin)
  await page.getByRole('banner').getByRole('link', { name: reader.archive, exact: true }).click()
  await page.getByRole('main').getByRole('link', { name: /2015/ }).first().click()
  await page.getByRole('main').getByRole('link', { name: reader.found }).first().click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(reader.found)
  const facts = (await page.getByRole('main').textContent()) ?? ''
  expect(facts).toContain(reader.date)
  expect(facts).toContain('0/111')
  const address = page.url()
  await page.getByRole('banner').getByRole('link', { name: reader.other }).click()
  expect(page.url()).toBe(address.includes('/en/') ? address.replace('/en/', '/zh/') : address.replace('/zh/', '/en/'))
  await context.close()
})

test('an editor pastes the example of the handbook, in each language, and reads it online', async () => {
  const handbook = await readFile(join(root, 'content', 'README.md'), 'utf8')
  const headers = [...handbook.matchAll(/(?:^ {4}.*\n)+/gm)]
    .map(([block]) => codeOf(block))
    .filter(([first]) => first === '---')
  expect(headers).toHaveLength(2)
  const [, folder = ''] = /`Wrote content\/([^`]+)\/en\.md/.exec(handbook) ?? []
  expect(folder).toMatch(/^news\//)
  for (const [locale, header] of [
    ['en', headers[0]],
    ['zh', headers[1]],
  ] as const) {
    const file = join(visited.site.contentDir, folder, `${locale}.md`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${(header ?? []).join('\n')}\n\nThe text of ${locale}.\n`)
    const [, title = ''] = /title: "([^"]+)"/.exec((header ?? []).join('\n')) ?? []
    expect(title).not.toBe('')
    await until(`“${title}” is in the list`, async () =>
      (await (await get(`/${locale}/news`)).text()).includes(title) ? true : undefined,
    )
    const slug = folder.split('/').at(-1)
    expect(await (await get(`/${locale}/news/${slug}`)).text()).toContain(`The text of ${locale}.`)
  }
  expect(await type(`npm run news -- check ${folder}`)).not.toMatch(/error/)
})

const slug = 'weifang-informationization-seminar'
/** One more reader, who is counted since the agent differs. */
async function visit(origin: string, reader: number): Promise<void> {
  const answer = await fetch(`${origin}/api/visits/${slug}`, {
    method: 'POST',
    headers: {
      'user-agent': `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 ${reader}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ event: String(reader).padStart(32, '0') }),
  })
  expect(await answer.json()).toMatchObject({ counted: true })
}

test('an operator starts, backs up, restores and upgrades by typing what the document says', {
  timeout: 120_000,
}, async () => {
  const document = await readFile(join(root, 'docs', 'operating.md'), 'utf8')
  const machine = await openOperatorsMachine()
  onTestFinished(() => machine.clear())
  const total = async () => {
    const answer = await fetch(`${machine.origin}/api/visits/${slug}`)
    return ((await answer.json()) as { total: number }).total
  }

  await machine.follow(commandsBelow(document, 'Start and stop'))
  await visit(machine.origin, 1)
  expect(await total()).toBe(112)

  const backups = join(machine.folder, '..', 'backups')
  await mkdir(backups)
  const lines = commandsBelow(document, 'Back up and restore').map((line) => line.replace(' /backups/', ` ${backups}/`))
  const stopAt = lines.findIndex((line) => line.startsWith('# stop the site'))
  await machine.follow(lines.slice(0, stopAt))
  await visit(machine.origin, 2)
  expect(await total()).toBe(113)
  await machine.follow(lines.slice(stopAt))
  expect(await total()).toBe(112)
  await visit(machine.origin, 3)

  await machine.publishVersion('lib/serve/headers.ts', (text) =>
    text.replace("'nosniff'", "'nosniff', 'x-version': 'new'"),
  )
  await machine.follow(commandsBelow(document, 'Upgrade'))
  expect(await total()).toBe(113)
  const page = await fetch(`${machine.origin}/en/news/${slug}`)
  expect([page.status, page.headers.get('x-version')]).toEqual([200, 'new'])
  await until('search finds what it found before', async () =>
    (await (await fetch(`${machine.origin}/en/search?q=Weifang`)).text()).includes(`/en/news/${slug}`)
      ? true
      : undefined,
  )
})
