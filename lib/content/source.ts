import { basename, dirname } from 'node:path/posix'
import { ifThere } from '#lib/errors.ts'
import { type Disk, type FileFacts, findFile, guard, localDisk, readDocument } from './files/disk.ts'
import { measurePicture } from './files/picture-facts.ts'
import { isPictureName } from './files/picture-types.ts'
import { type Problem, problem } from './problem.ts'

/** Where a release or a page may be: a name at the place of its folder, not looked at yet. */
export interface FolderEntry {
  /** Below the content folder, with `/`: `news/2015/slug`, `pages/about`; for a stray file, the file's own path. */
  readonly path: string
  /** Name of the folder above it, `2015`; `pages` for a page and `news` for what lies beside the year folders. */
  readonly year: string
  /** Last part of the path, in Unicode form NFC. */
  readonly slug: string
}

/** A file of a release that is not Markdown. */
export interface Asset {
  /** Its name on disk, which may be in another Unicode form than the key. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modified: number
  /** Pixels after EXIF orientation; absent when it is not a picture, or one that cannot be read. */
  readonly width?: number
  readonly height?: number
}

export interface Document {
  readonly bytes: Uint8Array
  /** Path below the content folder, with `/`. */
  readonly file: string
}

/** What a folder holds at one moment. Names of files are keys in Unicode form NFC. */
export interface ReleaseFolder extends FolderEntry {
  readonly documents: ReadonlyMap<string, Document>
  readonly assets: ReadonlyMap<string, Asset>
  /** What is wrong with the folder itself. What is wrong inside its files is for `parseFolder`. */
  readonly problems: readonly Problem[]
}

/** Left behind by editors' machines and programs, as `~$plan.docx`, `en.md~` and `#en.md#`; never looked at. */
const isLeftover = (name: string) => /^[.~]|~$|^#.*#$/.test(name) || /^(?:thumbs\.db|desktop\.ini)$/i.test(name)

const yearPath = /^news\/[^/]+$/

const isMarkdown = (name: string) => /\.(?:md|markdown)$/i.test(name)

/** The entries of a folder; none when it does not exist. */
async function listNames(disk: Disk, contentDir: string, folder: string) {
  const entries = (await ifThere(disk.readdir(`${contentDir}/${folder}`, { withFileTypes: true }))) ?? []
  return entries.filter(({ name }) => !isLeftover(name))
}

const entryOf = (path: string): FolderEntry => ({
  path,
  year: basename(dirname(path)),
  slug: basename(path).normalize('NFC'),
})

/**
 * Every place where a release may be, in no order: one look into each year folder and none into a release's.
 * Stray files, odd entries and year folders that may not be read are listed too, so that `readFolder` can say what is wrong.
 */
export async function listFolderPaths(contentDir: string, disk: Disk = localDisk): Promise<string[]> {
  const listed: string[] = []
  for (const year of await listNames(disk, contentDir, 'news')) {
    const path = `news/${year.name}`
    const listNow = async () => ({ value: await listNames(disk, contentDir, path) })
    const inside = year.isDirectory() ? await guard(path, listNow) : undefined
    if (inside !== undefined && 'value' in inside) for (const { name } of inside.value) listed.push(`${path}/${name}`)
    else listed.push(path)
  }
  return listed
}

/** The same places with what their paths say. */
export const listFolders = async (contentDir: string, disk?: Disk): Promise<FolderEntry[]> =>
  (await listFolderPaths(contentDir, disk)).map(entryOf)

/** Every place where a page may be: what lies in `content/pages/`. */
export async function listPages(contentDir: string, disk: Disk = localDisk): Promise<FolderEntry[]> {
  return (await listNames(disk, contentDir, 'pages')).map(({ name }) => entryOf(`pages/${name}`))
}

const clash = (folder: string, name: string, other: string) =>
  problem('file/name-clash', { file: `${folder}/${name}`, line: 1, column: 1 }, { name, other })

/** A folder being read, file by file. */
class FolderReading {
  readonly documents = new Map<string, Document>()
  readonly assets = new Map<string, Asset>()
  readonly problems: Problem[] = []
  readonly #names = new Map<string, string>()
  readonly #disk: Disk
  readonly #contentDir: string
  readonly #folder: string

  constructor(disk: Disk, contentDir: string, folder: string) {
    this.#disk = disk
    this.#contentDir = contentDir
    this.#folder = folder
  }

  async add(name: string, known: ReadonlyMap<string, Asset>): Promise<void> {
    const file = `${this.#folder}/${name}`
    const key = name.normalize('NFC')
    const other = this.#names.get(key.toLowerCase())
    this.#names.set(key.toLowerCase(), name)
    const found = await findFile(this.#disk, this.#contentDir, file)
    if ('problem' in found) this.problems.push(found.problem)
    if ('folder' in found) this.problems.push(problem('file/subfolder', { file, line: 1, column: 1 }, { name }))
    if (!('value' in found)) return
    if (other !== undefined) this.problems.push(clash(this.#folder, name, other))
    if (isMarkdown(name)) await this.#addDocument(key, file, found.value)
    else if (!this.assets.has(key)) await this.#addAsset(name, file, found.value, known.get(key))
  }

  async #addAsset(name: string, file: string, facts: FileFacts, known: Asset | undefined): Promise<void> {
    const { path, size, modified } = facts
    const key = name.normalize('NFC')
    if (known !== undefined && known.name === name && known.size === size && known.modified === modified)
      this.assets.set(key, known)
    else if (!isPictureName(name)) this.assets.set(key, { name, size, modified })
    else {
      const measured = await guard(file, async () => ({ value: await measurePicture(this.#disk, path) }))
      if ('problem' in measured) this.problems.push(measured.problem)
      if ('value' in measured) this.assets.set(key, { name, size, modified, ...measured.value })
    }
  }

  async #addDocument(key: string, file: string, facts: FileFacts): Promise<void> {
    const read = await readDocument(this.#disk, facts.path, file)
    if ('problem' in read) this.problems.push(read.problem)
    if ('value' in read && !this.documents.has(key)) this.documents.set(key, { bytes: read.value, file })
  }
}

/**
 * What the folder at `path` (below `contentDir`, with `/`) holds now; `undefined` when it does not exist. A file that
 * vanishes while it is read is left out. `known`, an earlier reading, saves measuring pictures that have not changed.
 * What is not a folder gives a reading without files and with the problem.
 */
export async function readFolder(
  contentDir: string,
  path: string,
  known?: Pick<ReleaseFolder, 'assets'>,
  disk: Disk = localDisk,
): Promise<ReleaseFolder | undefined> {
  const entry = entryOf(path)
  const self = await findFile(disk, contentDir, path)
  if ('gone' in self) return undefined
  const reading = new FolderReading(disk, contentDir, path)
  if (!('folder' in self)) {
    const place = { file: path, line: 1, column: 1 }
    const wrong = 'problem' in self ? self.problem : problem('file/stray', place, { name: entry.slug })
    return { ...entry, documents: reading.documents, assets: reading.assets, problems: [wrong] }
  }
  const listed = await guard(path, async () => ({ value: await listNames(disk, contentDir, path) }))
  const { documents, assets, problems } = reading
  if ('problem' in listed) problems.push(listed.problem)
  // A year folder is looked at only because it could not be listed; what is in it are releases of their own.
  const names = 'value' in listed && !yearPath.test(path) ? listed.value.map(({ name }) => name).sort() : []
  for (const name of names) await reading.add(name, known?.assets ?? new Map())
  return { ...entry, documents, assets, problems }
}
