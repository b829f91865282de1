import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const files = {
  'news/2015/seminar/en.md': releaseText('Seminar'),
  'news/2015/seminar/zh.md': releaseText('研讨会', '', '研讨会举行。'),
  'news/2015/harbour/en.md': releaseText('Harbour', '', 'See [it](/en/news/seminar).'),
}

/** Every question that a call asks, answered in full. */
const calls: readonly (readonly [args: readonly string[], answers: readonly string[]])[] = [
  [['new'], ['A new line', 'en', 'policy', 'new-line']],
  [
    ['correct', 'seminar'],
    ['correction', 'Five.', '五。'],
  ],
  [
    ['withdraw', 'seminar'],
    ['withdrawn', 'Off.', '取消。'],
  ],
  [
    ['withdraw', 'seminar'],
    ['replaced', 'harbour'],
  ],
  [['rename', 'seminar'], ['autumn']],
]

test.each(calls)('%j writes nothing when the editor gives up at any of its questions', async (args, answers) => {
  const { news, folder, read, asked } = await openDesk(files)
  const before = await readdir(folder.dir, { recursive: true })
  for (let place = 0; place < answers.length; place += 1) {
    asked.length = 0
    const call = await news(args, { answers: [...answers.slice(0, place), undefined] })
    expect(call).toEqual({ status: 1, out: 'Nothing was written.\n', err: '' })
    expect(asked).toHaveLength(place + 1)
    expect((await readdir(folder.dir, { recursive: true })).sort()).toEqual(before.sort())
    for (const [file, text] of Object.entries(files)) expect(await read(file)).toBe(text)
  }
  const zh = await news(args, { answers: [undefined], language: 'zh' })
  expect(zh).toEqual({ status: 1, out: '没有写入任何文件。\n', err: '' })
  expect(await news(args, { answers })).toMatchObject({ status: 0, err: '' })
})

test('a wrong flag or task names what there is', async () => {
  const { news } = await openDesk(files)
  expect((await news(['new', '--language', 'en'])).err).toBe(
    'There is no flag --language. There is --title, --lang, --category, --slug.\n',
  )
  expect((await news(['new', '--language', 'en'], { language: 'zh' })).err).toBe(
    '没有 --language 这个选项。可用的有 --title、--lang、--category、--slug。\n',
  )
  expect((await news(['visits', 'exprt'])).err).toBe('Call it like this: npm run news -- visits export …\n')
  expect((await news(['visits', 'restate', 'seminar'], { language: 'zh' })).err).toBe(
    '用法：npm run news -- visits restate <网址名> <日期> <访问量> --note <原因>\n',
  )
})
