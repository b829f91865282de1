import { expect, test } from 'vitest'
import { renderOpenSearch } from '#lib/publish/site-files.ts'
import { site } from '#tests/support/content/releases.ts'

test.each([
  ['Company News', 'Company News'],
  ['Sixteen signs OK', 'Sixteen signs OK'],
  ['Shandong Corporate News', 'Shandong'],
  ['Aktiengesellschaftsnachrichten', 'Aktiengesellscha'],
])('a search engine of the site %s is called %s', (name, short) => {
  const named = site({ name: { en: name, zh: name } })
  expect(renderOpenSearch(named, 'en', 'https://news.example.com')).toContain(`<ShortName>${short}</ShortName>`)
})
