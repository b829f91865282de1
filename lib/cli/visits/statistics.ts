import { dayAfter, type LocalDay } from '#lib/time-zone.ts'
import { isSpike } from '#lib/visits/spikes.ts'
import type { DayVisits, SlugVisits, VisitStore } from '#lib/visits/store/store.ts'
import type { Words } from '../command.ts'

/** Days before a day that its habit is read from. */
const habit = 28
/** Releases that are shown, and those in which spikes are looked for. */
const shownReleases = 20
const watchedReleases = 100

export interface Spike extends DayVisits {
  readonly slug: string
}

/** What the visits of some days come to; both days included. */
export interface Statistics {
  readonly from: LocalDay
  readonly to: LocalDay
  /** Each day, those without visits too. */
  readonly days: readonly DayVisits[]
  readonly releases: readonly SlugVisits[]
  /** Refused hits by reason, most first. */
  readonly refusals: readonly (readonly [reason: string, hits: number])[]
  readonly spikes: readonly Spike[]
}

function* daysBetween(from: LocalDay, to: LocalDay): Iterable<LocalDay> {
  for (let day = from; day <= to; day = dayAfter(day, 1)) yield day
}

async function findSpikes(store: VisitStore, slug: string, from: LocalDay, to: LocalDay): Promise<Spike[]> {
  const series = await store.series(slug, dayAfter(from, -habit), to)
  return series.flatMap(({ day, visits }) => {
    if (day < from) return []
    const first = dayAfter(day, -habit)
    const before = series.filter((other) => other.day >= first && other.day < day)
    return isSpike(visits, before) ? [{ slug, day, visits }] : []
  })
}

/** Reads what there is to say about the days from `from` to `to`. */
export async function readStatistics(store: VisitStore, from: LocalDay, to: LocalDay): Promise<Statistics> {
  const counted = new Map((await store.series(undefined, from, to)).map(({ day, visits }) => [day, visits]))
  const days = [...daysBetween(from, to)].map((day) => ({ day, visits: counted.get(day) ?? 0 }))
  const releases = await store.top(from, to, watchedReleases)
  const spikes: Spike[] = []
  for (const { slug } of releases) spikes.push(...(await findSpikes(store, slug, from, to)))
  const refusals = [...(await store.refusals(from, to))].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return { from, to, days, releases: releases.slice(0, shownReleases), refusals, spikes }
}

const widest = 40

/** A bar as long as `value` is beside `most`; anything above nothing can be seen. */
export function renderBar(value: number, most: number): string {
  if (value <= 0 || most <= 0) return ''
  return '█'.repeat(Math.floor((value / most) * widest)) || '▏'
}

interface Row {
  readonly name: string
  readonly value: number
  readonly mark?: string
}

function renderRows(rows: readonly Row[]): string[] {
  const name = Math.max(0, ...rows.map((row) => row.name.length))
  const most = Math.max(0, ...rows.map(({ value }) => value))
  const figure = most.toLocaleString('en').length
  return rows.map(({ name: text, value, mark }) =>
    `  ${text.padEnd(name)}  ${value.toLocaleString('en').padStart(figure)}  ${renderBar(value, most)}${mark ?? ''}`.trimEnd(),
  )
}

const headings = {
  en: { releases: 'Releases', refused: 'Refused hits', spike: 'unusual' },
  zh: { releases: '稿件', refused: '未计入的请求', spike: '异常' },
} as const

/** The statistics as bars for a terminal. */
export function renderStatistics(
  { from, to, days, releases, refusals, spikes }: Statistics,
  language: keyof Words,
): string {
  const total = days.reduce((sum, { visits }) => sum + visits, 0).toLocaleString('en')
  const words = headings[language]
  const head = language === 'zh' ? `${from} 至 ${to}：共 ${total} 次访问` : `${from} to ${to}: ${total} visits`
  const spikeOf = (slug: string) =>
    spikes.filter((spike) => spike.slug === slug).map(({ day, visits }) => `${day}: ${visits.toLocaleString('en')}`)
  const marked = releases.map(({ slug, visits }) => {
    const found = spikeOf(slug)
    return { name: slug, value: visits, mark: found.length === 0 ? '' : `  ! ${words.spike}: ${found.join(', ')}` }
  })
  const parts = [
    [head, ...renderRows(days.map(({ day, visits }) => ({ name: day, value: visits })))],
    ...(marked.length === 0 ? [] : [[words.releases, ...renderRows(marked)]]),
    ...(refusals.length === 0
      ? []
      : [[words.refused, ...renderRows(refusals.map(([reason, hits]) => ({ name: reason, value: hits })))]]),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
