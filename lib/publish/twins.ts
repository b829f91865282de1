import { stringify } from 'yaml'
import type { StoryThread } from '#lib/content/edition/story-thread.ts'
import type { PublicRelease, ReleaseBody, Site } from '#lib/content/types.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { localeFacts } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import { rfc3339, wallClockText } from '#lib/time-zone.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import { contactsOf } from './contacts.ts'

/** What a twin is made of; both twins say what the page says. */
export interface TwinInput {
  readonly release: PublicRelease
  readonly body: ReleaseBody
  readonly thread: StoryThread
  readonly site: Site
  readonly siteUrl: string
}

const addressOf = (siteUrl: string, { locale, slug }: PublicRelease) => absoluteUrl(siteUrl, urls.release(locale, slug))

/** Text of one line as Markdown that says just that: signs that CommonMark or GitHub's additions might read are escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_[\]<>#&~|]/g, '\\$&')
}

/** A body's Markdown with whole addresses where it leads to this site; `keepsFiles`: but not to the files beside it. */
function renderMarkdown({ markdown, addresses = [] }: ReleaseBody, siteUrl: string, keepsFiles: boolean): string {
  let text = ''
  let at = 0
  for (const { start, end, path, isFile } of addresses) {
    if (isFile && keepsFiles) continue
    // A parenthesis would end the address.
    text += markdown.slice(at, start) + absoluteUrl(siteUrl, path.replaceAll('(', '%28').replaceAll(')', '%29'))
    at = end
  }
  return (text + markdown.slice(at)).trim()
}

/** Since when and why a release is withdrawn that stays readable; `null` when it is not. */
function withdrawalOf({ state, withdrawn }: PublicRelease, { timeZone }: Site) {
  if (state !== 'withdrawn' || withdrawn === undefined) return null
  const { date, reason } = withdrawn
  return { date: rfc3339(date, timeZone), ...(reason === undefined ? {} : { reason }) }
}

/**
 * The Markdown twin: header with title, dates, language and canonical address, then the release's own
 * text. Its addresses are whole, so that it can be read anywhere; with `keepsFiles` those of files stay as they are, for a folder
 * that has the files.
 */
export function renderMarkdownTwin({ release, body, thread, site, siteUrl }: TwinInput, keepsFiles = false): string {
  const withdrawal = withdrawalOf(release, site)
  const header = {
    title: release.title,
    language: localeFacts[release.locale].tag,
    published: rfc3339(release.date, site.timeZone),
    updated: rfc3339(release.updatedAt, site.timeZone),
    ...(release.source === undefined ? {} : { source: release.source.name }),
    ...(release.summary === '' ? {} : { summary: release.summary }),
    ...(release.number === undefined ? {} : { number: release.number }),
    ...(release.image === undefined
      ? {}
      : { image: absoluteUrl(siteUrl, urls.media(release.slug, release.image.src)), imageAlt: release.image.alt }),
    ...(release.tags.length === 0 ? {} : { tags: [...release.tags] }),
    state: release.state,
    ...(release.effectiveChanges.length === 0
      ? {}
      : {
          changes: release.effectiveChanges.map(({ date, kind, note }) => ({
            date: rfc3339(date, site.timeZone),
            kind,
            note,
          })),
        }),
    ...(withdrawal === null ? {} : { withdrawn: withdrawal }),
    ...(thread.supersededBy === undefined ? {} : { supersededBy: addressOf(siteUrl, thread.supersededBy) }),
    canonical: release.canonical ?? addressOf(siteUrl, release),
  }
  return `---\n${stringify(header, { lineWidth: 0 })}---\n\n# ${escapeMarkdown(release.title)}\n\n${renderMarkdown(body, siteUrl, keepsFiles)}\n`
}

/** The plain-text twin, for desks that paste: what the page says, in its order, in lines of their own. */
export function renderTextTwin({ release, body, thread, site, siteUrl }: TwinInput): string {
  const { locale, date, number, source, dateline, withdrawn } = release
  const day = (instant: number) => formatDate(instant, site.timeZone, locale)
  const blocks = [
    release.title,
    ...(release.summaryGiven ? [release.summary] : []),
    [
      `${translate(locale, 'record.date')}${wallClockText(date, site.timeZone)} (${site.timeZone})`,
      ...(number === undefined ? [] : [`${translate(locale, 'record.number')}${number}`]),
      ...(source === undefined ? [] : [`${translate(locale, 'record.source')}${source.name}`]),
      addressOf(siteUrl, release),
    ].join('\n'),
    ...(release.state === 'withdrawn' && withdrawn !== undefined
      ? [translate(locale, 'notice.withdrawnOn', { date: day(withdrawn.date) }), withdrawn.reason ?? '']
      : []),
    ...(thread.supersededBy === undefined
      ? []
      : [`${translate(locale, 'thread.supersededBy')}${addressOf(siteUrl, thread.supersededBy)}`]),
    `${dateline === undefined ? '' : translate(locale, 'release.dateline', { place: dateline })}${body.text}`,
    ...release.effectiveChanges.map(({ date: changed, kind, note }) => {
      return `${translate(locale, `release.${kind}`)} (${day(changed)}): ${note}`
    }),
    ...(site.boilerplate === undefined
      ? []
      : [`${translate(locale, 'release.boilerplate', { name: site.name[locale] })}\n${site.boilerplate[locale]}`]),
    ...contactsOf(release, site).map(({ name, role, phone, email }) =>
      [name, role, phone, email].filter((part) => part !== undefined).join('\n'),
    ),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** The JSON twin: the typed record of `/L/news/S.json`. Instants are RFC 3339 with the site's offset; sizes are bytes. */
export function buildRecord(
  { release, body, thread, site, siteUrl }: TwinInput,
  visits: { readonly today: number | null; readonly total: number } | undefined,
) {
  const { slug, locale, image } = release
  const instant = (value: number) => rfc3339(value, site.timeZone)
  const media = (file: string) => absoluteUrl(siteUrl, urls.media(slug, file))
  return {
    slug,
    locale,
    url: addressOf(siteUrl, release),
    title: release.title,
    summary: release.summary,
    source: release.source ?? null,
    publishedAt: instant(release.date),
    updatedAt: instant(release.updatedAt),
    category: release.category ?? null,
    tags: release.tags,
    number: release.number ?? null,
    html: body.html,
    text: body.text,
    image: image === undefined ? null : { ...image, src: media(image.src) },
    downloads: release.downloads.map(({ file, ...facts }) => ({ url: media(file), ...facts })),
    translations: release.translations.map((other) => ({
      locale: other,
      url: absoluteUrl(siteUrl, urls.release(other, slug)),
    })),
    changes: release.effectiveChanges.map(({ date, kind, note }) => ({ date: instant(date), kind, note })),
    story: thread.entries.map(({ release: entry }) => ({
      url: addressOf(siteUrl, entry),
      locale: entry.locale,
      title: entry.title,
      publishedAt: instant(entry.date),
    })),
    supersededBy: thread.supersededBy === undefined ? null : addressOf(siteUrl, thread.supersededBy),
    withdrawn: withdrawalOf(release, site),
    state: release.state,
    visits: visits ?? null,
  }
}
