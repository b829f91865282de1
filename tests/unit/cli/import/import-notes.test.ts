import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeNote, noteCodes } from '#lib/cli/import/notes.ts'

const sources = readdirSync('lib/cli/import', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^notes\b/.test(file))
  .map((file) => readFileSync(`lib/cli/import/${file}`, 'utf8'))
  .join('\n')

test.each(noteCodes)('the note %s is given somewhere and says the same in both languages', (code) => {
  const said = (['en', 'zh'] as const).map((language) => {
    const asked = new Set<string>()
    const values = new Proxy<Record<string, string>>({}, { get: (_, name) => asked.add(String(name)) && 'X1' })
    return { words: describeNote({ code, values }, language), asked: [...asked].sort() }
  })
  const [en, zh] = said
  expect(zh?.asked).toEqual(en?.asked)
  expect(en?.words).toMatch(/^[^\p{Script=Han}]+\.$/u)
  expect(zh?.words).toMatch(/\p{Script=Han}.*。$/u)
  expect(sources).toMatch(new RegExp(`['"\`]${code}['"\`]`))
})
