import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Runs a tool of the project in its folder; what it said when it failed, else nothing. */
function complaintsOf(tool: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin', tool), args, { cwd: root }, (error, stdout, stderr) =>
      resolve(error === null ? '' : `${stdout}${stderr}` || error.message),
    )
  })
}

test('the type checker has nothing to say', { timeout: 120_000 }, async () => {
  expect(await complaintsOf('tsc', ['--pretty', 'false'])).toBe('')
})

test('formatter and linter have nothing to say', { timeout: 120_000 }, async () => {
  expect(await complaintsOf('biome', ['check', '--colors=off'])).toBe('')
})

test('no file, export or dependency is unused', { timeout: 120_000 }, async () => {
  expect(await complaintsOf('knip', ['--no-progress'])).toBe('')
})
