import { expect, test } from 'vitest'
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatFigures,
  formatFileSize,
  formatList,
  formatMonth,
  formatMonthName,
  formatNumber,
} from '#lib/i18n/format.ts'
import { at } from '#tests/support/content/releases.ts'

const shanghai = 'Asia/Shanghai'

test('a date follows the language', () => {
  const date = at('2015-12-16 08:54:43')
  expect(formatDate(date, shanghai, 'en')).toBe('16 December 2015')
  expect(formatDate(date, shanghai, 'zh')).toBe('2015年12月16日')
  expect(formatDate(at('2026-02-01'), shanghai, 'zh')).toBe('2026年2月1日')
})

test('a date is that of the zone, at both sides of its midnight', () => {
  const lastSecond = at('2026-11-21 23:59:59')
  expect(formatDate(lastSecond, shanghai, 'en')).toBe('21 November 2026')
  expect(formatDate(lastSecond + 1000, shanghai, 'en')).toBe('22 November 2026')
  expect(formatDate(lastSecond + 1000, 'America/New_York', 'en')).toBe('21 November 2026')
})

test('a time names its offset, which changes with summer time', () => {
  expect(formatDateTime(at('2015-12-16 08:54:43'), shanghai, 'en')).toBe('16 December 2015, 08:54 (UTC+8)')
  expect(formatDateTime(at('2015-12-16 08:54:43'), shanghai, 'zh')).toBe('2015年12月16日 08:54（UTC+8）')
  expect(formatDateTime(Date.UTC(2026, 0, 15, 17), 'America/New_York', 'en')).toBe('15 January 2026, 12:00 (UTC−5)')
  expect(formatDateTime(Date.UTC(2026, 6, 15, 16), 'America/New_York', 'en')).toBe('15 July 2026, 12:00 (UTC−4)')
})

test('months have long names, and short ones of three letters', () => {
  expect(formatMonth(2015, 12, 'en')).toBe('December 2015')
  expect(formatMonth(2015, 12, 'zh')).toBe('2015年12月')
  expect(formatMonthName(9, 'en')).toBe('September')
  expect(formatMonthName(9, 'en', 'short')).toBe('Sep')
  expect(formatMonthName(9, 'zh', 'short')).toBe('9月')
})

test('figures are whole, with thousands set apart', () => {
  expect(formatNumber(1284, 'en')).toBe('1,284')
  expect(formatNumber(1284, 'zh')).toBe('1,284')
  expect(formatFigures({ today: 0, total: 111 }, 'en')).toBe('0/111')
  expect(formatFigures({ today: 1284, total: 1_000_000 }, 'zh')).toBe('1,284/1,000,000')
  expect(formatFigures({ today: null, total: 111 }, 'en')).toBe('–/111')
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 KB'],
  [84_321, '84 KB'],
  [999_499, '999 KB'],
  [999_500, '1 MB'],
  [4_120_000, '4.1 MB'],
  [12_600_000, '13 MB'],
  [2_000_000_000, '2 GB'],
])('a file of %i bytes is %s', (bytes, words) => {
  expect(formatFileSize(bytes, 'en')).toBe(words)
  expect(formatFileSize(bytes, 'zh')).toBe(words)
})

test.each([
  [1000, '1 second', '1秒钟'],
  [45_000, '45 seconds', '45秒钟'],
  [60_000, '1 minute', '1分钟'],
  [119_000, '1 minute', '1分钟'],
  [2 * 3_600_000, '2 hours', '2小时'],
  [11 * 86_400_000, '11 days', '11天'],
])('%i milliseconds are %s', (milliseconds, english, chinese) => {
  expect(formatDuration(milliseconds, 'en')).toBe(english)
  expect(formatDuration(milliseconds, 'zh')).toBe(chinese)
})

test('a list reads as part of a sentence', () => {
  expect(formatList(['RSS', 'Atom', 'JSON'], 'en')).toBe('RSS, Atom and JSON')
  expect(formatList(['RSS', 'Atom', 'JSON'], 'zh')).toBe('RSS、Atom和JSON')
})
