import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorMessage } from '#lib/errors.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { type Address, absoluteUrl, urls } from '#lib/urls.ts'
import { attachmentDisposition } from '../files/media.ts'
import { type Headers, pageCacheControl } from '../headers.ts'
import { entityTag, isNotModified } from '../validators.ts'
import { type KitSources, readKitContents } from './contents.ts'
import { openZip } from './zip.ts'

type PressKitAddress = Address & { readonly kind: 'press-kit' }

/**
 * Sends the press kit of a release that readers may see now in the address's language, and tells whether there is one.
 * Resolves when the answer has ended.
 */
export async function answerPressKit(
  request: IncomingMessage,
  response: ServerResponse,
  { locale, slug }: PressKitAddress,
  newsroom: Pick<Newsroom, 'edition' | 'clock' | 'log'> & KitSources,
): Promise<boolean> {
  const { config, clock, log } = newsroom
  const edition = newsroom.edition()
  const isPublic = edition.locales[locale].bySlug.has(slug)
  const contents = isPublic ? await readKitContents(newsroom, edition, slug) : undefined
  if (contents === undefined) return false
  // Who has left already is told by no event any more, and the files would stay open.
  if (response.destroyed) return true
  const etag = entityTag(contents.hash, 'identity')
  const headers: Headers = {
    'cache-control': pageCacheControl(edition, clock.now()),
    etag,
    link: `<${absoluteUrl(config.siteUrl, urls.release(locale, slug))}>; rel="canonical"`,
    'x-robots-tag': 'noindex',
  }
  if (isNotModified(request.headers, etag, undefined)) {
    response.writeHead(304, headers).end()
    return true
  }
  await new Promise<void>((resolve) => {
    const zip = openZip(contents, edition.site.timeZone, (error) => {
      log.error('serve.press-kit-failed', { slug, reason: errorMessage(error) })
      response.destroy()
    })
    response.once('close', () => {
      zip.close()
      resolve()
    })
    response.writeHead(200, {
      ...headers,
      'content-type': 'application/zip',
      'content-length': zip.size,
      'content-disposition': attachmentDisposition(`${slug}.zip`),
    })
    if (request.method === 'HEAD') response.end()
    else zip.stream.pipe(response)
  })
  return true
}
