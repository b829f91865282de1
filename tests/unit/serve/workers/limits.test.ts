import { expect, test } from 'vitest'
import { createSharedLimits, LimitQuestions } from '#lib/serve/workers/limits.ts'
import type { ToSupervisor } from '#lib/serve/workers/messages.ts'

const when = { at: 0, day: '2026-03-01' }

/** Workers whose messages reach one supervisor, and what they sent. */
function connect(workers: number, perMinute: number) {
  const within = createSharedLimits({ perMinute, perDay: 1000, perReleasePerDay: 1000 }, () => 0)
  const sent: ToSupervisor[] = []
  const ask = Array.from({ length: workers }, () => {
    const questions: LimitQuestions = new LimitQuestions((message) => {
      sent.push(message)
      if (message.kind !== 'hits') throw new Error('only hits are asked about')
      questions.answered({ kind: 'limits', id: message.id, within: within(message.hits) })
    })
    return questions.isWithin
  })
  return { ask, sent }
}

test('several workers together give an address its limit and no more, each address its own', async () => {
  const { ask } = connect(3, 10)
  const hits = Array.from({ length: 30 }, (_, hit) => ask[hit % 3]?.('192.0.2.1', `release-${hit}`, when))
  const other = ask[0]?.('192.0.2.2', 'release-0', when)
  expect((await Promise.all(hits)).filter(Boolean)).toHaveLength(10)
  expect(await other).toBe(true)
})

test('hits that come together share a message, and each gets its own answer', async () => {
  const { ask, sent } = connect(1, 2)
  const answers = ['a', 'b', 'c'].map((slug) => ask[0]?.('192.0.2.1', slug, when))
  expect(await Promise.all(answers)).toEqual([true, true, false])
  expect(sent).toHaveLength(1)
  expect(await ask[0]?.('192.0.2.2', 'a', when)).toBe(true)
  expect(sent).toHaveLength(2)
})
