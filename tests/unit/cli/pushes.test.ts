import { expect, test } from 'vitest'
import { startPushes } from '#tests/support/command/pushes.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { at } from '#tests/support/content/releases.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const environment = { SITE_URL: 'https://news.example.com', INDEXNOW_KEY: 'key-of-indexnow' }
const now = at('2026-11-21 12:00:00')

/** A desk whose site has pushes on and has looked at its one release. */
async function openPushingDesk() {
  const desk = await openDesk({ 'news/2015/spring/en.md': releaseText('Spring') })
  await startPushes(desk)
  return { ...desk, pushes: (...flags: string[]) => desk.news(['pushes', ...flags], { environment, now }) }
}

test('receipts are listed newest first, with counts', async () => {
  const { pushes } = await openPushingDesk()
  expect(await pushes()).toEqual({
    status: 0,
    err: '',
    out: `1 waiting, 1 failed.
2026-11-21 12:00:00  waiting  indexnow  published  https://news.example.com/en/news/autumn
2026-11-21 12:00:03  failed  baidu  published  https://news.example.com/en/news/summer
    =HTTP 401 "no"
2026-11-21 12:00:02  sent  indexnow  published  https://news.example.com/en/news/summer
    HTTP 200
`,
  })
})

test('what failed can be seen alone, as a table, and be tried again', async () => {
  const { pushes } = await openPushingDesk()
  expect((await pushes('--failed', '--csv')).out).toBe(`noticed,ended,target,state,reason,attempts,address,answer
2026-11-21 12:00:00,2026-11-21 12:00:03,baidu,failed,published,1,https://news.example.com/en/news/summer,"'=HTTP 401 ""no"""
`)
  expect((await pushes('--retry')).out).toBe('1 will be tried again.\n')
  expect((await pushes('--failed')).out).toBe('2 waiting, 0 failed.\n')
})

test('a dry run says what would be pushed, and neither sends nor writes', async () => {
  const { pushes, folder } = await openPushingDesk()
  expect((await pushes('--dry-run')).out).toBe('0 would be pushed, beside 1 that wait. Nothing was sent or written.\n')
  await folder.write('news/2015/spring/en.md', releaseText('Spring', '', 'Another text.'))
  await folder.write('news/2015/winter/zh.md', releaseText('冬季', '', '正文。'))
  const said = `2 would be pushed, beside 1 that wait. Nothing was sent or written.
indexnow  updated  https://news.example.com/en/news/spring
indexnow  published  https://news.example.com/zh/news/winter
`
  expect((await pushes('--dry-run')).out).toBe(said)
  expect((await pushes('--dry-run')).out).toBe(said)
})

test('before the first start, and with pushes off, the command says so', async () => {
  const { news } = await openDesk({ 'news/2015/spring/en.md': releaseText('Spring') })
  const { out, status } = await news(['pushes'])
  expect([status, out.split('\n')[0]]).toEqual([
    0,
    'Pushes are off: none of INDEXNOW_KEY, BAIDU_PUSH_TOKEN and WEBSUB_HUB is set.',
  ])
  expect(out).toContain('The first start with pushes on remembers what is public and tells nobody.')
  const closed = await news(['pushes'], { environment: { ...environment, NOINDEX: 'true' }, language: 'zh' })
  expect(closed.out).toContain('推送未启用：NOINDEX 为 true。')
  const local = await news(['pushes'], { environment: { INDEXNOW_KEY: 'key-of-indexnow' } })
  expect(local.out).toContain('SITE_URL is an address of this machine')
  expect((await news(['pushes', '--retry', '--dry-run'])).status).toBe(2)
})
