import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A release as an editor writes it: header lines and body. */
export interface WrittenRelease {
  readonly slug: string
  readonly locale?: 'en' | 'zh'
  /** Lines of the header after `title`; `date` is 21 June 2024 when they give none. */
  readonly header?: readonly string[]
  readonly title?: string
  readonly body?: string
}

/** The release's file below the content folder. */
export function releaseFile({ slug, locale = 'en', header = [] }: WrittenRelease): string {
  const year = header.map((line) => /^date: (\d{4})/.exec(line)?.[1]).find((found) => found !== undefined) ?? '2024'
  return join('news', year, slug, `${locale}.md`)
}

/** Writes a release into the content folder, as saving it in an editor does. */
export async function writeRelease(contentDir: string, release: WrittenRelease): Promise<void> {
  const { slug, header = [], title = `Release ${slug}`, body = 'The first paragraph of the release.' } = release
  const date = header.some((line) => line.startsWith('date:')) ? [] : ['date: 2024-06-21 09:00:00']
  const file = join(contentDir, releaseFile(release))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, ['---', `title: "${title}"`, ...date, ...header, '---', '', body, ''].join('\n'))
}

/** A picture of one pixel. PNG. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Releases in every state that readers can meet, beside those of the repository. */
export async function writeReleasesOfEveryState(contentDir: string): Promise<void> {
  const write = (release: WrittenRelease) => writeRelease(contentDir, release)
  await write({ slug: 'moved-release', header: ['aliases:', '  - /NewsDetail.asp?id=118', '  - /en/news/old-slug'] })
  await write({ slug: 'withdrawn-release', header: ['withdrawn:', '  date: 2024-07-01', '  kind: withdrawn'] })
  await write({ slug: 'removed-release', header: ['withdrawn:', '  date: 2024-07-01', '  kind: error'] })
  await write({
    slug: 'replaced-release',
    header: ['withdrawn:', '  date: 2024-07-01', '  kind: replaced', '  replacement: moved-release'],
  })
  await write({ slug: 'expired-release', header: ['expires: 2024-08-01'] })
  await write({ slug: 'draft-release', header: ['draft: true'] })
  await write({ slug: 'future-release', header: ['date: 2124-06-21', 'embargo: true'] })
  await write({
    slug: 'pictured-release',
    title: 'A release with <pictures> & downloads',
    header: [
      'image:',
      '  src: pixel.png',
      '  alt: One pixel',
      'downloads:',
      '  - file: facts.csv',
      '    title: The facts',
    ],
    body: 'Text with `</script><script>alert(1)</script>` in code.\n\n![One pixel](pixel.png)',
  })
  const folder = join(contentDir, 'news', '2024', 'pictured-release')
  await writeFile(join(folder, 'pixel.png'), onePixel)
  await writeFile(join(folder, 'facts.csv'), 'city,offices\nJinan,1\n')
}
