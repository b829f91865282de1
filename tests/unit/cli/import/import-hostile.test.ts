import { execFile } from 'node:child_process'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openDesk } from '#tests/support/editors-desk.ts'

const repeated = (text: string, times = 100_000) => text.repeat(times)

test.each([
  ['100,000 nested tags', `<html><body>${repeated('<div>')}Text.`],
  ['100,000 nested bold tags', `<html><body>${repeated('<b>')}Text.`],
  ['100,000 nested tables', `<html><body>${repeated('<table><tr><td>')}Text.`],
  ['2,000 nested lists', `<html><body>${repeated('<ul><li>', 2_000)}Text.`],
])('a page of %s is refused with a message', async (_name, html) => {
  const { news, folder } = await openDesk()
  const path = join(folder.dir, '..', 'page.html')
  await writeFile(path, html)
  const { status, out } = await news(['import', path])
  expect(status).toBe(1)
  expect(out).toContain('nested thousands deep')
})

test('a page of 100,000 lines is refused, one of unclosed paragraphs and cells is read', async () => {
  const { news, folder } = await openDesk()
  const long = join(folder.dir, '..', 'long.html')
  await writeFile(long, `<html><body>${repeated('<p>A line of words.</p>')}`)
  expect((await news(['import', long])).out).toContain('more than 10,000 lines')
  const old = join(folder.dir, '..', 'old.html')
  await writeFile(
    old,
    `<html><body><h1>Figures of the year</h1>${repeated('<p>A line of words that is a sentence.', 600)}`,
  )
  expect((await news(['import', old, '--dry-run'])).out).toContain('Would import 1 release')
})

test('a file of 50 MB, and a pipe, are refused before they are read', async () => {
  const { news, folder } = await openDesk()
  for (const [name, message] of [
    ['page.html', 'larger than 20 MB'],
    ['page.docx', 'larger than 100 MB'],
  ] as const) {
    const path = join(folder.dir, '..', name)
    await writeFile(path, '')
    await truncate(path, name.endsWith('.docx') ? 101_000_000 : 50_000_000)
    expect((await news(['import', path])).out).toContain(message)
  }
  expect((await news(['import', join(folder.dir, '..')])).out).toContain('larger than 20 MB')
  const pipe = join(folder.dir, '..', 'pipe.html')
  await promisify(execFile)('mkfifo', [pipe])
  expect(await news(['import', pipe])).toMatchObject({ status: 1 })
})
