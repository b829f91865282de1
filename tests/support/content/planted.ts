import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { type Locale, locales } from '#lib/i18n/locales.ts'
import { releaseFile, writeRelease } from './site-content.ts'

/** A word that is in every part of each planted release, and nowhere else. */
export const token = 'xylofant'

/** Header lines that hide a release, by the state it is in before the instant `goesLive` (wall clock of the site's zone). */
const hiding: Readonly<Record<string, (goesLive: string) => readonly string[]>> = {
  scheduled: (goesLive) => [`date: ${goesLive}`, 'supersedes: public-a'],
  embargoed: (goesLive) => [`date: ${goesLive}`, 'embargo: true'],
  draft: () => ['date: 2027-02-25 09:00:00', 'draft: true'],
  expired: () => ['date: 2027-02-25 09:00:00', 'expires: 2027-02-26'],
  'taken-back': () => ['date: 2027-02-25 09:00:00', 'withdrawn:', '  date: 2027-02-26', '  kind: error'],
  replaced: () => [
    'date: 2027-02-25 09:00:00',
    'withdrawn:',
    '  date: 2027-02-26',
    '  kind: replaced',
    '  replacement: public-a',
  ],
}
export const hiddenStates = Object.keys(hiding)
export const plantedSlug = (state: string) => `${token}-${state}`

/** A release that has the token wherever a release can have words. */
const plantedRelease = (slug: string, locale: Locale, dates: readonly string[]) => ({
  slug,
  locale,
  title: `The ${token} title of ${slug}`,
  header: [
    ...dates,
    `summary: A ${token} summary.`,
    `source: The ${token} office`,
    'category: policy',
    `tags: [shared, ${token} tag]`,
    `number: ${token}-118`,
    `dateline: ${token.toUpperCase()}`,
    'pinnedUntil: 2030-01-01',
    'legacyVisits: 99999',
    'follows: public-b',
    `aliases: [/former/${locale}/${slug}]`,
    'image:',
    `  src: ${token}.png`,
    `  alt: A ${token} alternative`,
    `  caption: A ${token} caption`,
    'downloads:',
    `  - file: ${token}.pdf`,
    `    title: The ${token} paper`,
    'contacts:',
    `  - name: The ${token} desk`,
  ],
  body: `Words of a ${token}.\n\n## A ${token} heading\n\n![A ${token} view](${token}.png "A ${token} title")\n`,
})

async function writeFiles(folder: string): Promise<void> {
  const picture = sharp({ create: { width: 1000, height: 750, channels: 3, background: '#803a1c' } })
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${token}.png`), await picture.png().toBuffer())
  await writeFile(join(folder, `${token}.pdf`), `%PDF-1.4 ${token}`)
}

/** Public releases that share category, tag and months with the planted ones. */
export async function writeNeighbours(contentDir: string): Promise<void> {
  for (const [slug, day] of [
    ['public-a', '24'],
    ['public-b', '25'],
    ['public-c', '27'],
  ] as const)
    for (const locale of locales)
      await writeRelease(contentDir, {
        slug,
        locale,
        header: [`date: 2027-02-${day} 12:00:00`, 'category: policy', 'tags: [shared]'],
        body: 'A xylophone played at the opening.',
      })
  await writeRelease(contentDir, { slug: 'half-public', header: ['date: 2027-02-23 12:00:00', 'tags: [shared]'] })
}

/** Plants a release of every hidden state, and a hidden translation of a public one, with `token` in each. */
export async function plant(contentDir: string, goesLive: string): Promise<void> {
  for (const [state, dates] of Object.entries(hiding)) {
    for (const locale of locales) {
      const release = plantedRelease(plantedSlug(state), locale, dates(goesLive))
      await writeFiles(dirname(join(contentDir, releaseFile(release))))
      await writeRelease(contentDir, release)
    }
  }
  const half = plantedRelease('half-public', 'zh', [`date: ${goesLive}`])
  await writeFiles(dirname(join(contentDir, releaseFile(half))))
  await writeRelease(contentDir, half)
}
