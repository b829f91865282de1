import Negotiator from 'negotiator'
import { isLocale, type Locale, localeFacts, locales } from '#lib/i18n/locales.ts'
import { urls } from '#lib/urls.ts'
import { revalidated } from './headers.ts'
import type { Page } from './page.ts'

/** The language of the site that a reader's `Accept-Language` prefers. RFC 9110 §12.5.4, matched by primary language (RFC 4647). */
function chooseLocale(accepted: string | undefined, fallback: Locale): Locale {
  if (accepted === undefined) return fallback
  const wanted = new Negotiator({ headers: { 'accept-language': accepted } }).languages()
  for (const tag of wanted) {
    if (tag === '*') return fallback
    const primary = tag.toLowerCase().split('-')[0]
    const locale = locales.find((one) => localeFacts[one].tag.toLowerCase().split('-')[0] === primary)
    if (isLocale(locale)) return locale
  }
  return fallback
}

/** The answer of `/`: a temporary redirect to the home page in the reader's language. */
export function answerRoot(accepted: string | undefined, fallback: Locale): Page {
  return {
    status: 302,
    headers: {
      location: urls.home(chooseLocale(accepted, fallback)),
      vary: 'Accept-Language',
      'cache-control': revalidated,
    },
    body: Buffer.alloc(0),
  }
}

/** With the parameter of both answers, which who asks may name (RFC 7763). */
const html = 'text/html;charset=utf-8'
const markdown = 'text/markdown;charset=utf-8'

/** Whether `Accept` ranks Markdown above HTML, or names it first of the two; any type and no `Accept` mean HTML. RFC 9110 §12.5.1. */
export function prefersMarkdown(accepted: string | undefined): boolean {
  if (accepted === undefined || !/text\/markdown/i.test(accepted)) return false
  const wanted = new Negotiator({ headers: { accept: accepted.toLowerCase() } })
  return wanted.mediaType([html, markdown]) === markdown
}
