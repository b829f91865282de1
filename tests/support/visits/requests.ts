import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '#lib/clock.ts'
import { silentLog } from '#lib/log.ts'
import type { VisitRequest } from '#lib/visits/rules.ts'
import { openMemoryStore } from '#lib/visits/store/memory.ts'
import { openVisits, type Visits, type VisitsOptions } from '#lib/visits/visits.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'

export const newEvent = () => randomBytes(16).toString('hex')

/** A request as a browser's script sends it, by a reader at 192.0.2.1. */
export function visitRequest(fields: Partial<VisitRequest> = {}): VisitRequest {
  return {
    method: 'POST',
    slug: 'seminar',
    pixel: false,
    headers: { 'user-agent': firefox, 'sec-fetch-site': 'same-origin' },
    remoteAddress: '192.0.2.1',
    body: Buffer.from(JSON.stringify({ event: newEvent() })),
    ...fields,
  }
}

/** A clock that stands still until it is set. */
export function handClock(start: number): Clock & { set(instant: number): void } {
  let now = start
  return {
    now: () => now,
    set(instant) {
      now = instant
    },
  }
}

interface TestVisitsOptions extends Partial<Omit<VisitsOptions, 'config' | 'timeZone'>> {
  readonly config?: Partial<VisitsOptions['config']>
  readonly timeZone?: string
}

/** Visits over a memory store (or the one given), releases `seminar` (legacy 111) and `interview`, closed after the test. */
export async function openTestVisits(options: TestVisitsOptions = {}): Promise<Visits> {
  const { config, timeZone = 'Asia/Shanghai', ...rest } = options
  const dataDir = config?.dataDir ?? join(await makeTemporaryFolder(), 'data')
  const visits = await openVisits({
    config: {
      visitsStore: { kind: 'memory' },
      visitWindowSeconds: 1800,
      trustProxyHops: 0,
      visitLimits: { perMinute: 10_000, perDay: 10_000, perReleasePerDay: 10_000 },
      ...config,
      dataDir,
    },
    clock: handClock(Date.UTC(2026, 2, 1, 4)),
    log: silentLog,
    timeZone: () => timeZone,
    releases: {
      isPublished: (slug) => slug === 'seminar' || slug === 'interview',
      legacyVisits: (slug) => (slug === 'seminar' ? 111 : 0),
    },
    ...(config?.visitsStore === undefined && rest.store === undefined ? { store: openMemoryStore() } : {}),
    ...rest,
  })
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= visits.close()
    return closed
  }
  onTestFinished(close)
  return { ...visits, close }
}
