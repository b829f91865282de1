import { expect, test } from 'vitest'
import { isInstallStale } from '../../../../lib/cli/prepare/install.mjs'

const lock = (packages: Parameters<typeof isInstallStale>[0]['packages']) => ({ packages })
const wanted = lock({
  '': {},
  'node_modules/next': { version: '16.4.6' },
  'node_modules/vitest': { version: '4.1.12', dev: true },
  'node_modules/@esbuild/aix-ppc64': { version: '0.25.0', optional: true },
})

test('nothing installed is stale', () => {
  expect(isInstallStale(wanted, undefined, true)).toBe(true)
})

test('packages of other platforms may be missing', () => {
  const installed = lock({ 'node_modules/next': { version: '16.4.6' }, 'node_modules/vitest': { version: '4.1.12' } })
  expect(isInstallStale(wanted, installed, false)).toBe(false)
})

test('another version, or a package that is missing, is stale', () => {
  const vitest = { 'node_modules/vitest': { version: '4.1.12' } }
  expect(isInstallStale(wanted, lock({ ...vitest, 'node_modules/next': { version: '16.4.5' } }), false)).toBe(true)
  expect(isInstallStale(wanted, lock(vitest), false)).toBe(true)
})

test('a site in production does without what only development needs', () => {
  const installed = lock({ 'node_modules/next': { version: '16.4.6' } })
  expect(isInstallStale(wanted, installed, true)).toBe(false)
  expect(isInstallStale(wanted, installed, false)).toBe(true)
})
