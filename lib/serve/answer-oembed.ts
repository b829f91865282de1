import type { Edition } from '#lib/content/types.ts'
import { buildOEmbed, oEmbedTypes, renderOEmbed } from '#lib/publish/oembed.ts'

const pixels = (text: string | null) => (text !== null && /^[0-9]{1,6}$/.test(text) ? Number(text) : undefined)

/** The document of `/oembed`: status 501 for a format that is not spoken (oembed.com, 2.3.3), `undefined` for 404. */
export function answerOEmbed(edition: Edition, siteUrl: string, query: string) {
  const given = new URLSearchParams(query)
  const format = given.get('format') || 'json'
  if (format !== 'json' && format !== 'xml')
    return { status: 501, type: 'text/plain', body: 'The formats are json and xml.\n' } as const
  const [maxWidth, maxHeight] = [pixels(given.get('maxwidth')), pixels(given.get('maxheight'))]
  const answer = buildOEmbed(edition, siteUrl, {
    url: given.get('url') ?? '',
    ...(maxWidth === undefined ? {} : { maxWidth }),
    ...(maxHeight === undefined ? {} : { maxHeight }),
  })
  if (answer === undefined) return undefined
  return {
    type: oEmbedTypes[format],
    body: renderOEmbed(answer, format),
    headers: {
      'x-robots-tag': 'noindex',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  }
}
