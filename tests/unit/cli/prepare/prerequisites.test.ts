import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'
import { findChromium } from '../../../../lib/cli/prepare/chromium.mjs'
import { locked } from '../../../../lib/cli/prepare/lock.mjs'
import { nodeVersionFault } from '../../../../lib/cli/prepare/node-version.mjs'

test.each(['v20.19.0', 'v20.20.1', 'v22.0.0', 'v24.1.0'])('%s runs the site', (version) => {
  expect(nodeVersionFault(version)).toBeUndefined()
})

test.each(['v18.20.4', 'v20.18.3', 'v16.0.0'])('%s is told which version it should be', (version) => {
  expect(nodeVersionFault(version)).toContain(`This is Node ${version}; the site needs Node 20.19 or newer.`)
})

const program = (folder: string, name: string) => {
  const file = join(folder, name)
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

test('the browser that is named goes before the one on the path', async () => {
  const folder = await makeTemporaryFolder()
  const onPath = program(folder, 'chromium')
  const named = program(folder, 'my-browser')
  expect(findChromium(folder, { PATH: folder })).toBe(onPath)
  expect(findChromium(folder, { PATH: folder, PLAYWRIGHT_CHROMIUM: named })).toBe(named)
})

test('a named browser that is not there is a clear fault', async () => {
  const folder = await makeTemporaryFolder()
  expect(() => findChromium(folder, { PATH: folder, PLAYWRIGHT_CHROMIUM: '/nowhere/chrome' })).toThrow(
    'PLAYWRIGHT_CHROMIUM is "/nowhere/chrome", which is not a program',
  )
})

test('two commands never prepare one folder at once', async () => {
  const folder = await makeTemporaryFolder()
  const events: string[] = []
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      events.push(`${name} begins`)
      setImmediate(() => {
        events.push(`${name} ends`)
        resolve()
      })
    })
  await Promise.all([locked(folder, work('one')), locked(folder, work('two'))])
  expect(events).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})
