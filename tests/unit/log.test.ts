import { expect, test } from 'vitest'
import { createLog, logLevels } from '#lib/log.ts'

test('an event is one line of JSON with its time, level and fields, whatever is in them', () => {
  const lines: string[] = []
  const log = createLog(
    'info',
    (line) => lines.push(line),
    () => Date.UTC(2026, 0, 2, 3, 4, 5),
  )
  log.warn('content.fault', { message: 'two\nlines' })
  expect(lines).toEqual([
    '{"time":"2026-01-02T03:04:05.000Z","level":"warn","event":"content.fault","message":"two\\nlines"}\n',
  ])
})

test.each(logLevels)('with LOG_LEVEL=%s what weighs less is not written', (level) => {
  const written: unknown[] = []
  const log = createLog(level, (line) => written.push((JSON.parse(line) as { level: string }).level))
  for (const each of logLevels) log[each]('event')
  expect(written).toEqual(logLevels.slice(logLevels.indexOf(level)))
})
