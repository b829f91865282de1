import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStaticFiles } from '#lib/serve/files/static-files.ts'

/** The style sheet of a build that left these, by their names. */
async function joined(sheets: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'static-files-'))
  const folder = join(root, '.next/static/chunks')
  await mkdir(join(root, 'public'))
  await mkdir(folder, { recursive: true })
  for (const [name, css] of Object.entries(sheets)) await writeFile(join(folder, name), css)
  const { pageAssets, find } = await openStaticFiles(root, {})
  await rm(root, { recursive: true })
  return find(pageAssets.styleSheet)?.page.body.toString() ?? ''
}

test('the style sheet says the order of the layers once, before any rule, and keeps every rule', async () => {
  const late = '@layer components{b{color:red}}\n@layer states,print;'
  const first = '@layer reset,base;@layer components{a{color:red}}@layer states;@layer print{a{color:red}}\n'
  expect(await joined({ 'a.css': late, 'b.css': first })).toBe(
    '@layer reset,base,components,states,print;@layer components{a{color:red}}@layer print{a{color:red}}\n\n@layer components{b{color:red}}\n',
  )
})

test('a style sheet without layers stays as it is', async () => {
  expect(await joined({ 'a.css': 'a{color:red}' })).toBe('a{color:red}')
})
