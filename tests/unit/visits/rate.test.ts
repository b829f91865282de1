import { expect, test } from 'vitest'
import { createRateLimiter } from '#lib/visits/rate.ts'

const noon = Date.UTC(2026, 2, 1, 4)
const day = '2026-03-01'
const limits = { perMinute: 3, perDay: 5, perReleasePerDay: 2 }

test('an address may send so many hits a minute, and again in the next', () => {
  const isWithin = createRateLimiter({ ...limits, perDay: 100, perReleasePerDay: 100 })
  const answers = Array.from({ length: 5 }, (_, index) => isWithin('192.0.2.1', 'a', { at: noon + index, day }))
  expect(answers).toEqual([true, true, true, false, false])
  expect(isWithin('192.0.2.1', 'a', { at: noon + 60_000, day })).toBe(true)
  expect(isWithin('192.0.2.2', 'a', { at: noon, day })).toBe(true)
})

test('a minute is one of the clock, from its first second to its last', () => {
  const isWithin = createRateLimiter({ ...limits, perMinute: 1 })
  const send = (ms: number) => isWithin('192.0.2.1', 'a', { at: noon + ms, day })
  expect([send(29_000), send(31_000), send(59_999), send(60_000)]).toEqual([true, false, false, true])
})

test('an address may send so many hits a day, and again the next day', () => {
  const isWithin = createRateLimiter({ ...limits, perReleasePerDay: 100 })
  const send = (minute: number, on = day) => isWithin('192.0.2.1', 'a', { at: noon + minute * 60_000, day: on })
  expect([0, 1, 2, 3, 4, 5, 6].map((minute) => send(minute))).toEqual([true, true, true, true, true, false, false])
  expect(send(7, '2026-03-02')).toBe(true)
})

test('an address may send so many hits for one release a day, and more for others', () => {
  const isWithin = createRateLimiter(limits)
  const send = (slug: string, minute: number, on = day) =>
    isWithin('192.0.2.1', slug, { at: noon + minute * 60_000, day: on })
  expect([send('a', 0), send('a', 1), send('a', 2)]).toEqual([true, true, false])
  expect(send('b', 3)).toBe(true)
  expect(send('a', 4, '2026-03-02')).toBe(true)
})

test('hits beyond a limit do not use up the day', () => {
  const isWithin = createRateLimiter({ perMinute: 1, perDay: 2, perReleasePerDay: 100 })
  const send = (minute: number) => isWithin('192.0.2.1', 'a', { at: noon + minute * 60_000, day })
  expect([send(0), send(0), send(0), send(1), send(2)]).toEqual([true, false, false, true, false])
})

test('the memory of addresses is bounded: the longest unseen is forgotten', () => {
  const isWithin = createRateLimiter({ perMinute: 1, perDay: 9, perReleasePerDay: 9 }, { addresses: 2, pairs: 2 })
  const send = (network: string) => isWithin(network, 'a', { at: noon, day })
  expect([send('1'), send('2'), send('1'), send('3'), send('2')]).toEqual([true, true, false, true, true])
})
