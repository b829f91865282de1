import { createHmac, timingSafeEqual } from 'node:crypto'
import { isLocale, type Locale } from '#lib/i18n/locales.ts'
import { isSlug } from '#lib/urls.ts'

/** What a preview link grants: one language version of one release, for a time. */
export interface PreviewClaim {
  readonly slug: string
  readonly locale: Locale
  /** ms since the epoch; from then on the link is dead. */
  readonly expires: number
  /** ms since the epoch. */
  readonly issued: number
  /** Letters and digits that make two links of one moment differ. */
  readonly nonce: string
}

/** The signature of a payload: HMAC-SHA256, base64url. The prefix keeps it apart from anything else signed with the secret. */
const signatureOf = (payload: string, secret: string) =>
  createHmac('sha256', secret).update(`newsroom preview\n${payload}`).digest('base64url')

/** The token of a preview's address: the claim in words and its signature, parted by dots; safe in a URL as it is. */
export function buildPreviewToken({ slug, locale, expires, issued, nonce }: PreviewClaim, secret: string): string {
  const payload = [slug, locale, expires.toString(36), issued.toString(36), nonce].join('.')
  return `${payload}.${signatureOf(payload, secret)}`
}

function isSigned(payload: string, signature: string, secret: string): boolean {
  const [seen, right] = [Buffer.from(signature), Buffer.from(signatureOf(payload, secret))]
  return seen.length === right.length && timingSafeEqual(seen, right)
}

/** The claim of a token that was signed with `secret`; `undefined` for any other text. Says nothing about its time. */
export function parsePreviewToken(token: string, secret: string): PreviewClaim | undefined {
  const end = token.lastIndexOf('.')
  const payload = token.slice(0, Math.max(0, end))
  if (!isSigned(payload, token.slice(end + 1), secret)) return undefined
  const [slug = '', locale, expires = '', issued = '', nonce = ''] = payload.split('.')
  if (!isSlug(slug) || !isLocale(locale)) return undefined
  return { slug, locale, expires: Number.parseInt(expires, 36), issued: Number.parseInt(issued, 36), nonce }
}
