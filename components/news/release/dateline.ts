import type { Locale } from '#lib/i18n/locales.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark)

/** An em dash in English; in Chinese the wide space that opens a report. */
const after: Readonly<Record<Locale, string>> = { en: ' — ', zh: '\u3000' }

/**
 * The body with its place set before the first words: `WEIFANG — The department …`. A body that begins with something
 * else than a paragraph gets a paragraph of its own for it.
 */
export function openWithDateline(html: string, dateline: string | undefined, locale: Locale): string {
  if (dateline === undefined) return html
  const place = `<strong class="dateline">${escapeHtml(dateline)}</strong>`
  const body = html.trimStart()
  return body.startsWith('<p>') ? `<p>${place}${after[locale]}${body.slice(3)}` : `<p>${place}</p>\n${body}`
}
