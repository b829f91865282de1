import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
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

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const slug = 'weifang-informationization-seminar'
/** One more reader, who is counted since the address differs. */
async function visit(reader: number): Promise<void> {
  const answer = await fetch(`${visited.site.origin}/api/visits/${slug}`, {
    method: 'POST',
    headers: {
      'user-agent': `${agent} ${reader}`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ event: String(reader).padStart(32, '0') }),
  })
  expect(await answer.json()).toMatchObject({ counted: true })
}
const total = async () => ((await (await get(`/api/visits/${slug}`)).json()) as { total: number }).total

test('an operator backs up, restores and upgrades by the words of the handbook, and visits are as they should be', async () => {
  const handbook = await readFile(join(root, 'docs', 'operating.md'), 'utf8')
  const backup = codeOf(handbook).find((line) => line.includes('visits backup')) ?? ''
  const copy = join(visited.site.dataDir, '..', 'backup.sqlite')
  await visit(1)
  await type(backup.replace(/\S+\.sqlite$/, copy))
  await visit(2)
  expect(await total()).toBe(113)

  const [, restore = ''] = /To restore: ([^.]+(?:\.sqlite[^.]*)*)\./.exec(handbook.replace(/\s+/g, ' ')) ?? []
  const moved = new Set([...restore.matchAll(/`(visits\.sqlite[a-z-]*)`/g)].map(([, name = '']) => name))
  expect(moved).toEqual(new Set(['visits.sqlite', 'visits.sqlite-wal', 'visits.sqlite-shm']))
  await visited.site.end('SIGTERM')
  for (const name of moved) await rm(join(visited.site.dataDir, name), { force: true })
  await rename(copy, join(visited.site.dataDir, 'visits.sqlite'))
  await visited.site.restart()
  expect(await total()).toBe(112)
  await visit(3)

  // An upgrade that changes what is derived finds an index it cannot use; here there is none at all.
  await visited.site.end('SIGTERM')
  for (const name of ['content.sqlite', 'search.sqlite']) {
    for (const end of ['', '-wal', '-shm']) await rm(join(visited.site.dataDir, name + end), { force: true })
  }
  await visited.site.restart()
  expect(await total()).toBe(113)
  expect((await get(`/en/news/${slug}`)).status).toBe(200)
  await until('search finds everything again', async () =>
    (await (await get('/en/search?q=Weifang')).text()).includes(`/en/news/${slug}`) ? true : undefined,
  )
})
