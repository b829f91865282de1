import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { printElsewhere } from '#lib/serve/start/standard-output.ts'

test('what others print does not come between the lines of the log', () => {
  const before = globalThis.console
  const elsewhere = new PassThrough()
  try {
    printElsewhere(elsewhere)
    console.log('from the framework')
    console.info('too')
  } finally {
    globalThis.console = before
  }
  expect(elsewhere.read().toString()).toBe('from the framework\ntoo\n')
})
