import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const css = read('components/styles/tokens.css')
const sheets = [
  ['the site', css],
  ['another brand', read('tests/fixtures/brand/tokens.css')],
] as const
const schemes = ['light', 'dark'] as const
type Scheme = (typeof schemes)[number]

/** The first declaration of a token, as it stands on `:root`. */
function declared(name: string, sheet: string): string {
  const value = new RegExp(`${name}:\\s*([^;]+);`).exec(sheet)?.[1]
  if (value === undefined) throw new Error(`tokens.css has no ${name}`)
  return value
}

/** The token's colour in a scheme, as red, green and blue from 0 to 255. */
function colour(name: string, scheme: Scheme, sheet: string): number[] {
  const value = declared(name, sheet)
  const pair = /^light-dark\(\s*(#\w{6}),\s*(#\w{6})\s*\)$/.exec(value)
  const hex = pair === null ? value : scheme === 'light' ? pair[1] : pair[2]
  if (hex === undefined || !/^#\w{6}$/.test(hex)) throw new Error(`${name} is not a colour: ${hex}`)
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16))
}

/** Relative luminance, WCAG 2.2. */
function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two tokens, WCAG 2.2. */
function contrast(ink: string, ground: string, scheme: Scheme, sheet = css): number {
  const [low = 0, high = 0] = [ink, ground].map((name) => luminance(colour(name, scheme, sheet))).sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['--paper', '--surface', '--sunk']

/** Token, then its designed contrast on paper, surface and sunk, in light and in dark. */
const table: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  ['--ink', [17.05, 17.67, 15.73], [15.45, 14.3, 16.2]],
  ['--ink-2', [8.66, 8.97, 7.99], [10.3, 9.53, 10.8]],
  ['--ink-3', [5.79, 6.0, 5.34], [7.0, 6.47, 7.33]],
  ['--link', [8.35, 8.65, 7.7], [9.78, 9.05, 10.25]],
  ['--link-hover', [12.5, 12.95, 11.53], [12.49, 11.55, 13.09]],
  ['--visited', [8.52, 8.83, 7.86], [9.25, 8.56, 9.69]],
  ['--accent', [9.18, 9.51, 8.47], [9.38, 8.68, 9.83]],
  ['--oxide', [7.05, 7.31, 6.51], [8.77, 8.12, 9.19]],
  ['--control', [4.65, 4.81, 4.29], [4.88, 4.52, 5.12]],
  ['--rule-strong', [3.52, 3.65, 3.25], [4.14, 3.83, 4.34]],
  ['--rule', [1.32, 1.37, 1.22], [1.43, 1.33, 1.5]],
]

test.each(table)('%s has its designed contrast on every ground in both schemes', (token, light, dark) => {
  for (const [scheme, designed] of [['light', light] as const, ['dark', dark] as const]) {
    const computed = grounds.map((ground) => Number(contrast(token, ground, scheme).toFixed(2)))
    expect(computed, scheme).toEqual(designed)
  }
})

const pairs = [
  ['--info-ink', '--info-ground', 10.11, 10.01],
  ['--warn-ink', '--warn-ground', 7.82, 9.84],
  ['--danger-ink', '--danger-ground', 7.79, 9.05],
  ['--ok-ink', '--ok-ground', 7.98, 9.58],
  ['--mark-ink', '--mark-ground', 15.59, 9.67],
  ['--button-ink', '--button-ground', 8.65, 10.25],
  ['--footer-ink', '--footer-ground', 12.45, 13.54],
  ['--footer-link', '--footer-ground', 17.67, 19.22],
] as const

test.each(pairs)('%s on %s has its designed contrast in both schemes', (ink, ground, light, dark) => {
  expect(Number(contrast(ink, ground, 'light').toFixed(2))).toBe(light)
  expect(Number(contrast(ink, ground, 'dark').toFixed(2))).toBe(dark)
})

test.each(sheets)('every text of %s passes AA and every border of a control 3:1 in both schemes', (_, sheet) => {
  const texts = ['--ink', '--ink-2', '--ink-3', '--link', '--link-hover', '--visited', '--accent', '--oxide']
  for (const scheme of schemes) {
    for (const [ink, ground] of pairs)
      expect(contrast(ink, ground, scheme, sheet), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    for (const ground of grounds) {
      for (const text of texts)
        expect(contrast(text, ground, scheme, sheet), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      for (const border of ['--control', '--rule-strong'])
        expect(contrast(border, ground, scheme, sheet), `${border} on ${ground}`).toBeGreaterThanOrEqual(3)
    }
  }
})

test('another brand declares the tokens of the site and no others', () => {
  const [own, other] = sheets.map(([, sheet]) => new Set(sheet.match(/--[\w-]+(?=\s*:)/g)))
  expect(other).toEqual(own)
})

test.each(sheets)('a colour of %s is written once, for both schemes together', (_, sheet) => {
  expect(sheet).not.toContain('prefers-color-scheme')
})
