import { expect, test } from 'vitest'
import { gapFault, parseWrittenTime, writtenInstant } from '#lib/content/header/dates.ts'
import { ValueFault } from '#lib/content/header/value-fault.ts'

function instant(text: string, timeZone = 'Asia/Shanghai'): string {
  const written = parseWrittenTime(text)
  if (written instanceof ValueFault) throw new Error(written.code)
  return new Date(writtenInstant(written, timeZone)).toISOString()
}

function fault(text: string): ValueFault {
  const written = parseWrittenTime(text)
  if (!(written instanceof ValueFault)) throw new Error(`${text} was taken for a time`)
  return written
}

const accepted: readonly (readonly [string, string, string?])[] = [
  ['2015-12-16 08:54:43', '2015-12-16T00:54:43.000Z'],
  ['2015-12-16 08:54', '2015-12-16T00:54:00.000Z'],
  ['2015-12-16', '2015-12-15T16:00:00.000Z'],
  ['2015-12-16T08:54:43', '2015-12-16T00:54:43.000Z'],
  ['2015-12-16T08:54:43+08:00', '2015-12-16T00:54:43.000Z', 'America/New_York'],
  ['2015-12-16 08:54:43-03:30', '2015-12-16T12:24:43.000Z'],
  ['2015-12-16T08:54:43Z', '2015-12-16T08:54:43.000Z'],
  ['2024-02-29', '2024-02-28T16:00:00.000Z'],
  ['2026-07-01 12:00', '2026-07-01T16:00:00.000Z', 'America/New_York'],
  ['1999-12-31 23:59:59', '1999-12-31T23:59:59.000Z', 'UTC'],
  ['2026-01-01 12:00+14:00', '2025-12-31T22:00:00.000Z'],
  ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z', 'Europe/Berlin'],
]
for (const [text, expected, zone] of accepted) {
  test(`${text} in ${zone ?? 'Asia/Shanghai'} is ${expected}`, () => {
    expect(instant(text, zone)).toBe(expected)
  })
}

const impossible: readonly (readonly [string, string])[] = [
  ['2026-02-30', 'header/no-such-day'],
  ['2025-02-29', 'header/no-such-day'],
  ['1900-02-29', 'header/no-such-day'],
  ['2026-04-31 10:00', 'header/no-such-day'],
  ['2026-00-10', 'header/no-such-day'],
  ['2026-01-00', 'header/no-such-day'],
  ['2025-13-45', 'header/no-such-day'],
  ['2026-01-01 24:00', 'header/no-such-time'],
  ['2026-01-01 12:60', 'header/no-such-time'],
  ['2016-12-31 23:59:60', 'header/no-such-time'],
  ['2026-01-01 12:00+15:00', 'header/no-such-time'],
  ['2026-01-01 12:00+08:60', 'header/no-such-time'],
]
for (const [text, code] of impossible) {
  test(`${text} is no time: ${code}`, () => {
    expect(fault(text).code).toBe(code)
  })
}

const offered: readonly (readonly [string, string])[] = [
  ['2026年11月21日', '2026-11-21'],
  ['2026年1月5日', '2026-01-05'],
  ['2026年11月21日 9时30分', '2026-11-21 09:30'],
  ['2026年11月21日 下午3点', '2026-11-21 15:00'],
  ['2026年11月21日 下午12点30分', '2026-11-21 12:30'],
  ['2026年11月21日 晚上8点', '2026-11-21 20:00'],
  ['２０２６－１１－２１', '2026-11-21'],
  ['2026/11/21', '2026-11-21'],
  ['2026.11.21', '2026-11-21'],
  ['20261121', '2026-11-21'],
  ['2026-1-5', '2026-01-05'],
  ['2026-11-21 9:30', '2026-11-21 09:30'],
  ['2026-11-21 09：30', '2026-11-21 09:30'],
  ['2026-11-21 9:30 pm', '2026-11-21 21:30'],
  ['21/11/2026 9.30am', '2026-11-21 09:30'],
  ['2026-11-21 12:05 AM', '2026-11-21 00:05'],
  ['2026-11-21 12:05 pm', '2026-11-21 12:05'],
  ['2026-11-21 13:05 am', '2026-11-21 13:05'],
  ['2026-11-21T09:30:00.123Z', '2026-11-21 09:30:00Z'],
  ['2026-11-21 09:30:00 +0800', '2026-11-21 09:30:00+08:00'],
  ['21/11/2026', '2026-11-21'],
  ['11/21/2026', '2026-11-21'],
  ['21 November 2026', '2026-11-21'],
  ['Nov. 21st, 2026', '2026-11-21'],
  ['03/03/2026', '2026-03-03'],
]
for (const [text, iso] of offered) {
  test(`${text} is refused, and ${iso} offered`, () => {
    expect(fault(text)).toMatchObject({ code: 'header/date-form', replacement: iso })
    expect(parseWrittenTime(iso)).not.toBeInstanceOf(ValueFault)
  })
}

test('a date with two readings offers both, and neither as a cure', () => {
  expect(fault('03/04/2026')).toMatchObject({
    values: { first: '2026-04-03', second: '2026-03-04' },
    replacement: undefined,
  })
})

for (const text of [
  'tomorrow',
  '2026',
  '2026-11',
  '30/02/2026',
  '0026-11-21',
  '20026-11-21',
  '2026-11-21 soon',
  '2026年11月21日 晚上12点',
  `2026-11-21${' '.repeat(60)}9:30`,
  `${'1'.repeat(9999)}-1-1`,
]) {
  test(`${text.slice(0, 30)} is refused without a guess`, () => {
    expect(fault(text)).toMatchObject({
      code: 'header/date-form',
      values: { first: '', second: '' },
      replacement: undefined,
    })
  })
}

test('a day written before its month is offered the other way round where the month has that day', () => {
  expect(fault('2025-13-02').values).toMatchObject({ swapped: '2025-02-13' })
  expect(fault('2025-31-02').values).toMatchObject({ swapped: '' })
})

test.each([
  ['2026-10-04 02:15', 'Australia/Lord_Howe', '02:45'],
  ['2026-04-24 00:30', 'Africa/Cairo', '01:30'],
])('%s, which the clocks of %s skipped, would be %s', (text, zone, next) => {
  const skipped = parseWrittenTime(text)
  if (skipped instanceof ValueFault) throw new Error('not read')
  expect(gapFault(skipped, zone)?.values).toMatchObject({ next })
})

test('a time that the clocks of the zone skipped is a fault; with an offset, or as a mere day, it is none', () => {
  const skipped = parseWrittenTime('2026-03-08 02:30')
  if (skipped instanceof ValueFault) throw new Error('not read')
  expect(gapFault(skipped, 'America/New_York')?.values).toEqual({
    time: '02:30',
    timeZone: 'America/New_York',
    next: '03:30',
  })
  expect(gapFault(skipped, 'Asia/Shanghai')).toBeUndefined()
  const withOffset = parseWrittenTime('2026-03-08 02:30-05:00')
  const day = parseWrittenTime('1940-06-01')
  if (withOffset instanceof ValueFault || day instanceof ValueFault) throw new Error('not read')
  expect(gapFault(withOffset, 'America/New_York')).toBeUndefined()
  expect(gapFault(day, 'Asia/Shanghai')).toBeUndefined()
})
