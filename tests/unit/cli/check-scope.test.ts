import { expect, test } from 'vitest'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const files = {
  'news/2015/seminar/en.md': releaseText('Seminar', '', 'The [plan](plan.pdf).'),
  'news/2015/harbour/en.md': releaseText('Harbour', '', 'The [map](map.pdf).'),
}

test.each([
  'seminar',
  'news/2015/seminar',
  'content/news/2015/seminar/',
  '/en/news/seminar',
  'https://news.example/zh/news/seminar?x=1',
])('check %s is told of that release alone', async (given) => {
  const { news } = await openDesk(files)
  const { out, status } = await news(['check', given])
  expect(status).toBe(1)
  expect(out).toContain('plan.pdf')
  expect(out).not.toContain('map.pdf')
  expect(out).toMatch(/1 error in 1 of 1 release\./)
})

test('check of what is neither a path nor a release says so, with the nearest', async () => {
  const { news, folder } = await openDesk(files)
  expect(await news(['check', 'seminr'])).toEqual({
    status: 2,
    out: '',
    err: `There is no file, folder or release seminr in ${folder.dir}. Did you mean seminar?\n`,
  })
  expect((await news(['check', 'nothing/at/all'], { language: 'zh' })).err).toBe(
    `${folder.dir} 中没有 nothing/at/all 这个文件、文件夹或稿件。\n`,
  )
})
