import { storyThread } from '#lib/content/edition/story-thread.ts'
import type { Edition, PublicRelease, ReleaseBody } from '#lib/content/types.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { renderMarkdownTwin, renderTextTwin } from '../twins.ts'

/** A release in one language with its text. */
export interface KitVersion {
  readonly release: PublicRelease
  readonly body: ReleaseBody
}

interface KitText {
  readonly name: string
  readonly bytes: Buffer
}

/** The texts that a press kit holds of a version: as Markdown and as plain text. `siteUrl` is the origin. */
export function renderKitTexts({ release, body }: KitVersion, edition: Edition, siteUrl: string): KitText[] {
  const input = { release, body, site: edition.site, siteUrl, thread: storyThread(edition, release) }
  return [
    { name: `${release.locale}.md`, bytes: Buffer.from(renderMarkdownTwin(input, true)) },
    { name: `${release.locale}.txt`, bytes: Buffer.from(renderTextTwin(input)) },
  ]
}

function picturesOf({ release, body }: KitVersion) {
  return [...(release.image === undefined ? [] : [release.image]), ...body.images]
}

/** Names of the files that the versions show, offer or link to: each once, in order. */
export function kitFileNames(versions: readonly KitVersion[]): string[] {
  const names = versions.flatMap((version) => {
    const { release, body } = version
    const linked = [...body.html.matchAll(/ href="([^"?#]+)"/g)].flatMap(([, href = '']) => {
      const address = href.startsWith('/media/') ? parseAddress(href) : undefined
      return address?.kind === 'media' && address.slug === release.slug ? [address.file] : []
    })
    return [...picturesOf(version).map(({ src }) => src), ...release.downloads.map(({ file }) => file), ...linked]
  })
  return [...new Set(names.map((name) => name.normalize('NFC')))].sort()
}

/**
 * What the texts and files of a press kit weigh, in bytes; the frame of the ZIP file, some hundred bytes, is not counted.
 * `undefined` when a file's weight is not known, such as that of one which a text links to and nobody offers.
 */
export function kitSize(versions: readonly KitVersion[], edition: Edition, siteUrl: string): number | undefined {
  const sizes = new Map(
    versions.flatMap((version) => [
      ...picturesOf(version).map(({ src, size }) => [src.normalize('NFC'), size] as const),
      ...version.release.downloads.map(({ file, size }) => [file.normalize('NFC'), size] as const),
    ]),
  )
  let total = 0
  for (const name of kitFileNames(versions)) {
    const size = sizes.get(name)
    if (size === undefined) return undefined
    total += size
  }
  const texts = versions.flatMap((version) => renderKitTexts(version, edition, siteUrl))
  return texts.reduce((sum, { bytes }) => sum + bytes.length, total)
}
