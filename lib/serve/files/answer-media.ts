import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname } from 'node:path'
import type { Newsroom } from '#lib/newsroom.ts'
import { findPreviewedRelease } from '#lib/preview/preview.ts'
import type { Address } from '#lib/urls.ts'
import type { Headers } from '../headers.ts'
import type { Page } from '../page.ts'
import type { Target } from '../pages/gate.ts'
import { previewHeaders, previewParameter } from '../pages/preview.ts'
import type { KeptFiles } from '../pictures/kept-files.ts'
import { ReleasePictures } from '../pictures/release-pictures.ts'
import { parseWish } from '../pictures/wish.ts'
import { findMedia, findMediaIn, type MediaFile, publicMediaHeaders, sendMedia } from './media.ts'

export interface MediaRequest {
  readonly target: Target
  readonly address: Address & { readonly kind: 'media' }
}

/** Answers for files of releases: as they are, or as pictures of a listed width or shape. */
export class Media {
  readonly #newsroom: Newsroom
  readonly #pictures: ReleasePictures

  constructor(newsroom: Newsroom, kept: KeptFiles) {
    this.#newsroom = newsroom
    this.#pictures = new ReleasePictures(kept, newsroom.log)
  }

  /** A page, `'sent'` when the file itself has been sent, or `undefined` when readers may have no such file or width. */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    { target, address }: MediaRequest,
  ): Promise<Page | 'sent' | undefined> {
    const wish = parseWish(target.query)
    const found = wish === 'unknown' ? undefined : await this.#find(address, target)
    if (wish === 'unknown' || found === undefined) return undefined
    const { media, headers } = found
    const picture = wish === undefined ? undefined : await this.#pictures.answer(media, wish, request.headers.accept)
    if (picture !== undefined) return { status: 200, headers: { ...picture.headers, ...headers }, body: picture.body }
    await sendMedia(request, response, media, headers)
    return 'sent'
  }

  async #find(
    address: MediaRequest['address'],
    { query }: Target,
  ): Promise<{ readonly media: MediaFile; readonly headers: Headers } | undefined> {
    const { config, clock, content } = this.#newsroom
    const edition = this.#newsroom.edition()
    const { contentDir } = config
    const media = await findMedia(edition, address, { contentDir, bodyOf: (release) => content.body(release) })
    if (media !== undefined) return { media, headers: publicMediaHeaders(edition, clock.now()) }
    const token = new URLSearchParams(query).get(previewParameter)
    const release =
      token === null ? undefined : await findPreviewedRelease(this.#newsroom, { slug: address.slug, token })
    if (release === undefined) return undefined
    const hidden = await findMediaIn(contentDir, dirname(release.file), address.file)
    return hidden === undefined ? undefined : { media: hidden, headers: previewHeaders }
  }
}
