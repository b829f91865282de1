import { expect, test } from 'vitest'
import { Heartbeat } from '#lib/serve/workers/heartbeat.ts'

function member() {
  let asked = 0
  return { ask: () => (asked += 1), asked: () => asked }
}

test('who has been silent for five questions hangs; one word is enough not to', () => {
  const [silent, late, lively] = [member(), member(), member()]
  const heartbeat = new Heartbeat<{ ask(): void }>()
  const beats = Array.from({ length: 12 }, (_, beat) => {
    const hanging = heartbeat.beat([silent, late, lively])
    heartbeat.heard(lively)
    if (beat === 4) heartbeat.heard(late)
    return hanging
  })
  expect(beats.findIndex((hanging) => hanging.includes(silent))).toBe(5)
  expect(beats.findIndex((hanging) => hanging.includes(late))).toBe(10)
  expect(beats.flat()).not.toContain(lively)
  expect([silent.asked(), lively.asked()]).toEqual([5, 12])
})

test('who is not watched for a while begins anew', () => {
  const one = member()
  const heartbeat = new Heartbeat<{ ask(): void }>()
  for (let beat = 0; beat < 5; beat += 1) heartbeat.beat([one])
  heartbeat.beat([])
  expect(heartbeat.beat([one])).toEqual([])
})
