import { expect, test } from 'vitest'
import { applyEdits } from '#lib/content/yaml/edits.ts'
import { checkFile, codes } from '#tests/support/content/headers.ts'

const start = '---\ntitle: Q3 results\ndate: 2026-11-21\n'

test('an empty item of a list is not taken for a spoilt end of the header', () => {
  expect(codes(checkFile(`${start}tags:\n-\n- policy\n\nText.\n`))).toEqual(['7:1 header/no-closing'])
})

test('of several spoilt ends the first counts, and none that stands behind the text', () => {
  expect(codes(checkFile(`${start}–––\n...\nText.\n`))).toEqual(['4:1 header/bad-fence'])
  expect(codes(checkFile(`${start}\nThe line opens.\n\n–––\nMore.\n`))).toEqual(['4:1 header/no-closing'])
})

test('a rule behind an indented part of the text does not end the header', () => {
  const text = `${start}The line opens.\n\n    npm start\n\n---\n\nEnd.\n`
  expect(codes(checkFile(text))).toEqual(['4:1 header/no-closing'])
})

test('a missing end is put on a line of its own, whether or not the last line has an end', () => {
  for (const text of [start, start.trimEnd()]) {
    const [missing] = checkFile(text).problems
    expect(applyEdits(text, missing?.fix ?? []).text).toBe(`${start}---\n`)
  }
})

test('a header has 65,536 characters at most', () => {
  const withRemark = (length: number) => `${start}# ${'x'.repeat(length - start.length + 1)}\n---\n`
  expect(withRemark(65_536)).toHaveLength(65_536 + '---\n---\n'.length)
  expect(checkFile(withRemark(65_536)).problems).toEqual([])
  expect(codes(checkFile(withRemark(65_537)))).toEqual(['2:1 header/too-long'])
})
