import { test } from 'vitest'

/**
 * `test` for what needs a program that not every machine has: a visible skip where it is missing, and run all the same, so
 * that it fails, when `CI` is true, since `.ci/run` installs it.
 */
export function testWith(isInstalled: boolean): typeof test | typeof test.skip {
  return isInstalled || process.env['CI'] === 'true' ? test : test.skip
}
