import { locales } from '#lib/i18n/locales.ts'
import { buildBody } from './body.ts'
import { buildHeader, dayText } from './header.ts'
import { plants, products, quarters } from './phrases.ts'
import { createRandom, type Random } from './random.ts'
import { topics } from './topics.ts'
import { createWriter, type Facts } from './writer.ts'

/** One generated release: texts by file name, and which pictures and attachments it needs. */
export interface DemoRelease {
  readonly slug: string
  readonly year: number
  /** `en.md`, `zh.md` → text. */
  readonly texts: ReadonlyMap<string, string>
  /** Numbers of generated pictures; the file is `picture-N.jpg`. */
  readonly pictures: readonly number[]
  /** Whether `figures.pdf` lies in its folder. */
  readonly report: boolean
}

export interface DemoOptions {
  /** How many releases there are in all. */
  readonly releases: number
  readonly seed: number
  /** The day of the newest releases, `YYYY-MM-DD`. */
  readonly until: string
  /** Whether releases have pictures and attachments. */
  readonly files: boolean
}

/** How many different pictures the generator draws. */
export const pictureCount = 12
const firstDay = Date.UTC(2009, 0, 5)
const dayLength = 86_400_000
const pad = (value: number) => String(value).padStart(2, '0')

/** Wall-clock text of the site's zone; newest first by number, and denser towards the end. Companies publish on working days. */
function dateOf(index: number, random: Random, { releases, until }: DemoOptions): string {
  const end = Date.parse(`${until}T00:00:00Z`)
  const back = Math.floor(((index / releases) ** 1.3 * (end - firstDay)) / dayLength)
  const day = new Date(end - back * dayLength)
  const weekend = [2, 0, 0, 0, 0, 0, 1][day.getUTCDay()] ?? 0
  const workday = dayText(new Date(day.getTime() - weekend * dayLength))
  return `${workday} ${pad(random.whole(8, 17))}:${pad(random.whole(0, 59))}:${pad(random.whole(0, 59))}`
}

const slugWords = (text: string) =>
  text
    .toLowerCase()
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

interface Plan {
  readonly facts: Facts
  readonly date: string
  readonly slug: string
  readonly topic: (typeof topics)[number]
}

function planOf(index: number, random: Random, options: DemoOptions): Plan {
  const date = dateOf(index, random, options)
  const topic = topics[(index * 5 + random.whole(0, 2)) % topics.length] ?? topics[0]
  const facts: Facts = {
    plant: random.pick(plants),
    product: random.pick(products),
    quarter: quarters[Math.floor((Number(date.slice(5, 7)) - 1) / 3)] ?? quarters[0],
    n: random.whole(12, 240) * 5,
    k: random.whole(3, 28),
    year: Number(date.slice(0, 4)),
  }
  const words = slugWords(createWriter(facts, 'en')(topic.title))
  const short = words.length <= 60 ? words : words.slice(0, 60).replace(/-[^-]*$/, '')
  return { facts, date, topic, slug: `${short}-${index + 1}` }
}

/** Release number `index`, 0 the newest. Pure: the same options give the same release, in whatever order they are made. */
export function buildDemoRelease(index: number, options: DemoOptions): DemoRelease {
  const { releases, seed, files } = options
  const random = createRandom(seed, index)
  const { facts, date, topic, slug } = planOf(index, random, options)
  const pictured = files && random.chance(0.62)
  const lead = pictured ? random.whole(0, pictureCount - 1) : undefined
  const inText = lead !== undefined && random.chance(0.2) ? (lead + 5) % pictureCount : undefined
  const alone = random.next()
  const chosen = locales.filter((locale) => (alone < 0.08 ? locale === 'en' : alone < 0.2 ? locale === 'zh' : true))
  const stream = random.whole(0, 2_000_000_000)
  const report = files && index % 9 === 4
  const replacement = () => planOf(index - 1, createRandom(seed, index - 1), options).slug
  const texts = chosen.map((locale): [string, string] => {
    // Each language draws from an equal sequence, so that both say the same.
    const words = createRandom(seed + 1, stream)
    const header = buildHeader(words, locale, {
      index,
      serial: releases - index,
      date,
      topic,
      facts,
      picture: lead,
      report,
      replacement,
    })
    const body = buildBody(words, { lead: topic.lead, facts, locale, picture: inText })
    return [`${locale}.md`, ['---', ...header, '---', '', body].join('\n')]
  })
  const pictures = [lead, inText].filter((number) => number !== undefined)
  return { slug, year: facts.year, texts: new Map(texts), pictures, report }
}
