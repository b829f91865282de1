import { randomBytes, randomUUID } from 'node:crypto'
import type { LocalDay } from '#lib/time-zone.ts'
import { type HitResult, type RestatementRecord, retention, type VisitHit, type VisitStore } from './store.ts'

const bySlugAndDay = (a: { slug: string; day: string }, b: { slug: string; day: string }) =>
  a.slug === b.slug ? (a.day < b.day ? -1 : 1) : a.slug < b.slug ? -1 : 1

/** A store that forgets everything with the process: for tests, and for trying the site out. */
export function openMemoryStore(): VisitStore {
  const id = randomUUID()
  const counts = new Map<string, Map<LocalDay, number>>()
  const events = new Map<string, number>()
  const readings = new Map<string, number[]>()
  const salts = new Map<LocalDay, { readonly salt: Buffer; readonly made: number }>()
  const refused = new Map<LocalDay, Map<string, number>>()
  const taken = new Map<string, number>()
  const lines: RestatementRecord[] = []
  let lastCommit: number | undefined

  const visitsOf = (slug: string, day: LocalDay) => counts.get(slug)?.get(day) ?? 0
  const setVisits = (slug: string, day: LocalDay, visits: number) => {
    const days = counts.get(slug) ?? new Map<LocalDay, number>()
    counts.set(slug, days.set(day, visits))
  }
  const sum = (days: Iterable<number>) => [...days].reduce((total, visits) => total + visits, 0)
  const figures = (slug: string, day: LocalDay) => ({
    today: visitsOf(slug, day),
    total: sum(counts.get(slug)?.values() ?? []),
  })
  const rows = () =>
    [...counts].flatMap(([slug, days]) =>
      [...days].filter(([, visits]) => visits > 0).map(([day, visits]) => ({ slug, day, visits })),
    )
  const rowsBetween = (from: LocalDay, to: LocalDay) => rows().filter(({ day }) => day >= from && day <= to)

  const outcomeOf = (hit: VisitHit): HitResult['outcome'] => {
    if (events.has(hit.event)) return 'replay'
    events.set(hit.event, hit.at)
    if (hit.windowSeconds > 0) {
      const opened = readings.get(hit.fingerprint) ?? []
      if (opened.some((at) => Math.abs(hit.at - at) < hit.windowSeconds * 1000)) return 'repeat'
      readings.set(hit.fingerprint, [...opened, hit.at])
    }
    setVisits(hit.slug, hit.day, visitsOf(hit.slug, hit.day) + 1)
    return 'counted'
  }

  return {
    async hit(hit) {
      const outcome = outcomeOf(hit)
      lastCommit = Math.max(lastCommit ?? 0, hit.at)
      return { outcome, ...figures(hit.slug, hit.day) }
    },
    async read(slugs, day) {
      return new Map(slugs.map((slug) => [slug, figures(slug, day)]))
    },
    async top(from, to, limit) {
      const sums = new Map<string, number>()
      for (const { slug, visits } of rowsBetween(from, to)) sums.set(slug, (sums.get(slug) ?? 0) + visits)
      return [...sums]
        .map(([slug, visits]) => ({ slug, visits }))
        .sort((a, b) => b.visits - a.visits || (a.slug < b.slug ? -1 : 1))
        .slice(0, limit)
    },
    async series(slug, from, to) {
      const sums = new Map<LocalDay, number>()
      for (const row of rowsBetween(from, to)) {
        if (slug === undefined || row.slug === slug) sums.set(row.day, (sums.get(row.day) ?? 0) + row.visits)
      }
      return [...sums].map(([day, visits]) => ({ day, visits })).sort((a, b) => (a.day < b.day ? -1 : 1))
    },
    async rename(from, to) {
      if (from === to) return
      for (const [day, visits] of counts.get(from) ?? []) setVisits(to, day, visitsOf(to, day) + visits)
      counts.delete(from)
    },
    async refuse(reason, day, hits) {
      const reasons = refused.get(day) ?? new Map<string, number>()
      refused.set(day, reasons.set(reason, (reasons.get(reason) ?? 0) + hits))
    },
    async refusals(from, to) {
      const sums = new Map<string, number>()
      for (const [day, reasons] of refused) {
        if (day < from || day > to) continue
        for (const [reason, hits] of reasons) sums.set(reason, (sums.get(reason) ?? 0) + hits)
      }
      return sums
    },
    async *export() {
      yield* rows().sort(bySlugAndDay)
    },
    async adopt(source, adopted) {
      for (const { slug, day, visits } of adopted) {
        const key = `${source} ${slug} ${day}`
        setVisits(slug, day, Math.max(0, visitsOf(slug, day) + visits - (taken.get(key) ?? 0)))
        taken.set(key, visits)
      }
    },
    async restate(restatement) {
      const before = visitsOf(restatement.slug, restatement.day)
      setVisits(restatement.slug, restatement.day, restatement.visits)
      lines.push({ ...restatement, before })
      return before
    },
    async restatements() {
      return [...lines]
    },
    async salt(day, at, proposed) {
      const kept = salts.get(day) ?? { salt: proposed ?? randomBytes(32), made: at }
      salts.set(day, kept)
      return kept.salt
    },
    async prune(now) {
      const oldest = now - retention
      for (const [event, at] of events) if (at < oldest) events.delete(event)
      for (const [day, { made }] of salts) if (made < oldest) salts.delete(day)
      for (const [fingerprint, opened] of readings) {
        const kept = opened.filter((at) => at >= oldest)
        if (kept.length === 0) readings.delete(fingerprint)
        else readings.set(fingerprint, kept)
      }
    },
    async health() {
      return { kind: 'memory', ok: true, id, ...(lastCommit === undefined ? {} : { lastCommit }), warnings: [] }
    },
    async close() {},
  }
}
