import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { testWith } from '#tests/support/needs.ts'
import { commandsBelow, openOperatorsMachine } from '#tests/support/site/operators-machine.ts'
import { visitedSite } from '#tests/support/site/visited-site.ts'
import { answerNews, callNews, hasTerminal, keys } from '#tests/support/terminal.ts'
import { until } from '#tests/support/until.ts'

const root = join(import.meta.dirname, '..', '..')
const visited = visitedSite()

const get = (path: string) => fetch(new URL(path, visited.site.origin), { redirect: 'manual' })
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

const handbook = await readFile(join(root, 'content', 'README.md'), 'utf8')
const [english = '', chinese = ''] = handbook.split(/^# 编辑手册$/m)

/** The steps of a numbered list below a heading. */
function stepsBelow(half: string, heading: string): string[] {
  const [, section = ''] = half.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  return own.split(/^\d\. /m).slice(1)
}
/** What a text sets as code, in its order. */
const codeIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words)
const anyNumbers = (text: string) => text.replace(/\d+/g, 'N')

testWith(hasTerminal).each([
  {
    locale: 'en',
    half: english,
    heading: 'Your first release, in six steps',
    asks: /asks for (.*) and (.*), and/,
    title: 'New line opens',
  },
  { locale: 'zh', half: chinese, heading: '六步发布第一篇稿件', asks: /会询问(.*)和(.*)，然后/, title: '新线开通' },
])('an editor publishes by the six steps of the handbook in $locale', { timeout: 120_000 }, async (editor) => {
  const { locale, half, heading, asks, title } = editor
  const environment = {
    CONTENT_DIR: visited.site.contentDir,
    DATA_DIR: visited.site.dataDir,
    SITE_URL: visited.site.origin,
    NEWS_LANG: locale,
    TERM: 'xterm',
  }
  const argsOf = (command: string) => {
    expect(command).toMatch(/^npm run news -- \S/)
    return command.replace(/^npm run news -- /, '').split(' ')
  }
  const type = async (command: string) => {
    const { status, shown } = await callNews({ args: argsOf(command), environment })
    expect(status, shown).toBe(0)
    return shown
  }
  const steps = stepsBelow(half, heading)
  expect(steps).toHaveLength(6)
  const [
    [begin = '', wrote = '', , named = ''] = [],
    [fence = '', headingMark = '', itemMark = '', bold = '', link = ''] = [],
    [pictureName = ''] = [],
    [check = '', noProblems = ''] = [],
    [draftLine = ''] = [],
    [why = ''] = [],
  ] = steps.map(codeIn)

  const [, many = '', last = ''] = asks.exec(steps[0] ?? '') ?? []
  const questions = [...many.split(/, |、/), last]
  expect(questions).toHaveLength(4)
  const slug = named.split('/').at(-2) ?? ''
  const answers = [title, '', '', `${keys.clearLine}${slug}`]
  const { status, shown } = await answerNews(
    { args: argsOf(begin), environment },
    questions.map((question, index) => ({
      sees: question.charAt(0).toUpperCase() + question.slice(1),
      types: `${answers[index]}${keys.enter}`,
    })),
  )
  expect(status, shown).toBe(0)
  expect(anyNumbers(shown)).toContain(anyNumbers(wrote))
  expect(wrote).toContain(named)
  const file = named.replace(/\d{4}/, /news\/(\d{4})\//.exec(shown)?.[1] ?? '')
  const path = join(visited.site.contentDir, file)
  onTestFinished(() => rm(dirname(path), { recursive: true }))
  expect(await type(why)).toContain(file)

  const jpeg = sharp({ create: { width: 800, height: 600, channels: 3, background: '#8899aa' } }).jpeg()
  await writeFile(join(dirname(path), pictureName), await jpeg.toBuffer())
  const picture = new RegExp(`!\\[[^\\]]+\\]\\(${pictureName} "[^"]+"\\)`).exec(half)?.[0] ?? ''
  const [before, header] = (await readFile(path, 'utf8')).split(`${fence}\n`)
  const body = `The first.\n\n${headingMark}Heading\n\n${itemMark}Item\n\n${bold} ${link}\n\n${picture}\n`
  const draft = [before, header, `\n${body}`].join(`${fence}\n`)
  await writeFile(path, draft)
  expect(anyNumbers(await type(check))).toBe(`${anyNumbers(noProblems)}\n`)
  const address = `/${locale}/news/${slug}`
  expect((await get(address)).status).toBe(404)

  const published = draft.replace(`${draftLine}\n`, '')
  expect(published).not.toBe(draft)
  await writeFile(path, published)
  await until('the release is at the top of the list', async () => {
    const list = await (await get(`/${locale}/news`)).text()
    return /<main[\s\S]*?href="\/\w+\/news\/([\w-]+)"/.exec(list)?.[1] === slug ? true : undefined
  })
  const page = await visited.browser.newPage({ javaScriptEnabled: false })
  await page.goto(`${visited.site.origin}${address}`)
  const text = page.getByRole('main')
  expect(await text.getByRole('heading', { level: 1 }).textContent()).toBe(title)
  expect(await text.getByRole('heading', { level: 2, name: 'Heading' }).count()).toBe(1)
  const items = text.getByRole('listitem').filter({ hasText: /^Item$/ })
  expect(await items.count()).toBe(1)
  const strong = text.getByRole('strong').filter({ hasText: bold.replaceAll('*', '') })
  expect(await strong.count()).toBe(1)
  const [, linked = '', target = ''] = /\[(.*)\]\((.*)\)/.exec(link) ?? []
  expect(await text.getByRole('link', { name: linked, exact: true }).getAttribute('href')).toBe(target)
  const [, seen = '', caption = ''] = /!\[(.*)\]\(.* "(.*)"\)/.exec(picture) ?? []
  expect(await text.getByRole('figure', { name: caption }).getByRole('img', { name: seen }).count()).toBe(1)
  await page.close()
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
