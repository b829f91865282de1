import type { Locale } from '#lib/i18n/locales.ts'
import { headings, type Phrase, pictureTexts, products, quoteSources, quotes, sentences } from './phrases.ts'
import type { Random } from './random.ts'
import { capital, createWriter, type Facts } from './writer.ts'

function buildTable(random: Random, locale: Locale): string {
  const head = locale === 'zh' ? ['产品', '本期', '上期'] : ['Product', 'This period', 'Before']
  const rows = products.slice(0, random.whole(3, 5)).map((product) => {
    const before = random.whole(40, 900)
    return [capital(product[locale]), String(before + random.whole(1, 120)), String(before)]
  })
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), '| --- | ---: | ---: |', ...rows.map(line)].join('\n')
}

/** Sentences in a new order each time, none twice in a release; each with its own figures. */
function createSentences(random: Random, facts: Facts, locale: Locale): () => string {
  const order = sentences.map((phrase) => ({ phrase, at: random.next() })).sort((a, b) => a.at - b.at)
  let used = 0
  return () => {
    const { phrase } = order[used % order.length] ?? { phrase: sentences[0] }
    used += 1
    return createWriter({ ...facts, n: random.whole(4, 80) * 5, k: random.whole(3, 12) }, locale)(phrase)
  }
}

/** The words for a generated picture. */
export const pictureText = (picture: number): Phrase => pictureTexts[picture % pictureTexts.length] ?? pictureTexts[0]

export interface BodyOptions {
  readonly lead: Phrase
  readonly facts: Facts
  readonly locale: Locale
  /** The picture in the text. */
  readonly picture: number | undefined
}

/** The text of a release. Two languages that draw from equal sequences say the same. */
export function buildBody(random: Random, { lead, facts, locale, picture }: BodyOptions): string {
  const write = createWriter(facts, locale)
  const sentence = createSentences(random, facts, locale)
  const several = (least: number, most: number) => Array.from({ length: random.whole(least, most) }, sentence)
  const paragraph = () => several(2, 4).join(locale === 'zh' ? '' : ' ')
  const opening = [write(lead), ...several(2, 3)].join(locale === 'zh' ? '' : ' ')
  const parts = [opening, ...Array.from({ length: random.whole(2, 3) }, paragraph)]
  if (random.chance(0.3)) parts.push(`> ${write(random.pick(quotes))}\n>\n> — ${write(random.pick(quoteSources))}`)
  if (picture !== undefined) parts.push(`![${write(pictureText(picture))}](picture-${picture}.jpg)`)
  for (const heading of headings.slice(0, random.whole(0, 3))) {
    parts.push(`## ${write(heading)}`, paragraph())
    if (random.chance(0.25))
      parts.push(
        several(3, 4)
          .map((text) => `- ${text}`)
          .join('\n'),
      )
  }
  if (random.chance(0.25)) parts.push(buildTable(random, locale), paragraph())
  return `${parts.join('\n\n')}\n`
}
