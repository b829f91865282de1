import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path/posix'
import type { Edition, Instant } from '#lib/content/types.ts'
import { locales } from '#lib/i18n/locales.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { kitFileNames, renderKitTexts } from '#lib/publish/sharing/press-kit.ts'
import { findMediaIn } from '../files/media.ts'
import { nameGiver } from './names.ts'

/** Where the parts of a press kit come from. */
export interface KitSources {
  readonly config: Pick<Newsroom['config'], 'contentDir' | 'siteUrl'>
  readonly content: Pick<Newsroom['content'], 'body'>
}

interface KitText {
  readonly name: string
  readonly bytes: Buffer
}

interface KitFile {
  readonly name: string
  /** Absolute, links resolved. */
  readonly path: string
  readonly size: number
  /** In ms. */
  readonly modified: number
}

/** What lies in a press kit, in its order. Names have their folder before them. */
export interface KitContents {
  readonly entries: readonly (KitText | KitFile)[]
  /** When the release was published: the time of every file in the kit. */
  readonly date: Instant
  /** Another one for other contents. */
  readonly hash: string
}

async function readFacts(contentDir: string, folder: string, file: string): Promise<Omit<KitFile, 'name'> | undefined> {
  const media = await findMediaIn(contentDir, folder, file)
  if (media === undefined) return undefined
  const { size, mtimeMs } = await stat(media.path)
  return { path: media.path, size, modified: mtimeMs }
}

const facts = (entry: KitText | KitFile) =>
  'bytes' in entry
    ? [entry.name, createHash('sha256').update(entry.bytes).digest('base64url')]
    : [entry.name, entry.size, entry.modified]

/**
 * The press kit of a release: its text in each language that readers may see now, as Markdown and as plain text, and the
 * files that these use, as they were handed in. `undefined` when there is nothing that they may see.
 */
export async function readKitContents(
  { config, content }: KitSources,
  edition: Edition,
  slug: string,
): Promise<KitContents | undefined> {
  const releases = locales.flatMap((locale) => edition.locales[locale].bySlug.get(slug) ?? [])
  const [first] = releases
  if (first === undefined) return undefined
  const versions = await Promise.all(releases.map(async (release) => ({ release, body: await content.body(release) })))
  const give = nameGiver()
  const texts = versions
    .flatMap((version) => renderKitTexts(version, edition, config.siteUrl))
    .map(({ name, bytes }): KitText => ({ name: give(name), bytes }))
  const names = kitFileNames(versions)
  const found = await Promise.all(names.map((name) => readFacts(config.contentDir, dirname(first.file), name)))
  const files = names.flatMap((name, place) => {
    const known = found[place]
    return known === undefined ? [] : [{ name: give(name), ...known }]
  })
  const entries = [...texts, ...files].map((entry) => ({ ...entry, name: `${slug}/${entry.name}` }))
  // The texts say the date and the time zone, so these need not be told apart.
  const hash = createHash('sha256').update(JSON.stringify(entries.map(facts)))
  return { entries, date: first.date, hash: hash.digest('base64url').slice(0, 27) }
}
