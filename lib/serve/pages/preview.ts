import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { localeFacts } from '#lib/i18n/locales.ts'
import { findPreview, type PreviewSource } from '#lib/preview/preview.ts'
import { type Address, urls } from '#lib/urls.ts'
import type { Headers } from '../headers.ts'
import type { Page } from '../page.ts'
import { finishHtml, type PageAssets } from './finish-html.ts'
import type { Render } from './render.ts'

/** Of everything that a preview link answers: for one person's eyes, kept and indexed by nobody. */
export const previewHeaders: Headers = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }

/** The query parameter by which a file of an unpublished release is opened. */
export const previewParameter = 'preview'

const addressAttributes = ['src', 'srcset', 'href', 'imagesrcset'] as const

type Node = DefaultTreeAdapterTypes.Node

/** The HTML with `token` added to each address of a file of `slug`; every other byte stays. */
export function signMedia(html: string, slug: string, token: string): string {
  const folder = urls.media(slug, '')
  const cuts: { readonly start: number; readonly end: number }[] = []
  const waiting: Node[] = [parse(html, { sourceCodeLocationInfo: true })]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('childNodes' in node) for (const child of node.childNodes) waiting.push(child)
    if (!('attrs' in node)) continue
    for (const name of addressAttributes) {
      const place = node.sourceCodeLocation?.attrs?.[name]
      if (place !== undefined) cuts.push({ start: place.startOffset, end: place.endOffset })
    }
  }
  let signed = ''
  let from = 0
  for (const { start, end } of cuts.sort((a, b) => a.start - b.start)) {
    const attribute = html
      .slice(start, end)
      .replace(/\/media\/[^\s"',]+/g, (path) =>
        path.startsWith(folder) ? `${path}${path.includes('?') ? '&amp;' : '?'}${previewParameter}=${token}` : path,
      )
    signed += html.slice(from, start) + attribute
    from = end
  }
  return signed + html.slice(from)
}

export interface PreviewOptions {
  readonly newsroom: PreviewSource
  readonly render: Render
  /** Absent in development: pages keep Next's scripts. */
  readonly assets: PageAssets | undefined
}

/** What a preview link answers: the page, the way to the published release, or `undefined` when the address is missing. */
export async function answerPreview(
  address: Address & { readonly kind: 'preview' },
  { newsroom, render, assets }: PreviewOptions,
): Promise<Page | undefined> {
  const preview = await findPreview(newsroom, address)
  if (preview === undefined) return undefined
  if (preview.kind === 'published')
    return { status: 302, headers: { ...previewHeaders, location: preview.path }, body: Buffer.alloc(0) }
  const { locale, token } = address
  const rendered = await render(urls.preview(locale, token))
  // It was published or revoked while it was rendered.
  if (rendered.status === 404) return undefined
  if (rendered.status !== 200) throw new Error(`Rendering a preview gave status ${rendered.status}`)
  const html = rendered.body.toString('utf8')
  return {
    status: 200,
    headers: {
      ...previewHeaders,
      'content-type': rendered.contentType,
      'content-language': localeFacts[locale].tag,
    },
    body: Buffer.from(signMedia(assets === undefined ? html : finishHtml(html, assets), preview.release.slug, token)),
  }
}
