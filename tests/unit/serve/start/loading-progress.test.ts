import { expect, test } from 'vitest'
import { silentLog } from '#lib/log.ts'
import { createLoadingProgress } from '#lib/serve/start/loading-progress.ts'

function load(isTTY: boolean, milliseconds: number) {
  const written: string[] = []
  const logged: unknown[] = []
  let now = 0
  const log = { ...silentLog, info: (...line: unknown[]) => logged.push(line) }
  const progress = createLoadingProgress(log, { isTTY, write: (text) => written.push(text) }, () => now)
  for (now = 0; now <= milliseconds; now += 50) progress.tell(now, milliseconds)
  progress.end()
  return { written, logged }
}

test('a long reading rewrites one line on a terminal and takes it away at the end', () => {
  const { written } = load(true, 1000)
  expect(written.every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true)
  expect(written.at(-2)).toContain('Reading the content: 1000 of 1000 folders (100 %)')
  expect(written.at(-1)).toBe('\r\u001b[K')
})

test('where nobody looks nothing is written but a few lines in the log', () => {
  const { written, logged } = load(false, 12_000)
  expect(written).toEqual([])
  expect(logged).toEqual([
    ['content.loading', { read: 5000, found: 12_000 }],
    ['content.loading', { read: 10_000, found: 12_000 }],
  ])
})

test('a short reading is not spoken of', () => {
  expect(load(true, 50)).toEqual({ written: [], logged: [] })
})
