import { wallTime } from '#lib/time-zone.ts'
import { versionsOf } from '../catalogue.ts'
import type { Problem, ProblemLanguage } from '../problem.ts'
import type { Catalogue, Release, ReleaseState, SitePage } from '../types.ts'
import { visibility } from '../visibility.ts'

const pad = (value: number) => String(value).padStart(2, '0')
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2 Dec 2026 09:00 Asia/Shanghai`, with seconds where they are not zero. */
function instantText(instant: number, timeZone: string, language: ProblemLanguage): string {
  const { year, month, day, hour, minute, second } = wallTime(instant, timeZone)
  const clock = `${pad(hour)}:${pad(minute)}${second === 0 ? '' : `:${pad(second)}`}`
  return language === 'zh'
    ? `${year}年${month}月${day}日 ${clock} ${timeZone}`
    : `${day} ${months[month - 1]} ${year} ${clock} ${timeZone}`
}

const units = [
  { length: 365.25 * 86_400_000, en: 'year', zh: '年' },
  { length: 86_400_000, en: 'day', zh: '天' },
  { length: 3_600_000, en: 'hour', zh: '小时' },
  { length: 60_000, en: 'minute', zh: '分钟' },
  { length: 1000, en: 'second', zh: '秒' },
] as const

/** `in 11 days`, `3 hours ago`: whole units, the largest that fits. */
function distanceText(milliseconds: number, language: ProblemLanguage): string {
  const size = Math.abs(milliseconds)
  const unit = units.find(({ length }) => size >= length) ?? units[4]
  const count = Math.floor(size / unit.length)
  if (language === 'zh') return `${count} ${unit.zh}${milliseconds < 0 ? '前' : '后'}`
  const words = `${count} ${unit.en}${count === 1 ? '' : 's'}`
  return milliseconds < 0 ? `${words} ago` : `in ${words}`
}

type When = (instant: number) => string
type Reason = (release: Release, when: When) => string

const reasons: Readonly<
  Record<Exclude<ReleaseState, 'published' | 'corrected' | 'withdrawn'>, Readonly<Record<ProblemLanguage, Reason>>>
> = {
  draft: {
    en: () => 'draft: remove `draft: true` to publish it',
    zh: () => '草稿：删除 `draft: true` 即可发布',
  },
  scheduled: {
    en: ({ date }, when) => `scheduled: goes live ${when(date)}`,
    zh: ({ date }, when) => `定时发布：${when(date)}上线`,
  },
  embargoed: {
    en: ({ date }, when) => `embargoed: goes live ${when(date)}`,
    zh: ({ date }, when) => `禁发期内：${when(date)}解禁上线`,
  },
  gone: {
    en: ({ withdrawn }, when) => `withdrawn as an error: its address says so since ${when(withdrawn?.date ?? 0)}`,
    zh: ({ withdrawn }, when) => `因误发下架：${when(withdrawn?.date ?? 0)}下架，网址上说明情况`,
  },
  redirected: {
    en: ({ withdrawn }, when) =>
      `replaced by ${withdrawn?.replacement}: its address leads there since ${when(withdrawn?.date ?? 0)}`,
    zh: ({ withdrawn }, when) => `已由 ${withdrawn?.replacement} 替代：${when(withdrawn?.date ?? 0)}起，网址转到那里`,
  },
  expired: {
    en: ({ expires }, when) => `expired: left the site ${when(expires ?? 0)}`,
    zh: ({ expires }, when) => `已过期：${when(expires ?? 0)}下线`,
  },
}

interface NotPublicOptions {
  /** ms since the epoch. */
  readonly now: number
  readonly timeZone: string
  readonly language: ProblemLanguage
}

/** Why a release is not public at `now`, in one line; `undefined` when it is. */
function formatNotPublic(release: Release, { now, timeZone, language }: NotPublicOptions): string | undefined {
  const { state } = visibility(release, now)
  if (state === 'published' || state === 'corrected' || state === 'withdrawn') return undefined
  const comma = language === 'zh' ? '，' : ', '
  const when = (instant: number) =>
    `${instantText(instant, timeZone, language)}${comma}${distanceText(instant - now, language)}`
  return reasons[state][language](release, when)
}

/** A file that readers do not get, and why, in one line. */
export interface NotPublic {
  /** Path below the content folder. */
  readonly file: string
  readonly reason: string
}

const hasErrors: Readonly<Record<ProblemLanguage, string>> = {
  en: 'has errors and cannot be published; see npm run news -- check',
  zh: '有错误，无法发布；详见 npm run news -- check',
}

/** Every version of `catalogue` that is not public, newest first; and the files with errors of which it has no version. */
export function listNotPublic(
  catalogue: Catalogue | undefined,
  problems: readonly Problem[],
  { now, language }: { readonly now: number; readonly language: ProblemLanguage },
): { readonly hidden: readonly NotPublic[]; readonly broken: readonly NotPublic[] } {
  const timeZone = catalogue?.site.timeZone ?? 'UTC'
  const versions = [...(catalogue?.releases.values() ?? [])].flatMap(versionsOf<Release>)
  const hidden = versions
    .toSorted((a, b) => b.date - a.date || (a.file < b.file ? -1 : 1))
    .flatMap((release) => {
      const reason = formatNotPublic(release, { now, timeZone, language })
      return reason === undefined ? [] : [{ file: release.file, reason }]
    })
  const pages = [...(catalogue?.pages.values() ?? [])].flatMap(versionsOf<SitePage>)
  const known = new Set([...versions, ...pages].map(({ file }) => file))
  const faulty = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const broken = [...faulty].filter((file) => !known.has(file))
  return { hidden, broken: broken.map((file) => ({ file, reason: hasErrors[language] })) }
}
