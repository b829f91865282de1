import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { changeRelease, type GeneratedRelease, listReleases } from '../content.ts'
import { fetchRaw } from '../fetch-raw.ts'
import type { Server } from '../program.ts'
import { median } from '../statistics.ts'

/** Medians, in ms. */
export interface PageCosts {
  readonly list: number
  readonly archive: number
  readonly release: number
}

const perKind = 20
const passes = 3
const publications = 5
/** Longest wait for a publication, in ms. */
const longestWait = 120_000

/** Publishes a change of `release` and resolves with the ms until its page shows it. */
async function publish(site: Server, contentDir: string, release: GeneratedRelease): Promise<number> {
  // Unlike any before, also of an earlier run over the same site: an old one would be found before the change is noticed.
  const sentence = `Sentence ${randomUUID()} of the benchmark.`
  const began = performance.now()
  await changeRelease(contentDir, release, sentence)
  for (;;) {
    const { body } = await fetchRaw(`${site.origin}/en/news/${release.slug}`, 'identity')
    if (body.includes(sentence)) return performance.now() - began
    if (performance.now() - began > longestWait) throw new Error(`A publication did not show in ${longestWait} ms`)
    await pause(5)
  }
}

function firstRelease(releases: number): GeneratedRelease {
  const [first] = listReleases(releases, 1)
  if (first === undefined) throw new Error('The site has no release')
  return first
}

/** ms of some publications, each from the change of the file to the new bytes. */
export async function measurePublication(site: Server, contentDir: string, releases: number): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round < publications; round += 1) {
    took.push(await publish(site, contentDir, firstRelease(releases)))
    // So that each meets a site at rest.
    await pause(500)
  }
  return took
}

function addressesOf(releases: number): Record<keyof PageCosts, string[]> {
  const pages = Math.min(perKind, Math.max(2, Math.floor(releases / 40)))
  const years = Array.from({ length: perKind / 2 }, (_, back) => `/en/archive/${2026 - back}`)
  return {
    list: ['/en/news', ...Array.from({ length: pages - 1 }, (_, page) => `/en/news/page/${page + 2}`)],
    archive: ['/en/archive', ...years],
    release: listReleases(releases, perKind).map(({ slug }) => `/en/news/${slug}`),
  }
}

async function timeAll(site: Server, addresses: readonly string[]): Promise<number[]> {
  const took: number[] = []
  for (const address of addresses) {
    const answer = await fetchRaw(site.origin + address, 'br')
    if (answer.status === 200) took.push(answer.took)
  }
  return took
}

/** What pages cost that are not in the cache, in a process that has rendered such pages before. */
export async function measurePages(site: Server, contentDir: string, releases: number): Promise<PageCosts> {
  const addresses = addressesOf(releases)
  const took: Record<keyof PageCosts, number[]> = { list: [], archive: [], release: [] }
  for (const kind of ['list', 'archive', 'release'] as const) await timeAll(site, addresses[kind])
  for (let pass = 0; pass < passes; pass += 1) {
    // A publication empties the cache. The first page after it also pays for the new edition, and is not counted.
    await publish(site, contentDir, firstRelease(releases))
    await fetchRaw(`${site.origin}/en`, 'br')
    for (const kind of ['list', 'archive', 'release'] as const) {
      took[kind].push(...(await timeAll(site, addresses[kind].slice(pass === 0 ? 1 : 0))))
    }
  }
  return { list: median(took.list), archive: median(took.archive), release: median(took.release) }
}
