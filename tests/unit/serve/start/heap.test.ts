import { expect, test } from 'vitest'
import { keepHeapSmall, letHeapDouble } from '#lib/serve/start/heap.ts'
import { until } from '#tests/support/until.ts'

test('what the start has left behind is collected when it is over, and nobody else can collect', async () => {
  letHeapDouble()
  const left = new WeakRef({ of: 'the start' })
  keepHeapSmall(0)
  await until('it is collected', async () => (left.deref() === undefined ? true : undefined), 5000)
  expect(globalThis).not.toHaveProperty('gc')
})
