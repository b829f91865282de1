import { expect, test } from 'vitest'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import { createTally } from '#lib/visits/tally.ts'

test('a hit that is refused while refusals are being written is written the next time', async () => {
  const day = '2026-03-01'
  const store = openMemoryStore()
  const tally = createTally()
  tally.add('bot', day)
  await tally.flush({
    ...store,
    async refuse(reason, on, hits) {
      tally.add('bot', day)
      await store.refuse(reason, on, hits)
    },
  })
  await tally.flush(store)
  await tally.flush(store)
  expect(await store.refusals(day, day)).toEqual(new Map([['bot', 2]]))
})
