import { render, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { PreviewBar } from '#components/news/PreviewBar.tsx'
import { at, release } from '#tests/support/content/releases.ts'

const expires = at('2026-11-23 12:00:00')
/** The words of each notice, in order. */
function notesOf(fields: Parameters<typeof release>[0]) {
  const bar = <PreviewBar release={release(fields)} expires={expires} timeZone="Asia/Shanghai" />
  return within(render(bar).container)
    .getAllByRole('note')
    .map((note) => note.textContent)
}

test('the bar says who may see the preview and until when', () => {
  expect(notesOf({ date: at('2026-12-02 09:00:00') })).toEqual([
    'Preview: this release is not public' +
      'Whoever has this link can see it until 23 November 2026, 12:00 (UTC+8), or until it is published. Reading it is not counted.' +
      'It will be published on 2 December 2026, 09:00 (UTC+8).',
  ])
})

test('an embargo has a notice of its own, in the language of the release', () => {
  const notes = notesOf({ date: at('2026-12-02 09:00:00'), embargo: true, locale: 'zh' })
  expect(notes).toHaveLength(2)
  expect(notes[1]).toBe('2026年12月2日 09:00（UTC+8）前禁止发布在此之前不得刊登、播出或转发。')
})

test('a draft promises no time', () => {
  const [note] = notesOf({ date: at('2026-12-02 09:00:00'), draft: true })
  expect(note).toContain('It is a draft and has no time of publication yet.')
  expect(note).not.toContain('December')
})
