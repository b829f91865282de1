import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import { expect, onTestFinished, test } from 'vitest'
import { type GitHostKind, openGitHost } from '#tests/support/git-hosts/open.ts'
import { startSite } from '#tests/support/site/running-site.ts'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { callNews } from '#tests/support/terminal.ts'
import { until } from '#tests/support/until.ts'

const visited = visitedSite(() => startSite({ environment: { ADMIN_REPOSITORY: 'github:owner/news' } }))

/** A page in this language, with what it asked of other hosts and what its console said. */
async function openEditor(locale: string): Promise<{ page: Page; elsewhere: string[]; said: string[] }> {
  const context = await visited.browser.newContext({ locale })
  const page = await context.newPage()
  const elsewhere: string[] = []
  const said: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (/^https?:/.test(url) && !url.startsWith(visited.site.origin)) elsewhere.push(url)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  await page.goto(`${visited.site.origin}/admin`)
  return { page, elsewhere, said }
}

test.each([
  ['en-GB', /Sign in using an access token|Sign In/i],
  ['zh-CN', /登录/],
])(
  'the browser editor shows its sign-in in %s, asks no other host and breaks no rule of its policy',
  async (locale, words) => {
    const { page, elsewhere, said } = await openEditor(locale)
    await page.getByRole('button', { name: words }).first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    expect(await page.evaluate(() => document.fonts.check('24px "Material Symbols Outlined"'))).toBe(true)
    expect(elsewhere).toEqual([])
    expect(said).toEqual([])
    await page.context().close()
  },
)

test('the page is kept from every host but this one and the git host, from caches and from search engines', async () => {
  const answer = await fetch(`${visited.site.origin}/admin`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("form-action 'none';")
  expect(policy.match(/https?:\/\/[^\s;]+/g)).toEqual(['https://api.github.com'])
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.headers.get('x-robots-tag')).toBe('noindex')
  const script = /src="([^"]+)"/.exec(await answer.text())?.[1] ?? ''
  const code = await fetch(`${visited.site.origin}${script}`, { headers: { 'accept-encoding': 'br' } })
  expect([code.status, code.headers.get('content-encoding')]).toEqual([200, 'br'])
  expect(code.headers.get('x-robots-tag')).toBe('noindex')
  expect(code.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('without a repository there is no browser editor', async () => {
  const off = await startSite()
  for (const path of ['/admin', '/admin/config.json', '/admin/cms/package.json'])
    expect((await fetch(`${off.origin}${path}`)).status, path).toBe(404)
  await off.stop()
})

/** An editor at a site of its own whose git host is a stand-in; signed in, with both collections in sight. */
async function signIn(kind: GitHostKind, repository: string, origin: string) {
  const own = await startSite({ environment: { ADMIN_REPOSITORY: repository } })
  onTestFinished(async () => void (await own.stop()))
  const host = openGitHost(dirname(own.contentDir), { kind, origin, token: 'a token' })
  // High enough for all fields: it makes those that are in sight.
  const context = await visited.browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 4000 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await host.serve(page)
  await page.goto(`${own.origin}/admin`)
  await page.getByRole('button', { name: 'Sign In Using Access Token' }).click()
  await page.getByRole('textbox', { name: 'Personal Access Token' }).fill('a token')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign In' }).click()
  await page.getByRole('treeitem', { name: 'Releases in English' }).waitFor()
  await page.getByRole('treeitem', { name: '中文稿件' }).waitFor()
  const save = async () => {
    const before = host.commits.length
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await until('it is saved', async () => (host.commits.length > before ? true : undefined), 20_000)
  }
  const choose = (words: string) => page.getByRole('radio', { name: words }).click()
  return { own, host, page, faults, save, choose }
}

/** Gives a release that is online another headline; everything else of it stays, and readers see the new one. */
async function changeOnline({ own, page, save, choose }: Awaited<ReturnType<typeof signIn>>): Promise<void> {
  const online = join(own.contentDir, 'news/2015/weifang-informationization-seminar/en.md')
  const body = (text: string) => text.split('\n---\n').slice(1).join('')
  const before = await readFile(online, 'utf8')
  await page.goto(`${own.origin}/admin#/collections/en/entries/2015/weifang-informationization-seminar/en`)
  await page.getByRole('textbox', { name: 'Headline' }).fill('Seminar in Weifang: another headline')
  await choose('Public from its date on')
  await save()
  const after = await readFile(online, 'utf8')
  expect(after).toMatch(/^date: 2015-12-16 08:54:43$/m)
  expect(after).toMatch(/^legacyVisits: 111$/m)
  expect(body(after).trim()).toBe(body(before).trim())
  await until('readers see it', async () => {
    const shown = await (await fetch(`${own.origin}/en/news/weifang-informationization-seminar`)).text()
    return shown.includes('Seminar in Weifang: another headline') ? true : undefined
  })
}

test('an editor signs in at a git host, writes a release and changes another; both pass the check', {
  timeout: 180_000,
}, async () => {
  const origin = 'https://git.example.com'
  const desk = await signIn('gitea', `gitea:${origin}/owner/news`, origin)
  const { own, host, page, faults, save, choose } = desk
  await page.goto(`${own.origin}/admin#/collections/en/new`)
  await page.getByRole('textbox', { name: 'Headline' }).fill('Harbour opens: a first look #1')
  await page.getByRole('textbox', { name: 'Date of publication' }).fill('2025-03-02 09:30:15')
  await choose('Draft: nobody sees it')
  await page.getByRole('textbox', { name: 'Text', exact: true }).click()
  await page.keyboard.type('The harbour opened with 210 berths.')
  await save()
  const begun = 'news/2025/harbour-opens-a-first-look-1/en.md'
  expect(host.commits[0]?.files.map(({ path }) => path)).toEqual([`content/${begun}`])
  expect(await readFile(join(own.contentDir, begun), 'utf8')).toMatch(/^date: 2025-03-02 09:30:15$/m)
  const environment = { CONTENT_DIR: own.contentDir, DATA_DIR: own.dataDir }
  expect((await callNews({ args: ['status'], environment })).shown).toContain('draft')
  await changeOnline(desk)
  const checked = await callNews({ args: ['check'], environment })
  expect([checked.status, checked.shown]).toEqual([0, 'No problems in 4 releases.\n'])
  expect([faults, host.unknown]).toEqual([[], []])
})

test.each([
  ['github', 'https://api.github.com'],
  ['gitlab', 'https://gitlab.com'],
] as const)(
  'an editor signs in at %s and changes a release by its own interface',
  {
    timeout: 180_000,
  },
  async (kind, origin) => {
    const desk = await signIn(kind, `${kind}:owner/news`, origin)
    await changeOnline(desk)
    expect([desk.faults, desk.host.unknown]).toEqual([[], []])
  },
)
