import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FolderEntry, listFolders, readFolder } from '#lib/content/source.ts'
import { importMarkPattern } from './release-file.ts'

/** What the content folder holds already, as far as an import must know. */
export interface ExistingReleases {
  /** Slug → its folder below the content folder. */
  readonly folders: ReadonlyMap<string, string>
  /** Import mark → the file that has it. */
  readonly marks: ReadonlyMap<string, string>
  /** Whether the folder has a version in this language. */
  has(folder: string, language: string): Promise<boolean>
  /** The text of a version, for comparison. */
  text(folder: string, language: string): Promise<string>
}

const marked = (text: string) => importMarkPattern.exec(text.slice(0, 8192))?.[1]

async function marksOf(contentDir: string, entry: FolderEntry): Promise<[string, string][]> {
  const folder = await readFolder(contentDir, entry.path)
  const documents = [...(folder?.documents.values() ?? [])]
  return documents.flatMap(({ bytes, file }): [string, string][] => {
    const mark = marked(new TextDecoder().decode(bytes.subarray(0, 16_384)))
    return mark === undefined ? [] : [[mark, file]]
  })
}

/** Reads which slugs and which imported pages there are. */
export async function readExistingReleases(contentDir: string): Promise<ExistingReleases> {
  const entries = await listFolders(contentDir)
  const marks = new Map<string, string>()
  for (const entry of entries) for (const [mark, file] of await marksOf(contentDir, entry)) marks.set(mark, file)
  return {
    folders: new Map(entries.map(({ slug, path }) => [slug, path])),
    marks,
    async has(folder, language) {
      const documents = (await readFolder(contentDir, folder))?.documents
      return documents?.has(`${language}.md`) ?? false
    },
    text: (folder, language) => readFile(join(contentDir, folder, `${language}.md`), 'utf8'),
  }
}
