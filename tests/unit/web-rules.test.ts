import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
/** Rules that ought to be kept or go beyond, in the numbering of docs/web-rules.md. */
const optional =
  '7 11 13 19-22 28 31 36 39 40 42-44 49 52 56 57 59-69 81-84 86-90 95-98 100 104 107-109 111 112 133-139 143-145'

const spread = (range: string) => {
  const [first = 0, last = first] = range.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

test('every rule of the web that may not be broken has a test that exists', () => {
  const rows = readFileSync(join(root, 'docs', 'web-rules.md'), 'utf8').matchAll(/^\| .+ \| ([\d, ]+) \| `(.+)` \|$/gm)
  const listed: number[] = []
  for (const [, rules = '', file = ''] of rows) {
    expect(existsSync(join(root, file)), file).toBe(true)
    listed.push(...rules.split(', ').map(Number))
  }
  const all = Array.from({ length: 145 }, (_, index) => index + 1)
  const left = new Set(optional.split(' ').flatMap(spread))
  expect(listed.toSorted((a, b) => a - b)).toEqual(all.filter((rule) => !left.has(rule)))
})
