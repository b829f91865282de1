import { randomBytes, randomUUID } from 'node:crypto'
import type { LocalDay } from '#lib/time-zone.ts'
import {
  compareVisits,
  type HitResult,
  type Restatement,
  type RestatementRecord,
  renameNotes,
  retention,
  type VisitHit,
  type VisitRow,
  type VisitStore,
} from './store.ts'

/** A store that forgets everything with the process: for tests, and for trying the site out. */
export function openMemoryStore(): VisitStore {
  const counts = createCounts()
  return { ...counting(counts), ...correcting(counts), ...remembering(), async close() {} }
}

type Counts = ReturnType<typeof createCounts>

function createCounts() {
  const bySlug = new Map<string, Map<LocalDay, number>>()
  const visitsOf = (slug: string, day: LocalDay) => bySlug.get(slug)?.get(day) ?? 0
  const rows = (): VisitRow[] =>
    [...bySlug].flatMap(([slug, days]) =>
      [...days].filter(([, visits]) => visits > 0).map(([day, visits]) => ({ slug, day, visits })),
    )
  return {
    visitsOf,
    set(slug: string, day: LocalDay, visits: number) {
      const days = bySlug.get(slug) ?? new Map<LocalDay, number>()
      bySlug.set(slug, days.set(day, visits))
    },
    daysOf: (slug: string) => [...(bySlug.get(slug) ?? [])],
    remove: (slug: string) => bySlug.delete(slug),
    figures: (slug: string, day: LocalDay) => ({
      today: visitsOf(slug, day),
      total: [...(bySlug.get(slug)?.values() ?? [])].reduce((sum, visits) => sum + visits, 0),
    }),
    rows,
    rowsBetween: (from: LocalDay, to: LocalDay) => rows().filter(({ day }) => day >= from && day <= to),
  }
}

const bySlugAndDay = (a: VisitRow, b: VisitRow) =>
  a.slug === b.slug ? (a.day < b.day ? -1 : 1) : a.slug < b.slug ? -1 : 1

function sumBy<T>(rows: readonly T[], keyOf: (row: T) => string, visitsOf: (row: T) => number): [string, number][] {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + visitsOf(row))
  return [...sums]
}

function counting(
  counts: Counts,
): Pick<VisitStore, 'hit' | 'read' | 'top' | 'series' | 'export' | 'prune' | 'salt' | 'health'> {
  const id = randomUUID()
  const readers = createReaders()
  let lastCommit: number | undefined
  return {
    async hit(hit) {
      const outcome = readers.outcomeOf(hit)
      if (outcome === 'counted') counts.set(hit.slug, hit.day, counts.visitsOf(hit.slug, hit.day) + 1)
      lastCommit = Math.max(lastCommit ?? 0, hit.at)
      return { outcome, ...counts.figures(hit.slug, hit.day) }
    },
    async read(slugs, day) {
      return new Map(slugs.map((slug) => [slug, counts.figures(slug, day)]))
    },
    async top(from, to, limit) {
      return sumBy(
        counts.rowsBetween(from, to),
        ({ slug }) => slug,
        ({ visits }) => visits,
      )
        .map(([slug, visits]) => ({ slug, visits }))
        .sort(compareVisits)
        .slice(0, limit)
    },
    async series(slug, from, to) {
      const rows = counts.rowsBetween(from, to).filter((row) => slug === undefined || row.slug === slug)
      return sumBy(
        rows,
        ({ day }) => day,
        ({ visits }) => visits,
      )
        .map(([day, visits]) => ({ day, visits }))
        .sort((a, b) => (a.day < b.day ? -1 : 1))
    },
    async *export() {
      yield* counts.rows().sort(bySlugAndDay)
    },
    async salt(day, at, proposed) {
      return readers.salt(day, at, proposed)
    },
    async prune(now) {
      readers.forgetBefore(now - retention)
    },
    async health() {
      return { kind: 'memory', ok: true, id, ...(lastCommit === undefined ? {} : { lastCommit }), warnings: [] }
    },
  }
}

function createReaders() {
  const events = new Map<string, number>()
  const readings = new Map<string, number[]>()
  const salts = new Map<LocalDay, { readonly salt: Buffer; readonly made: number }>()
  return {
    outcomeOf(hit: VisitHit): HitResult['outcome'] {
      if (events.has(hit.event)) return 'replay'
      events.set(hit.event, hit.at)
      if (hit.windowSeconds === 0) return 'counted'
      const opened = readings.get(hit.fingerprint) ?? []
      if (opened.some((at) => Math.abs(hit.at - at) < hit.windowSeconds * 1000)) return 'repeat'
      readings.set(hit.fingerprint, [...opened, hit.at])
      return 'counted'
    },
    salt(day: LocalDay, at: number, proposed: Buffer = randomBytes(32)): Buffer {
      const kept = salts.get(day) ?? { salt: proposed, made: at }
      salts.set(day, kept)
      return kept.salt
    },
    forgetBefore(oldest: number) {
      for (const [event, at] of events) if (at < oldest) events.delete(event)
      for (const [day, { made }] of salts) if (made < oldest) salts.delete(day)
      for (const [fingerprint, opened] of readings) {
        const kept = opened.filter((at) => at >= oldest)
        if (kept.length === 0) readings.delete(fingerprint)
        else readings.set(fingerprint, kept)
      }
    },
  }
}

function correcting(counts: Counts): Pick<VisitStore, 'rename' | 'adopt' | 'adopted' | 'restate' | 'restatements'> {
  const taken = new Map<string, Map<string, VisitRow>>()
  const lines: RestatementRecord[] = []
  const setAndNote = (restatement: Restatement): number => {
    const { slug, day, visits } = restatement
    const before = counts.visitsOf(slug, day)
    counts.set(slug, day, visits)
    lines.push({ ...restatement, before })
    return before
  }
  return {
    async rename(from, to, at) {
      if (from === to) return
      for (const [day, visits] of counts.daysOf(from)) {
        if (visits === 0) continue
        setAndNote({ slug: from, day, visits: 0, note: renameNotes.to(to), at })
        setAndNote({ slug: to, day, visits: counts.visitsOf(to, day) + visits, note: renameNotes.from(from), at })
      }
      counts.remove(from)
    },
    async adopt(source, rows) {
      const before = taken.get(source) ?? new Map<string, VisitRow>()
      taken.set(source, before)
      for (const row of rows) {
        const { slug, day, visits } = row
        const added = visits - (before.get(`${slug} ${day}`)?.visits ?? 0)
        counts.set(slug, day, Math.max(0, counts.visitsOf(slug, day) + added))
        before.set(`${slug} ${day}`, row)
      }
    },
    async adopted(source) {
      return [...(taken.get(source)?.values() ?? [])]
    },
    async restate(restatement) {
      return setAndNote(restatement)
    },
    async restatements() {
      return [...lines]
    },
  }
}

function remembering(): Pick<VisitStore, 'refuse' | 'refusals'> {
  const refused: { readonly reason: string; readonly day: LocalDay; readonly hits: number }[] = []
  return {
    async refuse(reason, day, hits) {
      refused.push({ reason, day, hits })
    },
    async refusals(from, to) {
      const between = refused.filter(({ day }) => day >= from && day <= to)
      return new Map(
        sumBy(
          between,
          ({ reason }) => reason,
          ({ hits }) => hits,
        ),
      )
    },
  }
}
