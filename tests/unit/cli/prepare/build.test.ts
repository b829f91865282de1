import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isBuildStale, sourcesDigest } from '../../../../lib/cli/prepare/build.mjs'

let root = ''
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'))
  write('app/[locale]/page.tsx', 'page')
  write('lib/urls.ts', 'urls')
  write('package.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

const markBuilt = () => {
  write('.next/BUILD_ID', 'x')
  write('.next/sources-digest', `${sourcesDigest(root)}\n`)
}

test('pages that were never built, or not to the end, are stale', () => {
  expect(isBuildStale(root)).toBe(true)
  write('.next/BUILD_ID', 'x')
  expect(isBuildStale(root)).toBe(true)
  markBuilt()
  expect(isBuildStale(root)).toBe(false)
})

test.each(['app/[locale]/page.tsx', 'components/ui/New.tsx', 'package.json', 'next.config.ts'])(
  'a change of %s makes the pages stale',
  (path) => {
    markBuilt()
    write(path, 'changed')
    expect(isBuildStale(root)).toBe(true)
  },
)

test('a renamed file makes the pages stale', () => {
  markBuilt()
  rmSync(join(root, 'lib/urls.ts'))
  write('lib/addresses.ts', 'urls')
  expect(isBuildStale(root)).toBe(true)
})

test.each(['content/news/2026/a/en.md', 'lib/serve/headers.ts', 'lib/cli/main.ts', 'public/enhance.js', 'README.md'])(
  'a change of %s leaves the pages as they are',
  (path) => {
    markBuilt()
    write(path, 'changed')
    expect(isBuildStale(root)).toBe(false)
  },
)
