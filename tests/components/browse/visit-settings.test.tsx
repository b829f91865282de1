import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { VisitSettings } from '#components/browse/VisitSettings.tsx'

afterEach(cleanup)

const limits = { perMinute: 120, perDay: 5000, perReleasePerDay: 500 }
const shown = () => screen.getAllByRole('definition').map(({ textContent }) => textContent)

test('readers are told the window, the time zone and the limits that the site really has', () => {
  render(<VisitSettings locale="en" timeZone="America/New_York" windowSeconds={1800} limits={limits} />)
  expect(shown()).toEqual([
    'counts at most once in 30 minutes',
    'at 00:00, Eastern Time (America/New_York)',
    'counts at most 120 times a minute and 5,000 times a day, for one release 500 times a day',
  ])
})

test('in Chinese too', () => {
  render(<VisitSettings locale="zh" timeZone="Asia/Shanghai" windowSeconds={60} limits={limits} />)
  expect(shown()).toEqual([
    '1分钟内最多计一次',
    '中国标准时间（Asia/Shanghai） 0点',
    '每分钟最多计120次，每天最多计5,000次；同一稿件每天最多计500次',
  ])
})

test.each([
  [30, 'counts at most once in 30 seconds'],
  [90, 'counts at most once in 90 seconds'],
  [0, 'every showing counts'],
])('a window of %i seconds is told as it is', (windowSeconds, words) => {
  render(<VisitSettings locale="en" timeZone="UTC" windowSeconds={windowSeconds} limits={limits} />)
  expect(shown()[0]).toBe(words)
})
