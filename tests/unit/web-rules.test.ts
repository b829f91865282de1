import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'web-rules.md'), 'utf8')
const all = Array.from({ length: 145 }, (_, index) => index + 1)
/** Rules of the levels S and B, in the numbering of docs/web-rules.md. */
const optional =
  '7 11 13 19-22 28 31 36 39 40 42-44 49 52 56 57 59-69 81-84 86-90 95-98 100 104 107-109 111 112 133-139 143-145'

const spread = (range: string) => {
  const [first = 0, last = first] = range.split('-').map(Number)
  return all.filter((rule) => rule >= first && rule <= last)
}

/** Rules with a test, by its file. */
const tested = [...page.matchAll(/^\| .+ \| ([\d, ]+) \| `(.+)` \|$/gm)].map(([, rules = '', file = '']) => {
  return { file, rules: rules.split(', ').map(Number) }
})
/** Rules with a reason why they have none. */
const reasoned = [...page.matchAll(/^\| (\d+) \| .{20,} \|$/gm)].map(([, rule]) => Number(rule))

test('every rule of the web has a test that exists or a reason why it has none, and none is there twice', () => {
  for (const { file } of tested) expect(existsSync(join(root, file)), file).toBe(true)
  const listed = [...tested.flatMap(({ rules }) => rules), ...reasoned]
  expect(listed.toSorted((a, b) => a - b)).toEqual(all)
})

test('a rule that may not be broken has a test, which asks a running site', () => {
  const left = new Set(optional.split(' ').flatMap(spread))
  expect(reasoned.filter((rule) => !left.has(rule))).toEqual([])
  const ofFunctions = tested.filter(({ file }) => !file.startsWith('tests/e2e/')).flatMap(({ rules }) => rules)
  expect(ofFunctions.filter((rule) => !left.has(rule))).toEqual([])
})
