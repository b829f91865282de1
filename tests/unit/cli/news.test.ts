import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Questions } from '#lib/cli/command.ts'
import { runNews } from '#lib/cli/run.ts'
import { makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const now = Date.parse('2026-11-21T04:00:00Z')
const page = `Spring Seminar: Opens in Weifang
Date: 2015-12-16 08:54:43, Source: Department of Commerce of Shandong Province, Today/Total Visits : 0/111

The seminar was held.The Group''s guests came * with _stars_.

# not a heading
1. first
• bullet

Approved by: Department of Commerce Tel: +86-531-89013333
`

interface Call {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function openDesk(files: Readonly<Record<string, string>> = {}) {
  const folder = await makeContentFolder(files)
  onTestFinished(() => folder.close())
  const directory = await makeTemporaryFolder()
  const news = async (args: readonly string[], language = 'en', questions?: Questions): Promise<Call> => {
    let out = ''
    let err = ''
    const status = await runNews(args, {
      environment: { NEWS_LANG: language, CONTENT_DIR: folder.dir },
      root: directory,
      directory,
      now,
      write: (text) => {
        out += text
      },
      writeError: (text) => {
        err += text
      },
      ...(questions === undefined ? {} : { questions: () => questions }),
    })
    return { status, out, err }
  }
  const save = (name: string, text: string | Uint8Array) => writeFile(join(directory, name), text)
  const read = (path: string) => readFile(join(folder.dir, path), 'utf8')
  return { folder, directory, news, save, read }
}

test('an imported page is a release that check finds nothing wrong with', async () => {
  const { news, save, read } = await openDesk()
  await save('118.txt', page)
  expect(await news(['import', '118.txt'])).toMatchObject({ status: 0, err: '' })
  const text = await read('news/2015/spring-seminar-opens-in-weifang/en.md')
  expect(text.replace(/^# import .*$/m, '# import MARK')).toBe(`---
title: "Spring Seminar: Opens in Weifang"
date: 2015-12-16 08:54:43
source: Department of Commerce of Shandong Province
legacyVisits: 111
# import MARK
---

The seminar was held. The Group's guests came \\* with \\_stars\\_.

\\# not a heading

1\\. first

- bullet
`)
  expect(await news(['check'])).toEqual({ status: 0, out: 'No problems in 1 release.\n', err: '' })
})

test('a dry run shows the plan with every loss and writes nothing', async () => {
  const { news, save, folder } = await openDesk()
  await save('118.txt', page)
  const { out, status } = await news(['import', '118.txt', '--dry-run'])
  expect(status).toBe(0)
  expect(out).toContain('118.txt → content/news/2015/spring-seminar-opens-in-weifang/en.md')
  expect(out).toContain('Visits       111')
  expect(out).toContain('Doubled apostrophes made single: 1')
  expect(out).toContain('The foot of the page says "Approved by: Department of Commerce Tel: +86-531-89013333"')
  expect(out).toContain('This was a dry run; nothing was written.')
  expect(await readdir(folder.dir)).not.toContain('news')
})

test('importing twice is importing once, whatever the file is called and even after an edit', async () => {
  const { news, save, read, folder } = await openDesk()
  await save('118.txt', page)
  await news(['import', '118.txt'])
  const path = 'news/2015/spring-seminar-opens-in-weifang/en.md'
  const edited = (await read(path)).replace('title: "Spring Seminar: Opens in Weifang"', 'title: Another title')
  await folder.write(path, edited)
  await save('copy.txt', page)
  const again = await news(['import', '118.txt', 'copy.txt'])
  expect(again.out).toContain(`118.txt: already imported as content/${path}; nothing to do.`)
  expect(again.out).toContain(`copy.txt: already imported as content/${path}; nothing to do.`)
  expect(again).toMatchObject({ status: 0 })
  expect(await read(path)).toBe(edited)
})

test('a page of GB18030 bytes becomes UTF-8, and one without a date a draft that says so', async () => {
  const { news, save, read } = await openDesk()
  // 新闻详情 / 春季培训班开班 / 培训班开班。
  const bytes = 'd0c2cec5cfeac7e90a b4babcbec5e0d1b5b0e0bfaab0e00a0a c5e0d1b5b0e0bfaab0e0a1a30a'
  await save('a.txt', Buffer.from(bytes.replaceAll(' ', ''), 'hex'))
  const { out } = await news(['import', 'a.txt'], 'zh')
  expect(out).toContain('标题    春季培训班开班')
  const text = await read('news/2026/chun-ji-pei-xun-ban-kai-ban/zh.md')
  expect(text).toContain('# 页面没有日期。文件头暂填导入当天 2026-11-21，只为文件有效。')
  expect(text).toContain('date: 2026-11-21\ndraft: true\n')
  expect(text).toContain('\n培训班开班。\n')
  expect((await news(['check'], 'zh')).status).toBe(0)
})

test('a slug that exists is never overwritten; another release of the same title gets its own', async () => {
  const path = 'news/2015/spring-seminar-opens-in-weifang/en.md'
  const { news, save, read } = await openDesk({ [path]: releaseText('Spring Seminar') })
  const before = await read(path)
  await save('same-day.txt', page)
  await save('next-year.txt', page.replace('2015-12-16', '2016-12-14'))
  const { out, status } = await news(['import', 'same-day.txt', 'next-year.txt'])
  expect(status).toBe(1)
  expect(out).toContain(`same-day.txt: content/${path} exists and is never overwritten.`)
  expect(out).toContain('next-year.txt → content/news/2016/spring-seminar-opens-in-weifang-2/en.md')
  expect(await read(path)).toBe(before)
})

test('two languages go into one folder when a slug is given, and pictures come along under safe names', async () => {
  const { news, save, folder, directory } = await openDesk()
  await mkdir(join(directory, 'page_files'))
  await writeFile(join(directory, 'page_files', 'Plan 1.txt'), 'Monday: data')
  await save(
    'en.html',
    '<p>News Detail</p><p>Spring Seminar Opens</p><p>Date: 2015-12-16, Source: Office, Visits: 3</p><p>It opened. See the <a href="page_files/Plan%201.txt">plan</a>.</p>',
  )
  await save('zh.txt', '春季培训班开班\n日期：2015-12-16 来源：办公室\n培训班开班。\n')
  const { status, err } = await news([
    'import',
    'en.html',
    'zh.txt',
    '--slug',
    'spring-seminar',
    '--category',
    'policy',
  ])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect((await readdir(join(folder.dir, 'news/2015/spring-seminar'))).sort()).toEqual(['en.md', 'plan-1.txt', 'zh.md'])
  expect((await news(['check'])).out).toBe('No problems in 1 release.\n')
})

test('what cannot be imported is said, and ends with status 1', async () => {
  const { news, save } = await openDesk()
  await save('empty.txt', '\n')
  await save('letter.docx', 'PK\u0003\u0004')
  const { out, status } = await news(['import', 'empty.txt', 'letter.docx', 'gone.html'])
  expect(status).toBe(1)
  expect(out).toContain('empty.txt: The page holds no text that could be a release.')
  expect(out).toContain('letter.docx: The name says Word document, but the file is none')
  expect(out).toContain('gone.html: There is no such file or folder.')
})

test('wrong usage ends with status 2 and names the nearest word', async () => {
  const { news } = await openDesk()
  expect(await news(['chekc'])).toEqual({ status: 2, out: '', err: 'There is no verb "chekc". Did you mean check?\n' })
  expect(await news(['import', 'x', '--dryrun'])).toMatchObject({
    status: 2,
    err: 'There is no flag --dryrun. Did you mean --dry-run?\n',
  })
  expect(await news(['import', 'x', '--category', 'polcy'])).toMatchObject({
    status: 2,
    err: 'There is no category "polcy". Did you mean policy? content/categories.yaml has: policy, industry.\n',
  })
  expect(await news(['import', 'x', '--lang', 'fr'], 'zh')).toMatchObject({
    status: 2,
    err: '--lang 是“fr”；可用的有 en、zh。\n',
  })
  expect(await news(['new'])).toMatchObject({ status: 2 })
  expect(await news(['check', '--format', 'xml'])).toMatchObject({ status: 2 })
  expect(await news(['check', 'content/news/2051'])).toMatchObject({ status: 2 })
  expect(await news(['check'], 'fr')).toMatchObject({
    status: 2,
    err: 'NEWS_LANG is "fr"; messages exist in en and zh.\n',
  })
})

test('the command alone lists the verbs, and each has help', async () => {
  const { news } = await openDesk()
  const { out, status } = await news([])
  expect(status).toBe(0)
  for (const verb of ['new', 'check', 'status', 'import']) {
    expect(out).toMatch(new RegExp(`^  ${verb} `, 'm'))
    for (const language of ['en', 'zh'])
      expect((await news([verb, '--help'], language)).out).toContain(`npm run news -- ${verb}`)
  }
})

test('a new release is a draft with a commented header, and a slug that exists is refused', async () => {
  const { news, read } = await openDesk()
  const call = ['new', '--title', '春季培训班：开班', '--category', 'policy']
  expect(await news(call)).toEqual({
    status: 0,
    out: 'Wrote content/news/2026/chun-ji-pei-xun-ban-kai-ban/zh.md, a draft.\n',
    err: '',
  })
  const text = await read('news/2026/chun-ji-pei-xun-ban-kai-ban/zh.md')
  expect(text).toContain('title: "春季培训班：开班"\ndate: 2026-11-21 12:00:00\ncategory: policy\n')
  expect(text).toContain('\ndraft: true\n---\n')
  expect(await news(['check'])).toMatchObject({ status: 0, out: 'No problems in 1 release.\n' })
  expect(await news(call)).toMatchObject({
    status: 2,
    err: expect.stringContaining('is taken by content/news/2026/chun-ji-pei-xun-ban-kai-ban'),
  })
})

test('a new release asks for what was not given, and offers a slug', async () => {
  const { news, read } = await openDesk()
  const asked: string[] = []
  const questions: Questions = {
    text: async (question, { initial } = {}) => {
      asked.push(question)
      return initial ?? 'Spring seminar opens'
    },
    choose: async (question, choices) => {
      asked.push(question)
      return choices[0]?.value
    },
  }
  const { status } = await news(['new'], 'en', questions)
  expect(status).toBe(0)
  expect(asked).toEqual(['Title?', 'Language?', 'Category?', 'Slug, the name of the folder and of the address?'])
  expect(await read('news/2026/spring-seminar-opens/en.md')).toContain('category: policy')
})

test('an editor who gives up leaves nothing behind', async () => {
  const { news, folder } = await openDesk()
  const questions: Questions = { text: async () => undefined, choose: async () => undefined }
  expect(await news(['new'], 'en', questions)).toEqual({ status: 1, out: 'Nothing was written.\n', err: '' })
  expect(await readdir(folder.dir)).not.toContain('news')
})

test('check shows every problem with its place, narrows to paths, and ends with status 1', async () => {
  const broken = releaseText('Results: up 8%')
  const { news } = await openDesk({ 'news/2015/first/en.md': broken, 'news/2015/second/en.md': releaseText('Good') })
  const all = await news(['check'])
  expect(all.status).toBe(1)
  expect(all.out).toContain('content/news/2015/first/en.md:2:8  error  header/colon-in-value')
  expect(all.out).toContain('1 error in 1 of 2 releases. The other one is unaffected and still online.')
  expect(await news(['check', 'content/news/2015/second'])).toMatchObject({
    status: 0,
    out: 'No problems in 1 release.\n',
  })
  expect(JSON.parse((await news(['check', '--format', 'json'])).out)).toMatchObject({
    errors: 1,
    problems: [{ line: 2, code: 'header/colon-in-value' }],
  })
  expect((await news(['check', '--format', 'github'])).out).toMatch(
    /^::error file=content\/news\/2015\/first\/en\.md,line=2,/,
  )
})

test('the places of a call are named in Chinese as the Chinese handbook names them', async () => {
  const { news } = await openDesk()
  expect((await news(['rename'], 'zh')).err).toBe('用法：npm run news -- rename <旧名> <新名>\n')
  expect((await news(['preview', '--help'], 'zh')).out).toMatch(/^npm run news -- preview <网址名> \[--lang/)
  expect((await news(['preview', '--help'])).out).toMatch(/^npm run news -- preview <slug> \[--lang/)
})

test('check --fix mends what is mechanical, moves a release to its year, and says so', async () => {
  const { news, read } = await openDesk({
    'news/2015/first/en.md': releaseText('Results: up 8%'),
    'news/2014/second/en.md': releaseText('Good'),
  })
  const { out, status } = await news(['check', '--fix'])
  expect(out).toContain('Mended content/news/2015/first/en.md (1 place)')
  expect(out).toContain('Moved news/2014/second → news/2015/second')
  expect(status).toBe(0)
  expect(await read('news/2015/first/en.md')).toContain('title: "Results: up 8%"')
  expect(await read('news/2015/second/en.md')).toContain('title: Good')
})

test('check --fix tells of a move also when nothing else was to be mended', async () => {
  const { news } = await openDesk({ 'news/2014/second/en.md': releaseText('Good') })
  const { out } = await news(['check', '--fix'])
  expect(out).toContain('Moved news/2014/second → news/2015/second')
  expect(out).not.toContain('Nothing could be mended')
})

test('status counts a release as public whose only mistake is a link', async () => {
  const { news } = await openDesk({ 'news/2015/a/en.md': releaseText('A', '', 'See [it](/en/news/nothing).') })
  expect((await news(['check'])).status).toBe(1)
  expect((await news(['status'])).out).toBe('1 version is public, 0 are not.\n')
})

test('status lists what is not public, and why', async () => {
  const dated = (date: string, fields = '') => releaseText('A', fields).replace('2015-12-16 08:54:43', date)
  const { news } = await openDesk({
    'news/2026/later/en.md': dated('2026-12-02 12:00'),
    'news/2026/soon/en.md': dated('2026-11-21 12:00:43', 'embargo: true\n'),
    'news/2015/idea/en.md': releaseText('B', 'draft: true\n'),
    'news/2015/past/en.md': releaseText('C', 'expires: 2015-12-20\n'),
    'news/2015/public/en.md': releaseText('D'),
    'news/2015/broken/en.md': releaseText('E: F'),
  })
  expect((await news(['status'])).out).toBe(`content/news/2026/later/en.md
  scheduled: goes live 2 Dec 2026 12:00 Asia/Shanghai, in 11 days
content/news/2026/soon/en.md
  embargoed: goes live 21 Nov 2026 12:00:43 Asia/Shanghai, in 43 seconds
content/news/2015/idea/en.md
  draft: remove \`draft: true\` to publish it
content/news/2015/past/en.md
  expired: left the site 20 Dec 2015 00:00 Asia/Shanghai, 10 years ago
content/news/2015/broken/en.md
  has errors and cannot be published; see npm run news -- check
1 version is public, 5 are not.
`)
  expect((await news(['status'], 'zh')).out).toContain('定时发布：2026年12月2日 12:00 Asia/Shanghai，11 天后上线')
})

test('a verb that needs the site shows what is wrong with its file, in the language of the editor', async () => {
  const { news } = await openDesk({ 'categories.yaml': 'policy：x\n' })
  const call = await news(['new', 'A title'], 'zh')
  expect(call).toMatchObject({ status: 2, out: '' })
  expect(call.err).toContain('content/categories.yaml:1:7  错误  header/full-width-colon')
  expect(call.err).toContain('请先改正这些文件。')
})
