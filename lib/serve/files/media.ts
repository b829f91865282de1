import type { Stats } from 'node:fs'
import { readdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, dirname, extname, join } from 'node:path'
import send from 'send'
import { versionsOf } from '#lib/content/catalogue.ts'
import { findFile, localDisk } from '#lib/content/files/disk.ts'
import { pictureTypes } from '#lib/content/files/picture-types.ts'
import { fileNameOf } from '#lib/content/markdown/addresses.ts'
import type { Edition, Release, ReleaseBody } from '#lib/content/types.ts'
import { errorMessage, ifThere } from '#lib/errors.ts'
import { locales } from '#lib/i18n/locales.ts'
import { type Headers, pageCacheControl } from '../headers.ts'
import { entityTag } from '../validators.ts'

/** Types of release assets by extension; a file of any other type is not served. */
const inline: Readonly<Record<string, string>> = { ...pictureTypes, '.pdf': 'application/pdf' }
const attached: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.m4a': 'audio/mp4',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.odp': 'application/vnd.oasis.opendocument.presentation',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.txt': 'text/plain; charset=utf-8',
  '.webm': 'video/webm',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
}

type BodyOf = (release: Release) => Promise<Pick<ReleaseBody, 'html'>>

/** A release's file that readers may have now. */
export interface MediaFile {
  /** Absolute, links resolved. */
  readonly path: string
  readonly name: string
  readonly type: string
  readonly attachment: boolean
}

/** The language versions of `slug` that may be read now. */
const readableVersions = (edition: Edition, slug: string) =>
  locales.flatMap((locale) => edition.locales[locale].bySlug.get(slug) ?? [])

/** Whether one of `releases` shows the file or leads to it. */
async function isNamedBy(releases: readonly Release[], file: string, bodyOf: BodyOf): Promise<boolean> {
  const wanted = file.normalize('NFC')
  for (const release of releases) {
    const inHeader = [release.image?.src, ...release.downloads.map((download) => download.file)]
    if (inHeader.some((name) => name?.normalize('NFC') === wanted)) return true
    const { html } = await bodyOf(release)
    const inBody = [...html.matchAll(/"\/media\/[^/"]+\/([^"?#]+)/g)].map(([, name = '']) => fileNameOf(name))
    if (inBody.includes(wanted)) return true
  }
  return false
}

/** The name on disk of a file, which may be in another Unicode form than in its address. */
async function nameOnDisk(folder: string, wanted: string): Promise<string | undefined> {
  const names = (await ifThere(readdir(folder))) ?? []
  return (
    names.find((name) => name === wanted) ?? names.find((name) => name.normalize('NFC') === wanted.normalize('NFC'))
  )
}

/**
 * The asset `file` of release `slug`, or `undefined`: when the release may not be read now, when its folder has no such
 * file, or when the file is of a type that is not listed, such as the release's own text. Of a folder in which a language
 * version waits, only what a readable one names. A link is followed only inside the content folder, as when releases are read.
 */
export async function findMedia(
  edition: Edition,
  wanted: { readonly slug: string; readonly file: string },
  { contentDir, bodyOf }: { readonly contentDir: string; readonly bodyOf: BodyOf },
): Promise<MediaFile | undefined> {
  const readable = readableVersions(edition, wanted.slug)
  const [first] = readable
  if (first === undefined) return undefined
  const isWhole = versionsOf(edition.catalogue.releases.get(wanted.slug)).length === readable.length
  if (!isWhole && !(await isNamedBy(readable, wanted.file, bodyOf))) return undefined
  return await findMediaIn(contentDir, dirname(first.file), wanted.file)
}

/** The asset `file` in a release's folder (below `contentDir`), whoever may see it; otherwise like `findMedia`. */
export async function findMediaIn(contentDir: string, folder: string, file: string): Promise<MediaFile | undefined> {
  const extension = extname(file).toLowerCase()
  const type = inline[extension] ?? attached[extension]
  if (type === undefined || /^[.~]|[/\\\p{Cc}]/u.test(file)) return undefined
  const name = await nameOnDisk(join(contentDir, folder), file)
  if (name === undefined) return undefined
  const found = await findFile(localDisk, contentDir, join(folder, name))
  if (!('value' in found) || extname(found.value.path).toLowerCase() !== extension) return undefined
  return { path: found.value.path, name, type, attachment: inline[extension] === undefined }
}

/** `attachment` with the file's name in ASCII and, where that differs, in UTF-8. RFC 6266 §4. */
export function attachmentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return ascii === name
    ? `attachment; filename="${ascii}"`
    : `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** The headers of a file that everybody may have at `now` (ms). */
export const publicMediaHeaders = (edition: Edition, now: number): Headers => ({
  'cache-control': pageCacheControl(edition, now),
  'cross-origin-resource-policy': 'cross-origin',
})

/** Strong validator of a file: how long it is and when it was last written, in µs. RFC 9110 §8.8.1. */
const fileTag = ({ size, mtimeMs }: Stats) =>
  entityTag(`${size.toString(36)}-${Math.round(mtimeMs * 1000).toString(36)}`, 'identity')

/** Sends a file with `headers`, validators, ranges and 304; resolves when the answer has ended. RFC 9110 §13 and §14. */
export async function sendMedia(
  request: IncomingMessage,
  response: ServerResponse,
  media: MediaFile,
  headers: Headers,
): Promise<void> {
  // Who has left already is told by no event any more, and the file would stay open.
  if (response.destroyed) return
  response.setHeader('content-type', media.type)
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (media.attachment) response.setHeader('content-disposition', attachmentDisposition(media.name))
  // `send` takes `no-cache` of a request, which speaks to caches, as a wish for the whole file. RFC 9111 §5.2.1.4.
  delete request.headers['cache-control']
  await new Promise<void>((resolve, reject) => {
    response.once('close', resolve)
    send(request, encodeURIComponent(basename(media.path)), {
      root: dirname(media.path),
      cacheControl: false,
      dotfiles: 'deny',
      index: false,
    })
      // Its own tag is a weak one, with which no part of a file may be asked for. RFC 9110 §13.1.5.
      .on('headers', (answer: ServerResponse, _path: string, stats: Stats) => answer.setHeader('etag', fileTag(stats)))
      .on('error', (error: Error & { readonly status?: number }) => {
        if (response.headersSent || error.status === undefined || error.status >= 500) return reject(error)
        for (const name of ['content-disposition', 'content-type', 'etag', 'last-modified']) response.removeHeader(name)
        response.writeHead(error.status, { 'content-type': 'text/plain; charset=utf-8' })
        response.end(request.method === 'HEAD' ? undefined : `${errorMessage(error)}\n`)
      })
      .pipe(response)
  })
}
