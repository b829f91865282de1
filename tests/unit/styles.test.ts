import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../components/', import.meta.url))
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
const orderLine = '@layer reset, tokens, base, prose, layout, components, states, print;'

const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '')
const sheets = names.filter((name) => name.endsWith('.css')).map((name) => ({ name, css: withoutComments(read(name)) }))
const modules = sheets.filter(({ name }) => name.endsWith('.module.css'))

/** Every line of the sheets that matches, with its sheet's name. */
const linesWith = (pattern: RegExp, among: typeof sheets) =>
  among.flatMap(({ name, css }) =>
    css
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  )

/** What stands outside every pair of braces. */
function topLevel(css: string): string {
  let depth = 0
  let outside = ''
  for (const character of css) {
    if (character === '{') depth++
    if (depth === 0) outside += character
    if (character === '}') depth--
  }
  return outside.replace(/\s+/g, ' ').trim()
}

test('there are style sheets to look at', () => {
  expect(modules.length).toBeGreaterThan(15)
})

test('every style sheet begins with the order of the layers', () => {
  expect(sheets.filter(({ css }) => !css.startsWith(orderLine)).map(({ name }) => name)).toEqual([])
})

test('a module writes only into the layers of components, states and print', () => {
  for (const { name, css } of modules) {
    const rules = topLevel(css.slice(orderLine.length))
    expect(rules, name).toMatch(/^(?:@layer (?:components|states|print) ?)+$/)
  }
})

test('no rule names a left or a right side, so that pages mirror', () => {
  const physical =
    /(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right|top|bottom)(?:-\w+)?|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/
  expect(linesWith(physical, sheets)).toEqual([])
})

test('widths are asked of containers, since a question to the screen does not know how large the text is', () => {
  expect(linesWith(/@media[^{]*\b(?:width|inline-size)\b/, sheets)).toEqual([])
})

test('no type is set in pixels, so that it grows with the reader’s setting', () => {
  expect(linesWith(/\bfont(?:-size)?\s*:[^;]*\dpx/, sheets)).toEqual([])
})

test('nothing is marked important: the layers decide', () => {
  expect(linesWith(/!important/, sheets)).toEqual([])
})

test('modules take every colour from the tokens', () => {
  const raw =
    /:[^;]*(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|\b(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow)\b)/i
  expect(linesWith(raw, modules)).toEqual([])
})

test('every token that a sheet uses is declared', () => {
  const all = sheets.map(({ css }) => css).join('\n')
  const declared = new Set([...all.matchAll(/(--[\w-]+)\s*:/g)].map(([, token]) => token))
  const used = new Set([...all.matchAll(/var\((--[\w-]+)/g)].map(([, token]) => token))
  expect([...used].filter((token) => !declared.has(token))).toEqual([])
})

test('each class of a module is used by a component of its folder, and each used class exists', () => {
  for (const { name, css } of modules) {
    const file = name.slice(name.lastIndexOf('/') + 1)
    const users = names
      .filter((other) => other.endsWith('.tsx') && other.startsWith(name.slice(0, -file.length)))
      .map(read)
      .filter((source) => source.includes(`'./${file}'`))
    const used = users.flatMap((source) => [...source.matchAll(/styles\['([\w-]+)'\]/g)].map(([, used]) => used))
    const defined = [...css.matchAll(/\.([a-z][\w-]*)/gi)].map(([, defined]) => defined)
    expect([...new Set(used)].sort(), name).toEqual([...new Set(defined)].sort())
  }
})

test('no component writes a style attribute, which the content security policy forbids', () => {
  const sources = names.filter((name) => name.endsWith('.tsx'))
  expect(sources.filter((name) => /\sstyle=\{|\sstyle="/.test(read(name)))).toEqual([])
})

test('all style sheets together weigh at most 12 KB gzip', () => {
  const text = sheets.map(({ css }) => css.replaceAll(orderLine, '').replace(/\s+/g, ' ')).join('')
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(12 * 1024)
})
