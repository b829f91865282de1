import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseBrand, readBrand } from '#lib/publish/brand/brand.ts'

const ours = readFileSync(new URL('../../../components/styles/tokens.css', import.meta.url), 'utf8')

test('the brand is what the first declarations on :root say, in each scheme', async () => {
  const brand = parseBrand(ours)
  const [, light, dark] = /--accent: light-dark\((#\w+), (#\w+)\)/.exec(ours) ?? []
  expect([brand.light.accent, brand.dark.accent]).toEqual([light, dark])
  expect(brand.headlines).toBe('serif')
  expect(await readBrand()).toEqual(brand)
})

test('a token may name another, may be the same in both schemes, and commented lines do not count', () => {
  const css = ours
    .replace(/--oxide: [^;]+;/, '/* --oxide: #111111; */ --oxide: var(--ink);')
    .replace(/--paper: [^;]+;/, '--paper: #fff;')
    .replace(/--font-serif: [^;]+;/, '--font-serif: var(--font-sans);')
  const { light, dark, headlines } = parseBrand(css)
  expect([light.oxide, dark.oxide]).toEqual([light.ink, dark.ink])
  expect([light.paper, dark.paper, headlines]).toEqual(['#fff', '#fff', 'sans'])
})

test.each([
  ['oklch(40% 0.1 200)', '--accent is "oklch(40% 0.1 200)"'],
  ['light-dark(teal, #7fc4d3)', '--accent is "light-dark(teal, #7fc4d3)"'],
  ['var(--none)', '--none has no value'],
  ['var(--accent)', '--accent has no value'],
])('an accent of %s is told with its file and its cure', (value, message) => {
  const css = ours.replace(/--accent: [^;]+;/, `--accent: ${value};`)
  expect(() => parseBrand(css)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message), hint: expect.stringContaining('--') }),
  )
  expect(() => parseBrand(css)).toThrow('components/styles/tokens.css')
})
