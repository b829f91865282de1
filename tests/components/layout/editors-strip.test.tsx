import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { EditorsStrip } from '#components/layout/EditorsStrip.tsx'

const strip = {
  summary: '2 errors in 2 of 3 releases.',
  here: ['content/news/2026/a/en.md:2:8  error  header/colon-in-value'],
  elsewhere: ['content/news/2026/b/en.md:1:1  error  file/empty'],
  more: 0,
  hidden: [{ file: 'news/2026/c/en.md', reason: 'draft: remove `draft: true` to publish it' }],
} as const

test('an editor reads the mistakes of the page first, then how many there are elsewhere, then what is not public and why', () => {
  render(<EditorsStrip locale="en" {...strip} />)
  const region = screen.getByRole('complementary', { name: 'For editors' })
  expect(region.textContent).toMatch(/2 errors.*On this page.*colon-in-value.*1 problem elsewhere.*file\/empty/s)
  const [elsewhere, hidden] = within(region).getAllByRole('group')
  expect(elsewhere?.hasAttribute('open')).toBe(false)
  expect(hidden?.textContent).toBe(
    '1 file is not public, and whynews/2026/c/en.md: draft: remove `draft: true` to publish it',
  )
})

test('where nothing is wrong the strip says only that', () => {
  render(
    <EditorsStrip locale="zh" summary="共 3 篇稿件，没有发现问题。" here={[]} elsewhere={[]} more={0} hidden={[]} />,
  )
  expect(screen.getByRole('complementary', { name: '编辑提示' }).textContent).toBe(
    '编辑提示 共 3 篇稿件，没有发现问题。',
  )
})

test('of very many mistakes the number is told and where to read them', () => {
  render(<EditorsStrip locale="zh" {...strip} here={[]} more={40} />)
  expect(screen.getByText('全部内容有 41 个问题')).toBeTruthy()
  expect(screen.getByText('另有 40 个：见 npm run news -- check')).toBeTruthy()
})
