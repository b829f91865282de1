import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { z } from 'zod'
import { locales } from '#lib/i18n/locales.ts'
import type { Newsroom } from '#lib/newsroom.ts'
import { settledWithin } from '#lib/visits/for-pages/patience.ts'
import type { VisitsHealth } from '#lib/visits/visits.ts'
import type { Page } from '../page.ts'
import type { Peers } from '../workers/worker-link.ts'

type Measured = Pick<Newsroom, 'content' | 'edition' | 'pushes' | 'search' | 'visits'>

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
  const health = healthOf(visits)
  new Gauge({
    name: 'newsroom_visits_spooled',
    help: "Visits that wait on this machine's disk for the store.",
    registers: [register],
    // All processes of a machine share one spool.
    aggregator: 'max',
    async collect() {
      const found = await health()
      if (found !== undefined) this.set(found.spooled)
    },
  })
  new Gauge({
    name: 'newsroom_visit_store_up',
    help: '1 while visits are committed at once, else 0.',
    registers: [register],
    aggregator: 'min',
    async collect() {
      this.set((await health())?.ok === true ? 1 : 0)
    },
  })
}

/** A store that is silent for longer is down, ms; whoever gathers the figures of all processes waits a second. */
const storePatience = 500

/** Asks for the health once for all who ask meanwhile; `undefined` when it does not come in time. */
function healthOf(visits: Measured['visits']): () => Promise<VisitsHealth | undefined> {
  let asked: Promise<VisitsHealth | undefined> | undefined
  const ask = async () => {
    const found: VisitsHealth[] = []
    await settledWithin(
      storePatience,
      visits.health().then((health) => void found.push(health)),
    )
    asked = undefined
    return found[0]
  }
  return () => {
    asked ??= ask()
    return asked
  }
}

function registerContent(register: Registry, { content, edition, search }: Measured): void {
  new Gauge({
    name: 'newsroom_releases',
    help: 'Releases that readers find in lists, by language.',
    labelNames: ['locale'],
    registers: [register],
    aggregator: 'max',
    collect() {
      for (const locale of locales) this.set({ locale }, edition().locales[locale].releases.length)
    },
  })
  new Gauge({
    name: 'newsroom_content_problems',
    help: 'Problems in the content folder, by severity.',
    labelNames: ['severity'],
    registers: [register],
    aggregator: 'max',
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
    aggregator: 'min',
    collect() {
      this.set(search.progress())
    },
  })
}

function registerPushes(register: Registry, { pushes }: Measured): void {
  new Gauge({
    name: 'newsroom_pushes',
    help: 'Pushes to search engines and hubs that wait or have failed; absent while pushes are off.',
    labelNames: ['state'],
    registers: [register],
    // All processes read one outbox.
    aggregator: 'max',
    collect() {
      this.reset()
      const status = pushes.status()
      if (status.state !== 'on') return
      this.set({ state: 'waiting' }, status.waiting)
      this.set({ state: 'failed' }, status.failed)
    },
  })
}

function registerPages(register: Registry, pages: { readonly bytes: number }): void {
  new Gauge({
    name: 'newsroom_page_cache_bytes',
    help: 'Memory that finished answers take, in every encoding.',
    registers: [register],
    collect() {
      this.set(pages.bytes)
    },
  })
}

const metricsOfProcesses = z.array(z.array(z.looseObject({ name: z.string() })))

/** What Prometheus reads (text format 0.0.4): counters are the sums over all serving processes. */
export class Metrics {
  readonly #register = new Registry()
  readonly #peers: Pick<Peers, 'status' | 'gather'>

  constructor(
    newsroom: Measured,
    peers: Pick<Peers, 'status' | 'gather' | 'onGather'>,
    pages: { readonly bytes: number },
  ) {
    this.#peers = peers
    registerPages(this.#register, pages)
    registerVisits(this.#register, newsroom)
    registerContent(this.#register, newsroom)
    registerPushes(this.#register, newsroom)
    collectDefaultMetrics({ register: this.#register })
    peers.onGather(() => this.#register.getMetricsAsJSON())
  }

  async answer(): Promise<Page> {
    return {
      status: 200,
      headers: { 'content-type': this.#register.contentType, 'cache-control': 'no-store' },
      body: Buffer.from(await (await this.#whole()).metrics()),
    }
  }

  async #whole(): Promise<Registry> {
    if (this.#peers.status().wanted === 1) return this.#register
    return AggregatorRegistry.aggregate(metricsOfProcesses.parse(await this.#peers.gather()))
  }
}
