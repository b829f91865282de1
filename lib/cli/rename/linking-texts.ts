import { isUtf8 } from 'node:buffer'
import { readTextBytes } from '#lib/content/files/texts.ts'
import { listFolders, listPages } from '#lib/content/source.ts'
import { inParallel } from '#lib/content/watch/parallel.ts'
import { locales } from '#lib/i18n/locales.ts'
import type { LinkingText } from './links.ts'

/** The text of a file, byte order mark included; `undefined` when it cannot be read as content, or is not UTF-8. */
async function readText(contentDir: string, file: string): Promise<string | undefined> {
  const bytes = await readTextBytes(contentDir, file)
  if (bytes === undefined || !isUtf8(bytes)) return undefined
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** Every text of releases and pages in which one of `words` stands, in the order of their files. */
export async function readTextsWith(contentDir: string, words: readonly string[]): Promise<LinkingText[]> {
  const found: LinkingText[] = []
  const releases = (await listFolders(contentDir)).map(({ path, slug }) => ({ path, place: { slug } }))
  const pages = (await listPages(contentDir)).map(({ path }) => ({ path, place: {} }))
  await inParallel([...releases, ...pages], 16, async ({ path, place }) => {
    for (const locale of locales) {
      const file = `${path}/${locale}.md`
      const text = await readText(contentDir, file)
      if (text === undefined) continue
      const lower = text.toLowerCase()
      if (words.some((word) => lower.includes(word))) found.push({ file, locale, text, ...place })
    }
  })
  return found.sort((a, b) => (a.file < b.file ? -1 : 1))
}
