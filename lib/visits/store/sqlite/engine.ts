import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { LocalDay } from '#lib/time-zone.ts'
import type {
  DayVisits,
  HitResult,
  Restatement,
  RestatementRecord,
  SlugVisits,
  VisitFigures,
  VisitHit,
  VisitRow,
} from '../store.ts'
import { renameNotes, retention } from '../store.ts'
import { checkRoom } from './room.ts'

type Hex = Buffer

/** Everything the SQLite store can be asked, synchronously, on one open file. Throws what better-sqlite3 throws. */
export type SqliteEngine = ReturnType<typeof createSqliteEngine>

/** What is asked of SQLite, by name; see `VisitStore` for the meaning of each. */
export function createSqliteEngine(db: Database) {
  return { ...hitting(db), ...reading(db), ...correcting(db), ...adopting(db), ...remembering(db) }
}

function hitting(db: Database) {
  const addEvent = db.prepare<[Hex, number]>('INSERT INTO event (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const near = db.prepare<[Hex, number, number], { found: 1 }>(
    'SELECT 1 AS found FROM reading WHERE fingerprint = ? AND opened > ? AND opened < ? LIMIT 1',
  )
  const addReading = db.prepare<[Hex, number]>('INSERT INTO reading (fingerprint, opened) VALUES (?, ?)')
  const addVisits = db.prepare<[string, LocalDay, number]>(
    'INSERT INTO visit (slug, day, visits) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET visits = visits + excluded.visits',
  )
  const visitsOfDay = db.prepare<[string, LocalDay], { visits: number }>(
    'SELECT visits FROM visit WHERE slug = ? AND day = ?',
  )
  const visitsOfAll = db.prepare<[string], { visits: number }>('SELECT visits FROM total WHERE slug = ?')

  const outcomeOf = (hit: VisitHit): HitResult['outcome'] => {
    if (addEvent.run(Buffer.from(hit.event, 'hex'), hit.at).changes === 0) return 'replay'
    if (hit.windowSeconds > 0) {
      const fingerprint = Buffer.from(hit.fingerprint, 'hex')
      const window = hit.windowSeconds * 1000
      if (near.get(fingerprint, hit.at - window, hit.at + window) !== undefined) return 'repeat'
      addReading.run(fingerprint, hit.at)
    }
    return 'counted'
  }
  // Of one release many are counted at once: what they add is written once.
  const hits = db.transaction((batch: readonly VisitHit[]): HitResult[] => {
    const totals = new Map<string, number>()
    const days = new Map<string, { readonly slug: string; readonly day: LocalDay; today: number; added: number }>()
    const results = batch.map((hit): HitResult => {
      const { slug, day } = hit
      const outcome = outcomeOf(hit)
      const added = outcome === 'counted' ? 1 : 0
      const total = (totals.get(slug) ?? visitsOfAll.get(slug)?.visits ?? 0) + added
      totals.set(slug, total)
      const key = `${day} ${slug}`
      const ofDay = days.get(key) ?? { slug, day, today: visitsOfDay.get(slug, day)?.visits ?? 0, added: 0 }
      ofDay.today += added
      ofDay.added += added
      days.set(key, ofDay)
      return { outcome, today: ofDay.today, total }
    })
    for (const { slug, day, added } of days.values()) if (added > 0) addVisits.run(slug, day, added)
    return results
  })
  return { hits: (batch: readonly VisitHit[]) => hits.immediate(batch) }
}

function reading(db: Database) {
  const read = db.prepare<[string, LocalDay], VisitFigures & { slug: string }>(`
    SELECT asked.value AS slug, coalesce(visit.visits, 0) AS today, coalesce(total.visits, 0) AS total
    FROM json_each(?) AS asked
    LEFT JOIN visit ON visit.slug = asked.value AND visit.day = ?
    LEFT JOIN total ON total.slug = asked.value`)
  const outside = db.prepare<[LocalDay, LocalDay], { found: 1 }>(
    'SELECT 1 AS found FROM visit WHERE day < ? OR day > ? LIMIT 1',
  )
  const topOfAll = db.prepare<[number], SlugVisits>('SELECT slug, visits FROM total ORDER BY visits DESC, slug LIMIT ?')
  const topOfDays = db.prepare<[LocalDay, LocalDay, number], SlugVisits>(`
    SELECT slug, sum(visits) AS visits FROM visit WHERE day BETWEEN ? AND ?
    GROUP BY slug HAVING sum(visits) > 0 ORDER BY 2 DESC, slug LIMIT ?`)
  const seriesOfSlug = db.prepare<[LocalDay, LocalDay, string], DayVisits>(
    'SELECT day, visits FROM visit WHERE day BETWEEN ? AND ? AND slug = ? AND visits > 0 ORDER BY day',
  )
  const seriesOfAll = db.prepare<[LocalDay, LocalDay], DayVisits>(`
    SELECT day, sum(visits) AS visits FROM visit WHERE day BETWEEN ? AND ?
    GROUP BY day HAVING sum(visits) > 0 ORDER BY day`)
  const rowsAfter = db.prepare<[string, LocalDay, number], VisitRow>(`
    SELECT slug, day, visits FROM visit WHERE (slug, day) > (?, ?) AND visits > 0 ORDER BY slug, day LIMIT ?`)
  const identity = db.prepare<[], { id: string }>('SELECT id FROM store')
  return {
    read: (slugs: readonly string[], day: LocalDay) => read.all(JSON.stringify(slugs), day),
    top: (from: LocalDay, to: LocalDay, limit: number) =>
      outside.get(from, to) === undefined ? topOfAll.all(limit) : topOfDays.all(from, to, limit),
    series: (slug: string | undefined, from: LocalDay, to: LocalDay) =>
      slug === undefined ? seriesOfAll.all(from, to) : seriesOfSlug.all(from, to, slug),
    /** At most `limit` rows after the one named, in the order of the export. */
    rowsAfter: (slug: string, day: LocalDay, limit: number) => rowsAfter.all(slug, day, limit),
    /** The id of the store; throws when the file cannot be written to, or its disk is full. */
    probe: (): string => {
      checkRoom(dirname(db.name))
      db.exec('BEGIN IMMEDIATE')
      db.exec('ROLLBACK')
      return identity.get()?.id ?? ''
    },
  }
}

/** What one slug has on one day. */
function countOfDay(db: Database) {
  const visitsOf = db.prepare<[string, LocalDay], { visits: number }>(
    'SELECT visits FROM visit WHERE slug = ? AND day = ?',
  )
  const setVisits = db.prepare<[string, LocalDay, number]>(
    'INSERT INTO visit (slug, day, visits) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET visits = excluded.visits',
  )
  return {
    read: (slug: string, day: LocalDay) => visitsOf.get(slug, day)?.visits ?? 0,
    set: (slug: string, day: LocalDay, visits: number) => setVisits.run(slug, day, visits),
  }
}

function correcting(db: Database) {
  const count = countOfDay(db)
  const daysOf = db.prepare<[string], DayVisits>('SELECT day, visits FROM visit WHERE slug = ? AND visits > 0')
  const remove = db.prepare<[string]>('DELETE FROM visit WHERE slug = ?')
  const addLine = db.prepare<[number, string, LocalDay, number, number, string]>(
    'INSERT INTO restatement (at, slug, day, before, visits, note) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const setAndNote = ({ slug, day, visits, note, at }: Restatement): number => {
    const before = count.read(slug, day)
    count.set(slug, day, visits)
    addLine.run(at, slug, day, before, visits, note)
    return before
  }
  const restate = db.transaction(setAndNote)
  const rename = db.transaction((from: string, to: string, at: number) => {
    for (const { day, visits } of daysOf.all(from)) {
      const there = count.read(to, day)
      setAndNote({ slug: from, day, visits: 0, note: renameNotes.to(to), at })
      setAndNote({ slug: to, day, visits: there + visits, note: renameNotes.from(from), at })
    }
    remove.run(from)
  })
  const lines = db.prepare<[], RestatementRecord>(
    'SELECT at, slug, day, before, visits, note FROM restatement ORDER BY number',
  )
  return {
    rename: (from: string, to: string, at: number) => {
      if (from !== to) rename.immediate(from, to, at)
    },
    restate: (restatement: Restatement) => restate.immediate(restatement),
    restatements: () => lines.all(),
  }
}

function adopting(db: Database) {
  const count = countOfDay(db)
  const takenOf = db.prepare<[string, string, LocalDay], { visits: number }>(
    'SELECT visits FROM adopted WHERE source = ? AND slug = ? AND day = ?',
  )
  const takenFrom = db.prepare<[string], VisitRow>('SELECT slug, day, visits FROM adopted WHERE source = ?')
  const setTaken = db.prepare<[string, string, LocalDay, number]>(`
    INSERT INTO adopted (source, slug, day, visits) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET visits = excluded.visits`)
  const adopt = db.transaction((source: string, rows: readonly VisitRow[]) => {
    for (const { slug, day, visits } of rows) {
      const added = visits - (takenOf.get(source, slug, day)?.visits ?? 0)
      if (added === 0) continue
      count.set(slug, day, Math.max(0, count.read(slug, day) + added))
      setTaken.run(source, slug, day, visits)
    }
  })
  return {
    adopt: (source: string, rows: readonly VisitRow[]) => adopt.immediate(source, rows),
    adopted: (source: string) => takenFrom.all(source),
  }
}

function remembering(db: Database) {
  const addRefused = db.prepare<[LocalDay, string, number]>(
    'INSERT INTO refusal (day, reason, hits) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hits = hits + excluded.hits',
  )
  const refused = db.prepare<[LocalDay, LocalDay], { reason: string; hits: number }>(
    'SELECT reason, sum(hits) AS hits FROM refusal WHERE day BETWEEN ? AND ? GROUP BY reason ORDER BY reason',
  )
  const addSalt = db.prepare<[LocalDay, Hex, number]>(
    'INSERT INTO salt (day, salt, made) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const saltOf = db.prepare<[LocalDay], { salt: Buffer }>('SELECT salt FROM salt WHERE day = ?')
  const salt = db.transaction((day: LocalDay, at: number, proposed: Uint8Array): Buffer => {
    addSalt.run(day, Buffer.from(proposed), at)
    return saltOf.get(day)?.salt ?? Buffer.from(proposed)
  })
  const forget = [
    db.prepare<[number]>('DELETE FROM event WHERE at < ?'),
    db.prepare<[number]>('DELETE FROM reading WHERE opened < ?'),
    db.prepare<[number]>('DELETE FROM salt WHERE made < ?'),
  ]
  return {
    refuse: (reason: string, day: LocalDay, hits: number) => {
      addRefused.run(day, reason, hits)
    },
    refusals: (from: LocalDay, to: LocalDay) => refused.all(from, to),
    salt: (day: LocalDay, at: number, proposed?: Uint8Array): Buffer =>
      saltOf.get(day)?.salt ?? salt.immediate(day, at, proposed ?? randomBytes(32)),
    prune: (now: number) => {
      for (const statement of forget) statement.run(now - retention)
    },
  }
}
