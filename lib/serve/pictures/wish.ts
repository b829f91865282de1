import Negotiator from 'negotiator'
import { mediaWidths, type PictureRatio, pictureRatios } from '#lib/urls.ts'

/** What an address asks of a picture by its query. */
export type Wish = { readonly width: (typeof mediaWidths)[number] } | { readonly crop: PictureRatio }

/** The wish in a query; `undefined` when it has none, `'unknown'` for one that nobody is given. Other parameters are ignored. */
export function parseWish(query: string): Wish | 'unknown' | undefined {
  const given = new URLSearchParams(query)
  const [w, crop] = [given.get('w'), given.get('crop')]
  if (w === null && crop === null) return undefined
  const width = crop === null ? mediaWidths.find((one) => String(one) === w) : undefined
  if (width !== undefined) return { width }
  const ratio = w === null ? pictureRatios.find((one) => one === crop) : undefined
  return ratio === undefined ? 'unknown' : { crop: ratio }
}

/** Formats in which pictures are given, the one that everything reads first. */
export const pictureFormats = ['jpeg', 'webp', 'avif'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/** The format that a reader's `Accept` prefers; JPEG for who names none or takes anything. RFC 9110 §12.5.1. */
export function chooseFormat(accepted: string | undefined): PictureFormat {
  if (accepted === undefined) return 'jpeg'
  const type = new Negotiator({ headers: { accept: accepted } }).mediaType(pictureFormats.map((one) => `image/${one}`))
  return pictureFormats.find((one) => `image/${one}` === type) ?? 'jpeg'
}
