import { expect, test } from 'vitest'
import { readRevocations } from '#lib/preview/revocations.ts'
import { parsePreviewToken } from '#lib/preview/token.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

const secret = 'a secret of the tests'
const environment = { PREVIEW_SECRET: secret, SITE_URL: 'https://news.example' }
const files = {
  'news/2015/draft/en.md': releaseText('A draft', 'draft: true\n'),
  'news/2015/draft/zh.md': releaseText('草稿', 'draft: true\n', '正文。'),
  'news/2015/public/en.md': releaseText('Public'),
}
const now = Date.parse('2026-11-21T04:00:00Z')

test('each version gets a link of its own that lives two days', async () => {
  const { news } = await openDesk(files)
  const { out, status } = await news(['preview', 'draft'], { environment })
  expect(status).toBe(0)
  const lines = out.trimEnd().split('\n')
  expect(lines[0]).toMatch(
    /^Preview of the English version, until 23 November 2026, 12:00 \(UTC\+8\) or its publication: /,
  )
  const claims = lines.map((line) => {
    const [, locale, token = ''] = /https:\/\/news\.example\/(en|zh)\/preview\/(\S+)$/.exec(line) ?? []
    return [locale, parsePreviewToken(token, secret)]
  })
  expect(claims).toMatchObject([
    ['en', { slug: 'draft', locale: 'en', issued: now, expires: now + 172_800_000 }],
    ['zh', { slug: 'draft', locale: 'zh' }],
  ])
})

test('the length of life and the language can be said', async () => {
  const { news } = await openDesk(files)
  const { out } = await news(['preview', 'draft', '--expires', '90m', '--lang', 'zh'], { environment, language: 'zh' })
  expect(out).toMatch(/^中文版预览链接（2026年11月21日 13:30（UTC\+8）之前、稿件发布之前有效）：https:\S+\n$/)
  for (const wrong of ['48', '31d', '0h', '5w', 'h', '-1h'])
    expect((await news(['preview', 'draft', `--expires=${wrong}`], { environment })).err).toContain('up to 30d')
})

test('a public release needs no preview', async () => {
  const { news } = await openDesk(files)
  expect(await news(['preview', 'public'], { environment })).toMatchObject({
    status: 1,
    out: 'The English version waits for nothing and needs no preview: https://news.example/en/news/public\n',
  })
})

test('links are revoked for all links made so far', async () => {
  const { news, dataDir } = await openDesk(files)
  const { out } = await news(['preview', 'draft', '--revoke'], { environment })
  expect(out).toBe('All preview links of draft made so far are void.\n')
  await news(['preview', 'public', '--revoke'], { environment, now: now + 31 * 86_400_000 })
  expect([...(await readRevocations(dataDir))]).toEqual([['public', now + 31 * 86_400_000]])
})

test('without a secret the command says how to turn previews on', async () => {
  const { news } = await openDesk(files)
  const call = await news(['preview', 'draft'])
  expect(call).toMatchObject({ status: 78, out: '' })
  expect(call.err).toContain('PREVIEW_SECRET is not set')
  expect(call.err).toContain('openssl rand -hex 32')
  expect(call.err).toContain('give these lines to whoever does')
  expect((await news(['preview', 'draft'], { language: 'zh' })).err).toContain('请把以上内容转给运维人员')
})
