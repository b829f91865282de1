import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { DayChart } from '#components/browse/stats/DayChart.tsx'
import { FiguresTable } from '#components/browse/stats/FiguresTable.tsx'
import { at } from '#tests/support/content/releases.ts'

const days = [3, 0, 12].map((visits, index) => ({ at: at(`2026-11-${19 + index} 12:00:00`), visits }))

test('the chart is one picture with a name, a bar a day, none where nothing was counted', () => {
  const { container } = render(<DayChart locale="en" label="Visits by day" days={days} timeZone="Asia/Shanghai" />)
  expect(screen.getByRole('img', { name: 'Visits by day' })).toBeDefined()
  const heights = [...container.querySelectorAll('rect')].map((bar) => Number(bar.getAttribute('height')))
  expect(heights).toEqual([25, 0, 100])
  expect(screen.getByText('19 November 2026')).toBeDefined()
  expect(screen.getByText('Most on one day: 12')).toBeDefined()
})

test('the chart speaks Chinese', () => {
  render(<DayChart locale="zh" label="每日访问量" days={days} timeZone="Asia/Shanghai" />)
  expect(screen.getByText('2026年11月21日')).toBeDefined()
  expect(screen.getByText('单日最高：12')).toBeDefined()
})

test('days on which nobody came have no highest but zero', () => {
  const empty = days.map(({ at: instant }) => ({ at: instant, visits: 0 }))
  const { container } = render(<DayChart locale="en" label="Visits by day" days={empty} timeZone="Asia/Shanghai" />)
  expect([...container.querySelectorAll('rect')].map((bar) => bar.getAttribute('height'))).toEqual(['0', '0', '0'])
  expect(screen.getByText('Most on one day: 0')).toBeDefined()
})

test('a table has its caption, heads, and says so when it is empty', () => {
  const heads = ['Reason', 'Hits'] as const
  const rows = [{ key: 'bot', name: 'bot', count: 1284 }]
  const { rerender } = render(<FiguresTable locale="en" caption="Refused" heads={heads} rows={rows} empty="Nothing." />)
  const table = screen.getByRole('table', { name: 'Refused' })
  expect(within(table).getByRole('rowheader', { name: 'bot' })).toBeDefined()
  expect(within(table).getByRole('cell', { name: '1,284' })).toBeDefined()
  rerender(<FiguresTable locale="en" caption="Refused" heads={heads} rows={[]} empty="Nothing." />)
  expect(screen.getByRole('cell', { name: 'Nothing.' })).toBeDefined()
})
