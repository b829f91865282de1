import { Buffer } from 'node:buffer'
import { basename, dirname } from 'node:path/posix'
import { type ContentState, changeContent, emptyContent } from '#lib/content/change.ts'
import { parseFolder, parsePage } from '#lib/content/parse.ts'
import type { ReleaseFolder } from '#lib/content/source.ts'
import type { Site } from '#lib/content/types.ts'
import { site } from './releases.ts'

/** Texts by their path below the content folder. */
export type Files = Readonly<Record<string, string>>

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

/** The folders that `files` lie in, as if read from a disk. */
export function foldersOf(files: Files): ReleaseFolder[] {
  return [...new Set(Object.keys(files).map(dirname))].sort().map((path) => {
    const inside = Object.entries(files).filter(([file]) => dirname(file) === path)
    const documents = new Map(inside.map(([file, text]) => [basename(file), { file, bytes: bytesOf(text) }]))
    return { path, year: basename(dirname(path)), slug: basename(path), documents, assets: new Map(), problems: [] }
  })
}

/** What the site knows after `files` were read; `before` and `gone` say what it knew and which folders are gone since. */
export function contentState(
  files: Files,
  {
    before,
    facts = before?.catalogue.site ?? site(),
    gone = [],
  }: { before?: ContentState; facts?: Site; gone?: string[] } = {},
): ContentState {
  const folders = foldersOf(files)
  const isPage = ({ path }: ReleaseFolder) => path.startsWith('pages/')
  return changeContent(before ?? emptyContent(facts), {
    ...(before === undefined || before.catalogue.site === facts ? {} : { site: facts }),
    folders: new Map([
      ...folders
        .filter((folder) => !isPage(folder))
        .map((folder) => [folder.path, parseFolder(folder, facts)] as const),
      ...gone.map((path) => [path, undefined] as const),
    ]),
    pages: new Map(folders.filter(isPage).map((folder) => [folder.path, parsePage(folder, facts)])),
  }).state
}

/** `readBytes` for checks, out of the same texts. */
export const bytesIn = (files: Files) => (file: string) => {
  const text = files[file]
  return text === undefined ? undefined : bytesOf(text)
}
