import { expect, test } from 'vitest'
import { StoreError } from '#lib/errors.ts'
import { groupCommit } from '#lib/visits/store/group-commit.ts'
import type { HitResult, VisitHit } from '#lib/visits/store/store.ts'
import { newHit } from '#tests/support/visits/store-contract.ts'

const counted = (batch: readonly VisitHit[]) =>
  batch.map((): HitResult => ({ outcome: 'counted', today: 1, total: batch.length }))

test('hits of one turn share one commit, those that arrive during it share the next', async () => {
  const sizes: number[] = []
  const later: Promise<HitResult>[] = []
  const hit = groupCommit(async (batch) => {
    sizes.push(batch.length)
    if (sizes.length === 1) later.push(hit(newHit()), hit(newHit()))
    return counted(batch)
  })
  await Promise.all(Array.from({ length: 5 }, () => hit(newHit())))
  await Promise.all(later)
  expect(sizes).toEqual([5, 2])
})

test('no hit is answered before its commit', async () => {
  let commit = () => {}
  const hit = groupCommit(
    (batch) =>
      new Promise((resolve) => {
        commit = () => resolve(counted(batch))
      }),
  )
  let answered = false
  const answer = hit(newHit()).then(() => {
    answered = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  expect(answered).toBe(false)
  commit()
  await answer
})

test('a failed commit rejects each of its hits, and the next commit goes on', async () => {
  const fault = new StoreError('visits/test', 'No.', 'Wait.')
  let failing = true
  const hit = groupCommit(async (batch) => {
    if (failing) throw fault
    return counted(batch)
  })
  const outcomes = await Promise.allSettled([hit(newHit()), hit(newHit())])
  expect(outcomes).toEqual([
    { status: 'rejected', reason: fault },
    { status: 'rejected', reason: fault },
  ])
  failing = false
  expect((await hit(newHit())).outcome).toBe('counted')
})

test('a commit takes at most so many hits', async () => {
  const sizes: number[] = []
  const hit = groupCommit(async (batch) => {
    sizes.push(batch.length)
    return counted(batch)
  }, 3)
  await Promise.all(Array.from({ length: 7 }, () => hit(newHit())))
  expect(sizes).toEqual([3, 3, 1])
})
