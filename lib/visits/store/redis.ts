import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { StoreError } from '#lib/errors.ts'
import { openRedisConnection, type RedisConnection, type RedisOptions } from './redis/connection.ts'
import * as scripts from './redis/scripts.ts'
import { compareVisits, type DayVisits, renameNotes, retention, type VisitRow, type VisitStore } from './store.ts'

const hitReply = z.tuple([z.enum(['counted', 'repeat', 'replay']), z.coerce.number(), z.coerce.number()])
const texts = z.array(z.string())
const listsOfTexts = z.array(texts)
const auditLine = z
  .string()
  .transform((line): unknown => JSON.parse(line))
  .pipe(
    z.object({
      slug: z.string(),
      day: z.string(),
      visits: z.number(),
      note: z.string(),
      at: z.number(),
      before: z.number(),
    }),
  )

/** Longest wait for what is not a reader's hit or page, ms. */
const patient = 10_000
const rowsAtOnce = 500

/**
 * The store in Redis 7 or newer, or Valkey, for several instances. Each hit is one script; the connection heals itself.
 * Rejects with `ConfigError` when the server throws keys away or is too old.
 */
export async function openRedisStore(options: RedisOptions): Promise<VisitStore> {
  const connection = openRedisConnection(options)
  try {
    await connection.checkSettings()
  } catch (error) {
    await connection.close()
    throw error
  }
  return { ...counting(connection), ...correcting(connection), ...remembering(connection) }
}

type Counting = Pick<VisitStore, 'hit' | 'read' | 'top' | 'series' | 'export' | 'health' | 'close'>

function counting(connection: RedisConnection): Counting {
  const { run } = connection
  let lastCommit: number | undefined
  return {
    async hit({ event, fingerprint, slug, day, at, windowSeconds }) {
      const args = [event, fingerprint, slug, day, at, windowSeconds * 1000, retention]
      const [outcome, today, total] = hitReply.parse(await run(scripts.hitScript, args))
      lastCommit = Math.max(lastCommit ?? 0, at)
      return { outcome, today, total }
    },
    async read(slugs, day) {
      if (slugs.length === 0) return new Map()
      const figures = texts.parse(await run(scripts.readScript, [day, ...slugs])).map(Number)
      return new Map(
        slugs.map((slug, index) => [slug, { today: figures[index * 2] ?? 0, total: figures[index * 2 + 1] ?? 0 }]),
      )
    },
    async top(from, to, limit) {
      const ranked = pairs(await run(scripts.topScript, [from, to, limit], patient))
      return ranked.map(([slug, visits]) => ({ slug, visits: Number(visits) })).sort(compareVisits)
    },
    async series(slug, from, to) {
      const answer =
        slug === undefined
          ? await run(scripts.daysScript, [])
          : listsOfTexts.parse(await run(scripts.daysOfSlugsScript, [slug]))[0]
      return daysOf(answer).filter(({ day }) => day >= from && day <= to)
    },
    export: () => exportRows(connection),
    async health() {
      const base = { kind: 'redis' as const, ...(lastCommit === undefined ? {} : { lastCommit }) }
      try {
        const { id, warnings } = await connection.verify()
        await run(scripts.probeScript, [])
        return { ...base, ok: true, id, warnings }
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        return { ...base, ok: false, warnings: [`${error.message} ${error.hint}`] }
      }
    },
    close: () => connection.close(),
  }
}

type Correcting = Pick<VisitStore, 'rename' | 'adopt' | 'adopted' | 'restate' | 'restatements'>

function correcting({ run }: RedisConnection): Correcting {
  return {
    async rename(from, to, at) {
      if (from === to) return
      await run(scripts.renameScript, [from, to, at, renameNotes.to(to), renameNotes.from(from)], patient)
    },
    async adopt(source, rows) {
      for (let start = 0; start < rows.length; start += rowsAtOnce) {
        const fields = rows.slice(start, start + rowsAtOnce).flatMap(({ slug, day, visits }) => [slug, day, visits])
        await run(scripts.adoptScript, [source, ...fields], patient)
      }
    },
    async adopted(source) {
      return pairs(await run(scripts.adoptedScript, [source], patient)).map(([field, visits]) => {
        const [slug = '', day = ''] = field.split(' ')
        return { slug, day, visits: Number(visits) }
      })
    },
    async restate(restatement) {
      const { slug, day, visits } = restatement
      const before = await run(scripts.restateScript, [slug, day, visits, JSON.stringify(restatement)], patient)
      return z.number().parse(before)
    },
    async restatements() {
      return z.array(auditLine).parse(await run(scripts.restatementsScript, [], patient))
    },
  }
}

type Remembering = Pick<VisitStore, 'refuse' | 'refusals' | 'salt' | 'prune'>

function remembering({ run }: RedisConnection): Remembering {
  return {
    async refuse(reason, day, hits) {
      await run(scripts.refuseScript, [day, reason, hits])
    },
    async refusals(from, to) {
      const sums = new Map<string, number>()
      for (const [field, hits] of pairs(await run(scripts.refusalsScript, [], patient))) {
        const [day = '', reason = ''] = field.split(' ')
        if (day >= from && day <= to) sums.set(reason, (sums.get(reason) ?? 0) + Number(hits))
      }
      return sums
    },
    async salt(day, at, proposed = randomBytes(32)) {
      const kept = await run(scripts.saltScript, [day, `${at} ${proposed.toString('hex')}`, retention * 1.5])
      return Buffer.from(z.string().parse(kept).split(' ')[1] ?? '', 'hex')
    },
    async prune(now) {
      while (Number(await run(scripts.pruneScript, [now - retention], patient)) > 0);
    },
  }
}

/** The fields of a flat reply, two and two. */
function pairs(reply: unknown): [string, string][] {
  const flat = texts.parse(reply)
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2] ?? '', flat[index * 2 + 1] ?? ''])
}

function daysOf(reply: unknown): DayVisits[] {
  return pairs(reply)
    .map(([day, visits]) => ({ day, visits: Number(visits) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

async function* exportRows({ run }: RedisConnection): AsyncGenerator<VisitRow> {
  const slugs = texts.parse(await run(scripts.slugsScript, [], patient)).sort()
  for (let start = 0; start < slugs.length; start += rowsAtOnce) {
    const some = slugs.slice(start, start + rowsAtOnce)
    const days = listsOfTexts.parse(await run(scripts.daysOfSlugsScript, some, patient))
    for (const [index, slug] of some.entries()) for (const row of daysOf(days[index])) yield { slug, ...row }
  }
}
