import type { Category } from '#lib/content/types.ts'
import { locales } from '#lib/i18n/locales.ts'
import { instantOf, wallClockText } from '#lib/time-zone.ts'
import { isSlug } from '#lib/urls.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { findDates, type LegacyDate } from '../page/dates.ts'
import { collapse } from '../page/text.ts'
import type { ExportItem, Term } from './parse-export.ts'

const written = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/

/** WordPress writes zeros where there is no time. */
const timeOf = (text: string | undefined) => {
  const found = findDates(text ?? '')[0]
  return found !== undefined && written.test(found.text) ? found : undefined
}

/** When a post was published, on the clock of the site's zone, and a note when WordPress showed another hour. */
export function dateOfPost(
  { texts }: ExportItem,
  timeZone: string,
): { readonly date?: LegacyDate; readonly notes: readonly ImportNote[] } {
  const shown = timeOf(texts.get('wp:post_date'))
  const universal = timeOf(texts.get('wp:post_date_gmt'))
  if (universal === undefined) return { ...(shown === undefined ? {} : { date: shown }), notes: [] }
  const [, year, month, day, hour, minute, second] = (written.exec(universal.text) ?? []).map(Number)
  const wall = {
    year: year ?? 0,
    month: month ?? 0,
    day: day ?? 0,
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: second ?? 0,
  }
  const text = wallClockText(instantOf(wall, 'UTC'), timeZone)
  const isMoved = shown !== undefined && shown.text !== text
  return {
    date: { ...universal, text, year: Number(text.slice(0, 4)) },
    notes: isMoved ? [importNote('date-zone', { shown: shown.text, date: text, zone: timeZone })] : [],
  }
}

const bare = (text: string) => text.normalize('NFKC').trim().toLowerCase()
const longestTag = 60

/** The category and tags of a post, and what of its terms has no place. */
export function termsOfPost(terms: readonly Term[], categories: readonly Category[]) {
  const keyOf = ({ name, nicename }: Term) =>
    categories.find(
      ({ key, label }) =>
        key === bare(nicename) || key === bare(name) || locales.some((locale) => bare(label[locale]) === bare(name)),
    )?.key
  const own = terms.filter(({ domain }) => domain === 'category')
  const tagTerms = terms.filter(({ domain }) => domain === 'post_tag')
  const [category, ...others] = [...new Set(own.flatMap((term) => keyOf(term) ?? []))]
  const lost = [
    ...own.filter((term) => keyOf(term) === undefined).map(({ name }) => name),
    ...others,
    ...terms.filter(({ domain }) => domain !== 'category' && domain !== 'post_tag').map(({ name }) => name),
  ]
  const tags = [...new Map(tagTerms.map(({ name }) => [bare(name), collapse(name)])).values()]
  const fitting = tags.filter((tag) => tag !== '' && tag.length <= longestTag)
  const found = category ?? tagTerms.flatMap((term) => keyOf(term) ?? [])[0]
  return {
    ...(found === undefined ? {} : { category: found }),
    tags: fitting,
    notes: [
      ...lost.filter((name) => name !== '' && bare(name) !== 'uncategorized' && name !== '未分类'),
      ...tags.filter((tag) => tag.length > longestTag),
    ].map((name) => importNote('term-lost', { name })),
  }
}

const pathOf = (address: string | undefined) => {
  const text = address?.trim() ?? ''
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || (url.pathname === '/' && url.search === '')) return []
  return [url.pathname + url.search]
}

/** The addresses of a post on the old site: its own, and the short one that every post has. */
export function aliasesOfPost({ texts }: ExportItem): string[] {
  return [...new Set([...pathOf(texts.get('link')), ...pathOf(texts.get('guid'))])]
}

/** The name of a post in its address, when it can be that of a release too. */
export function slugOfPost({ texts }: ExportItem): string | undefined {
  const name = texts.get('wp:post_name')?.trim().toLowerCase() ?? ''
  return isSlug(name) && name.length <= 80 ? name : undefined
}
