import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Gone } from '#components/news/Gone.tsx'
import { Notice } from '#components/news/Notice.tsx'
import { at, release, site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

test('a release published in error gives date and reason and does not repeat its headline', () => {
  const withdrawn = { date: at('2026-11-20'), kind: 'error', reason: 'It named the wrong company.' } as const
  render(<Gone release={release({ title: 'Wrong headline', withdrawn })} site={site()} state="gone" />)
  expect(screen.getByRole('heading', { level: 1, name: 'This release is no longer available' })).toBeTruthy()
  expect(screen.getByText(/removed on 20 November 2026/)).toBeTruthy()
  expect(screen.getByText(/It named the wrong company\./)).toBeTruthy()
  expect(screen.queryByText(/Wrong headline/)).toBeNull()
})

test('an expired release gives its headline and the day, in Chinese too', () => {
  render(
    <Gone
      release={release({ locale: 'zh', title: '招聘公告', expires: at('2026-01-01') })}
      site={site()}
      state="expired"
    />,
  )
  expect(screen.getByText('招聘公告')).toBeTruthy()
  expect(screen.getByText(/2026年1月1日/)).toBeTruthy()
  expect(screen.getByRole('link', { name: '按年归档' }).getAttribute('href')).toBe('/zh/archive')
})

test('a notice says by its title what its colour says', () => {
  render(
    <Notice kind="warn" title="Embargo">
      <p>Not before Monday.</p>
    </Notice>,
  )
  const note = screen.getByRole('note')
  expect(note.textContent).toBe('EmbargoNot before Monday.')
  expect(note.getAttribute('data-kind')).toBe('warn')
})
