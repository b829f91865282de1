import { expect, test } from 'vitest'
import {
  dayAfter,
  formatOffset,
  instantOf,
  isTimeZone,
  localDay,
  nextMidnight,
  rfc822,
  rfc3339,
  wallClockText,
} from '#lib/time-zone.ts'

test.each(['Asia/Shanghai', 'Europe/London', 'UTC'])('%s is a zone', (name) => {
  expect(isTimeZone(name)).toBe(true)
})

test.each(['UTC+8', 'GMT-3', '+08:00', 'Shandong', ''])('%j is no zone', (name) => {
  expect(isTimeZone(name)).toBe(false)
})

test.each([
  ['Asia/Shanghai', '2015-12-16 08:54:43', '2015-12-16T08:54:43+08:00', 'UTC+8'],
  ['Asia/Kathmandu', '2015-12-16 06:39:43', '2015-12-16T06:39:43+05:45', 'UTC+5:45'],
  ['America/St_Johns', '2015-12-15 21:24:43', '2015-12-15T21:24:43-03:30', 'UTC−3:30'],
  ['UTC', '2015-12-16 00:54:43', '2015-12-16T00:54:43+00:00', 'UTC'],
])('an instant is told in %s to the second, with the offset', (zone, wall, rfc, offset) => {
  const instant = Date.UTC(2015, 11, 16, 0, 54, 43)
  expect([wallClockText(instant, zone), rfc3339(instant, zone), formatOffset(instant, zone)]).toEqual([
    wall,
    rfc,
    offset,
  ])
})

test('dates of RSS have four-digit years and the offset of the zone, in English', () => {
  const instant = Date.UTC(2026, 1, 1)
  expect(rfc822(instant, 'Asia/Shanghai')).toBe('Sun, 01 Feb 2026 08:00:00 +0800')
  expect(rfc822(instant, 'America/New_York')).toBe('Sat, 31 Jan 2026 19:00:00 -0500')
})

test('a time that a change of clocks leaves out is the instant after the gap, and a day of 23 hours ends in time', () => {
  const gap = { year: 2026, month: 3, day: 29, hour: 1, minute: 30, second: 0 }
  expect(wallClockText(instantOf(gap, 'Europe/London'), 'Europe/London')).toBe('2026-03-29 02:30:00')
  const morning = Date.UTC(2026, 2, 29, 0, 0)
  expect(nextMidnight(morning, 'Europe/London') - morning).toBe(23 * 3_600_000)
  expect(localDay(nextMidnight(morning, 'Europe/London'), 'Europe/London')).toBe('2026-03-30')
})

test.each([
  ['America/New_York', '2026-11-01T05:30:00.000Z', { month: 11, day: 1, hour: 1, minute: 30 }],
  ['Europe/Berlin', '2026-10-25T00:30:00.000Z', { month: 10, day: 25, hour: 2, minute: 30 }],
  ['Australia/Lord_Howe', '2026-04-04T14:45:00.000Z', { month: 4, day: 5, hour: 1, minute: 45 }],
  ['Atlantic/Azores', '2026-10-25T00:00:00.000Z', { month: 10, day: 25, hour: 0, minute: 0 }],
])('a time that the clocks of %s show twice is the first of the two', (zone, first, wall) => {
  expect(new Date(instantOf({ year: 2026, second: 0, ...wall }, zone)).toISOString()).toBe(first)
})

test('a change of clocks in the evening of the day before in UTC is seen', () => {
  const wall = { year: 2021, month: 3, day: 27, hour: 23, minute: 30, second: 0 }
  expect(new Date(instantOf(wall, 'America/Nuuk')).toISOString()).toBe('2021-03-28T01:30:00.000Z')
})

test('where midnight comes twice the day begins with the first', () => {
  const evening = Date.parse('2026-10-24T20:00:00Z')
  expect(new Date(nextMidnight(evening, 'Atlantic/Azores')).toISOString()).toBe('2026-10-25T00:00:00.000Z')
})

test('days are counted over months, leap years and changes of clocks', () => {
  expect(dayAfter('2024-02-28', 2)).toBe('2024-03-01')
  expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31')
  expect(dayAfter('2026-03-28', 2)).toBe('2026-03-30')
})
