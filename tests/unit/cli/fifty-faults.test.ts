import { readdirSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { checkFixture, fixtures } from '#tests/support/content/headers.ts'
import { openDesk } from '#tests/support/editors-desk.ts'

/** Broken fixtures of which no two begin with the same mistake. */
function differentFaults(): readonly (readonly [name: string, code: string])[] {
  const names = readdirSync(join(fixtures, 'header')).filter((name) => name.endsWith('.md'))
  const byCode = new Map<string, string>()
  for (const name of names.map((file) => file.slice(0, -'.md'.length))) {
    const [first] = checkFixture(name).problems.filter(({ severity }) => severity === 'error')
    if (first !== undefined && !byCode.has(first.code)) byCode.set(first.code, name)
  }
  return [...byCode].map(([code, name]) => [name, code])
}

test('fifty different faults are told in one run, each in its file, and the other releases are none the worse', async () => {
  const faults = differentFaults()
  expect(faults.length).toBeGreaterThanOrEqual(50)
  const { news, folder } = await openDesk({
    'news/2015/first/en.md': releaseText('First', '', 'The plant opened on Monday.'),
    'news/2015/last/en.md': releaseText('Last', '', 'The harbour was closed for a week.'),
  })
  for (const [name] of faults) {
    await mkdir(join(folder.dir, 'news/2026', name), { recursive: true })
    await copyFile(join(fixtures, 'header', `${name}.md`), join(folder.dir, 'news/2026', name, 'en.md'))
  }
  const { out, status } = await news(['check', '--format', 'json'])
  expect(status).toBe(1)
  const report = JSON.parse(out) as { problems: { file: string; code: string }[]; releases: unknown }
  const told = new Set(report.problems.map(({ file, code }) => `${file} ${code}`))
  expect(faults.filter(([name, code]) => !told.has(`content/news/2026/${name}/en.md ${code}`))).toEqual([])
  expect(report.problems.filter(({ file }) => file.includes('/2015/'))).toEqual([])
  expect(report.releases).toEqual({ total: faults.length + 2, broken: faults.length })
  expect((await news(['check'])).out).toMatch(/The other 2 are unaffected and still online\.\n$/)
  expect((await news(['check'], { language: 'zh' })).out).toMatch(/其余 2 篇不受影响，仍然在线。\n$/)
})

test('mistakes in the files of the site hide none of the releases', async () => {
  const { news, folder } = await openDesk({
    'news/2015/first/en.md': releaseText('First', 'category: polici\ncatgory: x\n', 'The [plan](plan.pdf).'),
    'news/2015/last/en.md': releaseText('Last'),
  })
  await folder.write(
    'site.yaml',
    'name: { en: News }\ntagline: { en: N, zh: 新 }\ntimeZone: Asia/Tokyo\npageSize: many\n',
  )
  const told = async () => {
    const { out } = await news(['check', '--format', 'json'])
    const { problems, releases } = JSON.parse(out) as { problems: { file: string; code: string }[]; releases: unknown }
    return { codes: problems.map(({ code }) => code), releases }
  }
  const all = [
    'header/unknown-category',
    'header/unknown-field',
    'body/link-file-missing',
    'header/missing-field',
    'header/not-a-number',
  ]
  const first = await told()
  expect(first.codes.sort()).toEqual(all.sort())
  expect(first.releases).toEqual({ total: 2, broken: 1 })
  await folder.write('categories.yaml', 'policy: { en: Policy, zh: 政策 }\nindustry: { en: Industry }\n')
  expect((await told()).codes).toContain('header/unknown-category')
  await folder.write('categories.yaml', '')
  expect((await told()).codes).not.toContain('header/unknown-category')
})
