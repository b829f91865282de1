import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { finish, finishInTurns, type Steps } from '#lib/content/change/steps.ts'

/** Work of so many parts of a millisecond each. */
function* counting(parts: number): Steps<number> {
  for (let part = 0; part < parts; part += 1) {
    for (const began = performance.now(); performance.now() - began < 1; );
    yield
  }
  return parts
}

test('work in parts gives the same at once and in turns', async () => {
  expect(finish(counting(20))).toBe(20)
  expect(await finishInTurns(counting(20))).toBe(20)
})

test('others have their turn while work is done in turns', async () => {
  let turns = 0
  let isDone = false
  const others = (async () => {
    for (; !isDone; turns += 1) await turn()
  })()
  await finishInTurns(counting(60))
  isDone = true
  await others
  expect(turns).toBeGreaterThan(5)
})

test('a fault of a part is a fault of the work', async () => {
  const failing = function* (): Steps<void> {
    yield
    throw new Error('No more.')
  }
  expect(() => finish(failing())).toThrow('No more.')
  await expect(finishInTurns(failing())).rejects.toThrow('No more.')
})
