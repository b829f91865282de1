import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import type { Instant } from '#lib/content/types.ts'
import { locales } from '#lib/i18n/locales.ts'
import type { KnownRelease } from './known.ts'
import { type Push, type PushTarget, pushTargets, type Receipt } from './push.ts'

const schemaVersion = 1

/** Longest that a push or a target ever waits from now on, ms: a day and what clocks differ by. */
const longestPause = 90_000_000

const schema = `
  -- What readers could read when it was last looked at.
  CREATE TABLE known (
    locale TEXT NOT NULL, slug TEXT NOT NULL, mark TEXT NOT NULL, text TEXT, date INTEGER NOT NULL, scopes TEXT NOT NULL,
    PRIMARY KEY (locale, slug)
  ) WITHOUT ROWID;
  CREATE INDEX known_unread ON known (locale, slug) WHERE text IS NULL;
  CREATE TABLE push (
    id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, path TEXT NOT NULL, reason TEXT NOT NULL,
    made INTEGER NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'waiting',
    answer TEXT, ended INTEGER
  );
  CREATE UNIQUE INDEX push_once ON push (target, path) WHERE state = 'waiting';
  CREATE INDEX push_state ON push (state, target, due);
  CREATE INDEX push_ended ON push (ended) WHERE ended IS NOT NULL;
  -- How a target fares: setbacks in a row, and until when nothing is sent to it.
  CREATE TABLE target (name TEXT PRIMARY KEY, setbacks INTEGER NOT NULL, resume INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`

const knownRow = z
  .object({
    locale: z.enum(locales),
    slug: z.string(),
    mark: z.string(),
    text: z.string().nullable(),
    date: z.number(),
    scopes: z.string(),
  })
  .transform(
    ({ text, scopes, ...row }): KnownRelease => ({
      ...row,
      text: text ?? undefined,
      scopes: z.array(z.object({ kind: z.enum(['category', 'tag']), key: z.string() })).parse(JSON.parse(scopes)),
    }),
  )

const pushRow = z.object({
  target: z.enum(pushTargets),
  path: z.string(),
  reason: z.enum(['published', 'updated', 'withdrawn', 'moved']),
  made: z.number(),
})

const waitingRow = pushRow.extend({ id: z.number() })

/** A push on its way; it is the same as long as nothing new has happened at its address. */
export type WaitingPush = z.infer<typeof waitingRow>

const receiptRow = pushRow
  .extend({
    state: z.enum(['waiting', 'sent', 'failed']),
    attempts: z.number(),
    answer: z.string().nullable(),
    ended: z.number().nullable(),
  })
  .transform(
    ({ answer, ended, ...row }): Receipt => ({
      ...row,
      ...(answer === null ? {} : { answer }),
      ...(ended === null ? {} : { ended }),
    }),
  )

/** What one look at an address gives: what to remember, and whom to tell. */
export interface Note {
  readonly locale: KnownRelease['locale']
  readonly slug: string
  /** `undefined`: nothing can be read there any more. */
  readonly known: KnownRelease | undefined
  readonly made: readonly Push[]
  /** Waiting pushes that are not worth sending any more. */
  readonly void: readonly Push[]
}

export interface PushCounts {
  readonly waiting: number
  readonly failed: number
}

/** Where the pushes of a data folder stand. */
const outboxFile = (dataDir: string) => join(dataDir, 'pushes.sqlite')

/**
 * What is known and what waits, in `DATA_DIR/pushes.sqlite`. A change is remembered and its pushes are put down in one
 * transaction, so that each is told once, whenever the process ends. Throws what SQLite throws.
 */
export class Outbox {
  readonly #db: Database.Database

  constructor(dataDir: string) {
    this.#db = new Database(outboxFile(dataDir), { timeout: 5000 })
    try {
      this.#db.pragma('journal_mode = WAL')
      this.#db.transaction(() => this.#prepare()).immediate()
    } catch (error) {
      this.#db.close()
      throw error
    }
  }

  #prepare(): void {
    const version = this.#db.pragma('user_version', { simple: true })
    if (version === schemaVersion) return
    if (version !== 0) throw new Error(`${this.#db.name} has version ${version}; this program knows ${schemaVersion}.`)
    this.#db.exec(schema)
    this.#db.pragma(`user_version = ${schemaVersion}`)
  }

  /** Whether everything public has been remembered once. */
  get isComplete(): boolean {
    return this.#db.prepare("SELECT 1 FROM fact WHERE name = 'complete'").get() !== undefined
  }

  complete(): void {
    this.#db.prepare("INSERT OR IGNORE INTO fact VALUES ('complete', '1')").run()
  }

  known(locale: string, slug: string): KnownRelease | undefined {
    const row = this.#db.prepare('SELECT * FROM known WHERE locale = ? AND slug = ?').get(locale, slug)
    return row === undefined ? undefined : knownRow.parse(row)
  }

  /** `locale/slug` of everything known. */
  knownKeys(): string[] {
    return z.array(z.string()).parse(this.#db.prepare("SELECT locale || '/' || slug FROM known").pluck().all())
  }

  /** Some of the known releases whose text has not been looked at. */
  unread(limit: number): KnownRelease[] {
    return z.array(knownRow).parse(this.#db.prepare('SELECT * FROM known WHERE text IS NULL LIMIT ?').all(limit))
  }

  /** Remembers and puts down all of `notes` or none. A push that waits already is renewed. */
  note(notes: readonly Note[], { now, due }: { readonly now: Instant; readonly due: Instant }): void {
    const remember = this.#db.prepare('INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?, ?)')
    const forget = this.#db.prepare('DELETE FROM known WHERE locale = ? AND slug = ?')
    const drop = this.#db.prepare("DELETE FROM push WHERE target = ? AND path = ? AND state = 'waiting'")
    const put = this.#db.prepare(`
      INSERT INTO push (target, path, reason, made, due) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (target, path) WHERE state = 'waiting' DO UPDATE
      SET reason = excluded.reason, made = max(made + 1, excluded.made), due = excluded.due`)
    this.#db
      .transaction(() => {
        for (const { locale, slug, known, made, void: gone } of notes) {
          if (known === undefined) forget.run(locale, slug)
          else remember.run(locale, slug, known.mark, known.text ?? null, known.date, JSON.stringify(known.scopes))
          for (const { target, path } of gone) drop.run(target, path)
          for (const { target, path, reason } of made) put.run(target, path, reason, now, due)
        }
      })
      .immediate()
  }

  /** Pushes that may be sent to `target` now: those tried least, then the newest, since a quota may end the day. */
  due(target: PushTarget, now: Instant, limit: number): WaitingPush[] {
    const { resume } = this.fortune(target)
    // Nothing waits for longer than a day, so what would has been written by a clock that was ahead.
    const future = now + longestPause
    if (resume > now && resume <= future) return []
    const select = this.#db.prepare(`
      SELECT id, target, path, reason, made FROM push WHERE state = 'waiting' AND target = ? AND due NOT BETWEEN ? AND ?
      ORDER BY attempts, id DESC LIMIT ?`)
    return z.array(waitingRow).parse(select.all(target, now + 1, future, limit))
  }

  /** Writes down that `target` is asked now. Throws when nothing can be written, so that nobody is asked without end. */
  ask(target: PushTarget, now: Instant): void {
    this.#db.prepare('INSERT OR REPLACE INTO fact VALUES (?, ?)').run(`asked ${target}`, String(now))
  }

  /** Writes down how pushes ended. One whose address has changed again meanwhile goes on waiting. */
  end(
    pushes: readonly WaitingPush[],
    end: { readonly state: 'sent' | 'failed'; readonly answer: string },
    now: Instant,
  ) {
    const update = this.#db.prepare(`
      UPDATE push SET state = ?, answer = ?, ended = ?, attempts = attempts + 1
      WHERE id = ? AND made = ? AND state = 'waiting'`)
    this.#db
      .transaction(() => {
        for (const { id, made } of pushes) update.run(end.state, end.answer, now, id, made)
      })
      .immediate()
  }

  /** Writes down that pushes were tried in vain and will be tried again. */
  postpone(pushes: readonly WaitingPush[], answer: string): void {
    const update = this.#db.prepare('UPDATE push SET answer = ?, attempts = attempts + 1 WHERE id = ?')
    this.#db
      .transaction(() => {
        for (const { id } of pushes) update.run(answer, id)
      })
      .immediate()
  }

  /** Gives up what has waited for `target` since before `oldest`; returns how many. */
  giveUp(target: PushTarget, oldest: Instant, now: Instant): number {
    return this.#db
      .prepare("UPDATE push SET state = 'failed', ended = ? WHERE state = 'waiting' AND target = ? AND made < ?")
      .run(now, target, oldest).changes
  }

  /** Setbacks in a row, and the instant from which `target` may be asked again. */
  fortune(target: PushTarget): { readonly setbacks: number; readonly resume: Instant } {
    const row = this.#db.prepare('SELECT setbacks, resume FROM target WHERE name = ?').get(target)
    return z.object({ setbacks: z.number(), resume: z.number() }).parse(row ?? { setbacks: 0, resume: 0 })
  }

  setFortune(target: PushTarget, setbacks: number, resume: Instant): void {
    this.#db.prepare('INSERT OR REPLACE INTO target VALUES (?, ?, ?)').run(target, setbacks, resume)
  }

  counts(): PushCounts {
    const count = this.#db.prepare('SELECT count(*) FROM push WHERE state = ?').pluck()
    return z.object({ waiting: z.number(), failed: z.number() }).parse({
      waiting: count.get('waiting'),
      failed: count.get('failed'),
    })
  }

  /** Newest first. */
  receipts(limit: number, state?: Receipt['state']): Receipt[] {
    const select = this.#db.prepare(`
      SELECT target, path, reason, made, state, attempts, answer, ended FROM push
      WHERE ? IS NULL OR state = ? ORDER BY id DESC LIMIT ?`)
    return z.array(receiptRow).parse(select.all(state ?? null, state ?? null, limit))
  }

  /** Lets everything that failed wait again from `now`, and asks the targets at once; returns how many. */
  retry(now: Instant): number {
    return this.#db
      .transaction(() => {
        this.#db.prepare('DELETE FROM target').run()
        const { changes } = this.#db
          .prepare(`
            UPDATE OR IGNORE push SET state = 'waiting', made = ?, due = ?, attempts = 0, ended = NULL
            WHERE state = 'failed' AND id IN (SELECT max(id) FROM push WHERE state = 'failed' GROUP BY target, path)`)
          .run(now, now)
        this.#db.prepare("DELETE FROM push WHERE state = 'failed'").run()
        return changes
      })
      .immediate()
  }

  /** Forgets receipts of before `oldest`. */
  prune(oldest: Instant): void {
    this.#db.prepare('DELETE FROM push WHERE ended < ?').run(oldest)
  }

  close(): void {
    this.#db.close()
  }
}

/** The outbox of a data folder that has one, else `undefined`. */
export function openOutbox(dataDir: string): Outbox | undefined {
  return existsSync(outboxFile(dataDir)) ? new Outbox(dataDir) : undefined
}
