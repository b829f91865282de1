import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PublicationFacts } from '#lib/content/types.ts'
import { visibility } from '#lib/content/visibility.ts'
import { instantOf } from '#lib/time-zone.ts'

const never = Number.POSITIVE_INFINITY
const published = Date.parse('2026-12-02T09:00:00+08:00')
const day = 86_400_000
const facts = (fields: Partial<PublicationFacts> = {}): PublicationFacts => ({
  date: published,
  draft: false,
  embargo: false,
  changes: [],
  ...fields,
})
const correction = { date: published + day, kind: 'correction', note: 'A figure was wrong.' } as const
const update = { date: published + day, kind: 'update', note: 'A picture was added.' } as const
const withdrawn = (kind: 'withdrawn' | 'error' | 'replaced', date = published + day) => ({
  date,
  kind,
  ...(kind === 'replaced' ? { replacement: 'new-release' } : {}),
})

const hidden = { status: 404, promoted: false }
const ended = { status: 410, promoted: false }
const shown = { status: 200, promoted: true }
const noticed = { status: 200, promoted: false }
const redirected = { status: 301, promoted: false }

test.each([
  ['a draft is never public', { draft: true, expires: published + day }, published + 2 * day, 'draft', hidden, never],
  [
    'a withdrawn draft is a draft',
    { draft: true, withdrawn: withdrawn('error') },
    published + 2 * day,
    'draft',
    hidden,
    never,
  ],
  ['a scheduled release waits for its date', {}, published - 1, 'scheduled', hidden, published],
  ['an embargoed release waits for its date', { embargo: true }, published - 1, 'embargoed', hidden, published],
  ['a release is published at its millisecond', {}, published, 'published', shown, never],
  ['a release stays published', {}, published + 1, 'published', shown, never],
  ['an embargo ends at its millisecond', { embargo: true }, published, 'published', shown, never],
  [
    'a correction to come changes nothing yet',
    { changes: [correction] },
    published + day - 1,
    'published',
    shown,
    published + day,
  ],
  ['a correction takes effect at its date', { changes: [correction] }, published + day, 'corrected', shown, never],
  ['an update is no correction', { changes: [update] }, published + day, 'published', shown, never],
  [
    'the nearest of several dates is the next boundary',
    { changes: [update, correction, { ...update, date: published + 5 }], expires: published + 7 },
    published,
    'published',
    shown,
    published + 5,
  ],
  [
    'a withdrawal to come changes nothing yet',
    { withdrawn: withdrawn('withdrawn') },
    published + day - 1,
    'published',
    shown,
    published + day,
  ],
  [
    'a withdrawn release stays readable',
    { withdrawn: withdrawn('withdrawn') },
    published + day,
    'withdrawn',
    noticed,
    never,
  ],
  [
    'a withdrawal outranks a correction',
    { changes: [correction], withdrawn: withdrawn('withdrawn') },
    published + 2 * day,
    'withdrawn',
    noticed,
    never,
  ],
  [
    'a withdrawn release can still expire',
    { withdrawn: withdrawn('withdrawn'), expires: published + 3 * day },
    published + 2 * day,
    'withdrawn',
    noticed,
    published + 3 * day,
  ],
  ['a release withdrawn as an error is gone', { withdrawn: withdrawn('error') }, published + day, 'gone', ended, never],
  [
    'a replaced release redirects',
    { withdrawn: withdrawn('replaced') },
    published + day,
    'redirected',
    redirected,
    never,
  ],
  [
    'a release is readable until just before it expires',
    { expires: published + day },
    published + day - 1,
    'published',
    shown,
    published + day,
  ],
  ['a release expires at its millisecond', { expires: published + day }, published + day, 'expired', ended, never],
  [
    'expiry outranks a withdrawal under a notice',
    { expires: published + day, withdrawn: withdrawn('withdrawn') },
    published + 2 * day,
    'expired',
    ended,
    never,
  ],
  [
    'an error outranks expiry',
    { expires: published + day, withdrawn: withdrawn('error') },
    published + 2 * day,
    'gone',
    ended,
    never,
  ],
  [
    'a replacement outranks expiry',
    { expires: published + day, withdrawn: withdrawn('replaced') },
    published + 2 * day,
    'redirected',
    redirected,
    never,
  ],
  [
    'an expired release may still be replaced later',
    { expires: published + day, withdrawn: withdrawn('replaced', published + 3 * day) },
    published + 2 * day,
    'expired',
    ended,
    published + 3 * day,
  ],
  [
    'an expired release has nothing to come from a withdrawal under a notice',
    { expires: published + day, withdrawn: withdrawn('withdrawn', published + 3 * day) },
    published + 2 * day,
    'expired',
    ended,
    never,
  ],
  [
    'a release that expires before its date is scheduled until then',
    { expires: published - day },
    published - 1,
    'scheduled',
    hidden,
    published,
  ],
  ['and is expired at once', { expires: published - day }, published, 'expired', ended, never],
  [
    'a withdrawal dated before publication takes effect with it',
    { withdrawn: withdrawn('error', published - day) },
    published,
    'gone',
    ended,
    never,
  ],
] as const)('%s', (_name, fields, now, state, answer, until) => {
  expect(visibility(facts(fields), now)).toEqual({ state, ...answer, until })
})

test.each([
  ['Asia/Shanghai', '2026-12-02T01:00:00Z'],
  ['America/New_York', '2026-12-02T14:00:00Z'],
  ['Pacific/Kiritimati', '2026-12-01T19:00:00Z'],
  ['Europe/Berlin', '2026-12-02T08:00:00Z'],
])('nine o’clock in %s is the instant %s, and not a millisecond earlier', (zone, instant) => {
  const date = instantOf({ year: 2026, month: 12, day: 2, hour: 9, minute: 0, second: 0 }, zone)
  expect(visibility(facts({ date }), Date.parse(instant) - 1).state).toBe('scheduled')
  expect(visibility(facts({ date }), Date.parse(instant)).state).toBe('published')
})

const instant = fc.integer({ min: 0, max: 30 })
const anyFacts: fc.Arbitrary<PublicationFacts> = fc.record(
  {
    date: instant,
    draft: fc.boolean(),
    embargo: fc.boolean(),
    expires: instant,
    changes: fc.array(fc.record({ date: instant, kind: fc.constantFrom('correction', 'update'), note: fc.string() }), {
      maxLength: 3,
    }),
    withdrawn: fc.record({ date: instant, kind: fc.constantFrom('withdrawn', 'error', 'replaced') }),
  },
  { requiredKeys: ['date', 'draft', 'embargo', 'changes'] },
)

test('an answer holds from its instant until just before its boundary, for every release', () => {
  fc.assert(
    fc.property(anyFacts, instant, (some, now) => {
      const { until, ...answer } = visibility(some, now)
      expect(until).toBeGreaterThan(now)
      for (let later = now; later < Math.min(until, 40); later++) expect(visibility(some, later)).toMatchObject(answer)
    }),
  )
})

test('nothing is promoted that is not readable, and nothing is readable before its date', () => {
  fc.assert(
    fc.property(anyFacts, instant, (some, now) => {
      const { status, promoted } = visibility(some, now)
      if (promoted) expect(status).toBe(200)
      if (some.draft || now < some.date) expect(status).toBe(404)
    }),
  )
})
