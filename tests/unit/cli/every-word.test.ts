import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listHan, listPairs, type Text } from '#tests/support/command/said.ts'
import { scenes } from '#tests/support/command/scenes.ts'
import { playScene } from '#tests/support/command/transcript.ts'

const languages = ['en', 'zh'] as const
const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'command')
const fileOf = (scene: string, language: string) => join(folder, `${scene.replaceAll(' ', '-')}.${language}.txt`)

test.each(Object.entries(scenes))(
  '%s: the command says what stands beside it',
  async (name, scene) => {
    for (const language of languages)
      await expect(await playScene(scene, language)).toMatchFileSnapshot(fileOf(name, language))
  },
  60_000,
)

test('no words are left over from a scene that is no longer there', () => {
  const known = new Set(Object.keys(scenes).flatMap((name) => languages.map((language) => fileOf(name, language))))
  expect(readdirSync(folder).filter((file) => !known.has(join(folder, file)))).toEqual([])
})

const pairs = listPairs('lib/cli')

test.each(pairs.map((pair) => [pair.place, pair] as const))(
  '%s says the same in both languages',
  (_place, { en, zh }) => {
    // `en.length > 0 ? … : …` and the like: what a text names is the variables, not how they are put into words.
    const named = (texts: readonly Text[]) =>
      [...new Set(texts.flatMap(({ names }) => names))].filter((name) => !/^(?:en|zh|plural)$/.test(name)).sort()
    expect(named(zh)).toEqual(named(en))
    for (const { pieces } of en) expect(pieces.join('')).not.toMatch(/\p{Script=Han}/u)
    expect(zh.length).toBeGreaterThan(0)
  },
)

// What stands between < and > in a call; the calls have it in English.
const namesOfPlaces = /^lib\/cli\/answers\.ts:/

test('no word in Chinese stands without one in English', () => {
  const paired = new Set(pairs.flatMap(({ zh }) => zh.map(({ place }) => place)))
  expect(listHan('lib/cli').filter((place) => !paired.has(place) && !namesOfPlaces.test(place))).toEqual([])
})

/** Longest value that stands between two pieces of a text. */
const longest = 600

/** Whether the pieces stand in `all`, one after another with values between them. */
function stands({ pieces }: Text, all: string): boolean {
  const [first = '', ...rest] = pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
  for (let start = all.indexOf(first); start !== -1; start = all.indexOf(first, start + 1)) {
    let end = start + first.length
    const isWhole = rest.every((piece) => {
      const at = all.slice(end, end + longest + piece.length).indexOf(piece)
      end += at + piece.length
      return at !== -1
    })
    if (isWhole) return true
  }
  return false
}
const said = (language: string) =>
  Object.keys(scenes)
    .map((name) => fileOf(name, language))
    .flatMap((file) => (existsSync(file) ? readFileSync(file, 'utf8') : []))
    .join('\n')

/** Seen with a real terminal, and with a Redis server: tests/e2e/editors, tests/contract/visits-move-command.test.ts. */
const elsewhere = /^ \(↑ or ↓|^（按 ↑ ↓|^The new store has all|^新存储已有全部/

test.each(languages)('every word of the command in %s is said in a scene', (language) => {
  const all = said(language)
  const unsaid = pairs
    .flatMap((pair) => pair[language])
    .filter(({ pieces }) => /\p{L}/u.test(pieces.join('')) && !elsewhere.test(pieces.join('')))
    .filter((text) => !stands(text, all))
  expect(unsaid.map(({ place, pieces }) => `${place} ${pieces.join('◌')}`)).toEqual([])
})
