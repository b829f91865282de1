import type { Config } from '#lib/config.ts'
import type { Edition } from '#lib/content/types.ts'
import { nextMidnight } from '#lib/time-zone.ts'

export type Headers = Readonly<Record<string, string>>

/** Seconds for which any cache may keep a page; the figures of visits on it are as old as that at most. */
export const longestPageLife = 60

/** No inline script or style anywhere. W3C Content Security Policy Level 3. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** What Next's development mode needs on top: inline and evaluated code, inline styles and its web socket. */
const developmentPolicy = contentSecurityPolicy
  .replace("script-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval'")
  .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
  .replace("connect-src 'self'", "connect-src 'self' ws:")

/** The headers of every answer, errors included. */
export function buildCommonHeaders(config: Pick<Config, 'siteUrl' | 'noindex'>, development: boolean): Headers {
  return {
    'content-security-policy': development ? developmentPolicy : contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy':
      'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), ' +
      'magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(config.siteUrl.startsWith('https:')
      ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
      : {}),
    ...(config.noindex ? { 'x-robots-tag': 'noindex, nofollow' } : {}),
  }
}

/**
 * The instant (ms since the epoch) from which what is rendered at `now` may be another: the next publication, change or expiry,
 * or local midnight, when "today" begins again.
 */
export function editionEnd(edition: Pick<Edition, 'until' | 'site'>, now: number): number {
  return Math.min(edition.until, nextMidnight(now, edition.site.timeZone))
}

/** `Cache-Control` of everything that is rendered from an edition and may be kept for so many whole seconds. RFC 9111 and RFC 5861. */
const cacheControls = Array.from(
  { length: longestPageLife + 1 },
  (_, seconds) => `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=60`,
)

/** `Cache-Control` at `now` of what may be shown until `end`, both in ms: for 60 seconds at most. */
export function cacheControlUntil(end: number, now: number): string {
  const seconds = Math.max(0, Math.min(longestPageLife, Math.floor((end - now) / 1000)))
  return cacheControls[seconds] ?? neverStored
}

/** `Cache-Control` of what is rendered from an edition at `now`. */
export function pageCacheControl(edition: Edition, now: number): string {
  return cacheControlUntil(editionEnd(edition, now), now)
}

/** How long a connection may rest between two requests, in ms; every answer on one that stays says so. */
export const longestRest = 5000

export const neverStored = 'no-store'
export const immutable = 'public, max-age=31536000, immutable'
/** For files of our own whose name stays when their content changes, and for the way to a language. */
export const revalidated = 'public, max-age=0, s-maxage=60, stale-while-revalidate=60'

/** IMF-fixdate of RFC 9110 §5.6.7. */
export function httpDate(instant: number): string {
  return new Date(instant).toUTCString()
}
