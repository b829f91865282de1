import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { locales } from '#lib/i18n/locales.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import type { Page } from '../page.ts'

type Measured = Pick<Newsroom, 'content' | 'edition' | 'search' | 'visits'>

function registerVisits(register: Registry, { visits }: Measured): void {
  new Counter({
    name: 'newsroom_visit_decisions_total',
    help: 'Hits on the visit endpoint since this process began, by decision.',
    labelNames: ['reason'],
    registers: [register],
    collect() {
      this.reset()
      for (const [reason, hits] of visits.counters()) this.inc({ reason }, hits)
    },
  })
  const spooled = new Gauge({
    name: 'newsroom_visits_spooled',
    help: "Visits that wait on this machine's disk for the store.",
    registers: [register],
  })
  new Gauge({
    name: 'newsroom_visit_store_up',
    help: '1 while visits are committed at once, else 0.',
    registers: [register],
    async collect() {
      const health = await visits.health()
      this.set(health.ok ? 1 : 0)
      spooled.set(health.spooled)
    },
  })
}

function registerContent(register: Registry, { content, edition, search }: Measured): void {
  new Gauge({
    name: 'newsroom_releases',
    help: 'Releases that readers find in lists, by language.',
    labelNames: ['locale'],
    registers: [register],
    collect() {
      for (const locale of locales) this.set({ locale }, edition().locales[locale].releases.length)
    },
  })
  new Gauge({
    name: 'newsroom_content_problems',
    help: 'Problems in the content folder, by severity.',
    labelNames: ['severity'],
    registers: [register],
    collect() {
      const problems = content.problems()
      const errors = problems.filter(({ severity }) => severity === 'error').length
      this.set({ severity: 'error' }, errors)
      this.set({ severity: 'warning' }, problems.length - errors)
    },
  })
  new Gauge({
    name: 'newsroom_search_indexed_ratio',
    help: 'Share of the content that search finds, 0 to 1.',
    registers: [register],
    collect() {
      this.set(search.progress())
    },
  })
}

/** What Prometheus reads (text format 0.0.4), of the process that answers. */
export class Metrics {
  readonly #register = new Registry()

  constructor(newsroom: Measured) {
    registerVisits(this.#register, newsroom)
    registerContent(this.#register, newsroom)
    collectDefaultMetrics({ register: this.#register })
  }

  async answer(): Promise<Page> {
    return {
      status: 200,
      headers: { 'content-type': this.#register.contentType, 'cache-control': 'no-store' },
      body: Buffer.from(await this.#register.metrics()),
    }
  }
}
