import { createHash } from 'node:crypto'
import { ledgerMark } from '#lib/content/header/mark.ts'
import type { Category, PublicRelease, Release, Site } from '#lib/content/types.ts'

/** An instant from wall-clock text in Shandong (UTC+8, no summer time): `2015-12-16 08:54:43`, `2015-12-16`. */
export function at(text: string): number {
  const [day, time = '00:00:00'] = text.split(' ')
  const instant = Date.parse(`${day}T${time}+08:00`)
  if (Number.isNaN(instant)) throw new Error(`"${text}" is not a time`)
  return instant
}

/** A published English release of 16 December 2015 with nothing optional; `fields` says what the test is about. */
export function release(fields: Partial<Release> = {}): Release {
  const slug = fields.slug ?? 'weifang-seminar'
  const locale = fields.locale ?? 'en'
  const title = fields.title ?? `Release ${slug}`
  const date = fields.date ?? at('2015-12-16 08:54:43')
  const file = fields.file ?? `news/${new Date(date + 8 * 3_600_000).getUTCFullYear()}/${slug}/${locale}.md`
  const digest = createHash('sha256')
    .update(JSON.stringify([file, title, { ...fields }]))
    .digest('hex')
  return {
    summary: `Summary of ${slug}.`,
    summaryGiven: true,
    draft: false,
    embargo: false,
    changes: [],
    tags: [],
    downloads: [],
    contacts: [],
    aliases: [],
    legacyVisits: 0,
    digest,
    ...fields,
    slug,
    locale,
    title,
    date,
    file,
  }
}

/** A release as readers see it: published, promoted, readable in its own language. */
export function publicRelease(fields: Partial<PublicRelease> = {}): PublicRelease {
  const { state = 'published', promoted = true, updatedAt, effectiveChanges = [], translations, ...facts } = fields
  const base = release(facts)
  return {
    ...base,
    state,
    promoted,
    updatedAt: updatedAt ?? effectiveChanges[0]?.date ?? base.date,
    effectiveChanges,
    translations: translations ?? [base.locale],
  }
}

/** A category whose Chinese label is its English one in brackets. */
export function category(key: string, label = key[0]?.toUpperCase() + key.slice(1)): Category {
  return { key, label: { en: label, zh: `〔${label}〕` } }
}

/** A site in Asia/Shanghai, 20 releases a page, with the categories `policy` and `industry`. */
export function site(fields: Partial<Site> = {}): Site {
  return {
    name: { en: 'Shandong Corporate News', zh: '山东企业新闻' },
    tagline: { en: 'News of companies in Shandong', zh: '山东企业的新闻' },
    mark: ledgerMark,
    timeZone: 'Asia/Shanghai',
    defaultLocale: 'en',
    profile: 'corporate',
    footer: {},
    contacts: [],
    pageSize: 20,
    social: [],
    verification: {},
    aiAgents: { search: 'allow', training: 'allow' },
    categories: [category('policy'), category('industry')],
    ...fields,
  }
}
