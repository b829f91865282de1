import type { Instant, PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate, formatMonthName } from '#lib/i18n/format.ts'
import { translate } from '#lib/i18n/translate.ts'
import { localDay, wallTime } from '#lib/time-zone.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'

/** A reference to a release, in three pieces because a style may set the title apart. */
export interface Citation {
  readonly style: 'gbt' | 'apa'
  readonly before: string
  readonly title: string
  readonly after: string
}

export interface CitationInput {
  readonly release: PublicRelease
  readonly site: Site
  /** Origin of the site, without a trailing slash. */
  readonly siteUrl: string
  /** The day on which it is read, in the site's zone, is part of a reference. */
  readonly now: Instant
}

interface Facts {
  readonly author: string
  readonly title: string
  readonly url: string
}

const withoutStop = (text: string) => text.replace(/\.$/, '')

/**
 * GB/T 7714-2025 (in force since 1 July 2026), 8.11: `Issuer. Title[EB/OL]. （published）[cited]. URL.`, the round brackets of full
 * width in every language. Days are those of the site's zone.
 */
function citeGbt({ author, title, url }: Facts, { release, site, now }: CitationInput): Citation {
  const [published, cited] = [release.date, now].map((instant) => localDay(instant, site.timeZone))
  return {
    style: 'gbt',
    before: `${withoutStop(author)}. `,
    title: withoutStop(title),
    after: `[EB/OL]. （${published}）[${cited}]. ${url}.`,
  }
}

/**
 * APA, 7th edition, 10.4 (press releases): `Issuer. (Year, Month Day). Title [Press release]. Site. URL`; the site is left out
 * where it is the issuer. Chinese releases get the marks of the Chinese form.
 */
function citeApa({ author, title, url }: Facts, { release, site }: CitationInput): Citation {
  const { locale, date } = release
  const name = site.name[locale]
  const kind = translate(locale, 'cite.pressRelease')
  if (locale === 'zh') {
    const publisher = name === author ? '' : `${name}。`
    const before = `${author}（${formatDate(date, site.timeZone, locale)}）。`
    return { style: 'apa', before, title, after: `［${kind}］。${publisher}${url}` }
  }
  const { year, month, day } = wallTime(date, site.timeZone)
  const publisher = name === author ? '' : `${withoutStop(name)}. `
  return {
    style: 'apa',
    before: `${withoutStop(author)}. (${year}, ${formatMonthName(month, locale)} ${day}). `,
    title,
    after: ` [${kind}]. ${publisher}${url}`,
  }
}

/** How to refer to a release, in the styles that readers of the site need, ready to be copied. */
export function buildCitations(input: CitationInput): Citation[] {
  const { release, site, siteUrl } = input
  const { locale, slug, source, title } = release
  const author = source?.name ?? site.name[locale]
  const facts = { author, title, url: absoluteUrl(siteUrl, urls.release(locale, slug)) }
  return [citeGbt(facts, input), citeApa(facts, input)]
}
