import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Locale } from '#lib/i18n/locales.ts'
import { buildPreviewToken } from '#lib/preview/token.ts'
import { urls } from '#lib/urls.ts'
import { onePixel, writeRelease } from '../content/site-content.ts'
import { writeCrawledContent } from './crawled-site.ts'
import { type RunningSite, startSite } from './running-site.ts'

const secret = 'a secret of the tests'
const day = 86_400_000

/** A release with everything that editors can write in its text, in both languages. */
async function writeEverything(contentDir: string): Promise<void> {
  const bodies = join(import.meta.dirname, '..', '..', 'fixtures', 'content', 'body')
  const folder = join(contentDir, 'news', '2024', 'everything')
  await mkdir(folder, { recursive: true })
  for (const [name, locale] of [
    ['complete', 'en'],
    ['complete-chinese', 'zh'],
  ] as const) {
    const text = await readFile(join(bodies, `${name}.md`), 'utf8')
    const withoutLink = text.replace(/\[([^\]]+)\]\(\.\.\/[^)]+\)/g, '$1')
    await writeFile(join(folder, `${locale}.md`), withoutLink.replace(/^date: .*$/m, 'date: 2024-05-04 09:30'))
  }
  const photo = sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#0f4c5c' } })
  await photo.jpeg().toFile(join(folder, 'opening.jpg'))
  await writeFile(join(folder, 'programme.pdf'), '%PDF-1.4\n')
}

/** A story of three releases, the last with a gallery, the longest headline and a passage written from right to left. */
async function writeStory(contentDir: string): Promise<void> {
  const gallery = [1, 2, 3].map((number) => `![${number}](view-${number}.png "${number}")`).join('\n')
  for (const locale of ['en', 'zh'] as const) {
    const titles = {
      en: [
        'A furnace stands still',
        'Kraftfahrzeughaftpflichtversicherungsgesellschaft signs'.padEnd(200, ' and signs'),
      ],
      zh: ['停炉', '关于南埔河港储罐区编组场及其全部专用线共同签约事宜的有关情况说明'.padEnd(120, '与后续安排')],
    }[locale]
    const write = (slug: string, title: string | undefined, header: readonly string[], body: string) =>
      writeRelease(contentDir, { slug, locale, title: title ?? slug, header: ['category: policy', ...header], body })
    const text = { en: 'Text.', zh: '正文。' }[locale]
    await write('story-first', titles[0], ['tags: [story]'], text)
    await write('story-second', `${titles[0]} 2`, ['follows: story-first', 'date: 2024-06-22 09:00'], text)
    await write(
      'story-third',
      titles[1],
      ['supersedes: story-second', 'date: 2024-06-23 09:00'],
      `${text}\n\n${gallery}\n\n> [أهلاً وسهلاً بكم في المصنع.]{lang=ar}`,
    )
  }
  for (const number of [1, 2, 3])
    await writeFile(join(contentDir, 'news', '2024', 'story-third', `view-${number}.png`), onePixel)
}

/** Releases enough for second pages of every kind of list, and in Chinese what the others have in English alone. */
async function writeSeries(contentDir: string): Promise<void> {
  for (const locale of ['en', 'zh'] as const)
    for (let number = 1; number <= 21; number++)
      await writeRelease(contentDir, {
        slug: `series-${number}`,
        locale,
        header: ['category: policy', 'tags: [series]'],
        ...(locale === 'zh' ? { title: `系列之${number}`, body: '正文。' } : {}),
      })
  const correction = (note: string) => ['changes:', '  - date: 2024-07-01', '    kind: correction', `    note: ${note}`]
  const pinned = { slug: 'corrected-and-pinned', header: ['pinnedUntil: 2124-06-21'] }
  await writeRelease(contentDir, { ...pinned, header: [...pinned.header, ...correction('A figure was wrong.')] })
  await writeRelease(contentDir, {
    ...pinned,
    locale: 'zh',
    title: '更正并置顶',
    body: '正文。',
    header: [...pinned.header, ...correction('一处数字有误。')],
  })
  await writeRelease(contentDir, {
    slug: 'withdrawn-chinese',
    locale: 'zh',
    title: '撤回的新闻',
    body: '正文。',
    header: ['withdrawn:', '  date: 2024-07-01', '  kind: withdrawn'],
  })
  const withdrawn = ['withdrawn:', '  date: 2024-07-01', '  kind: error']
  await writeRelease(contentDir, {
    slug: 'removed-chinese',
    locale: 'zh',
    title: '误发',
    body: '正文。',
    header: withdrawn,
  })
  await writeRelease(contentDir, {
    slug: 'photo-chinese',
    locale: 'zh',
    title: '照片',
    body: '正文。',
    header: ['image:', '  src: hall.png', '  alt: 大厅'],
  })
  await writeFile(join(contentDir, 'news', '2024', 'photo-chinese', 'hall.png'), onePixel)
  await writeRelease(contentDir, {
    slug: 'future-photo',
    locale: 'zh',
    title: '明天',
    body: '正文。',
    header: ['date: 2124-06-21'],
  })
}

/** Starts a site on which every state of every page can be seen; `writeMore` adds to its content before. */
export function startWholeSite(writeMore?: (contentDir: string) => Promise<void>): Promise<RunningSite> {
  return startSite({
    environment: { PREVIEW_SECRET: secret },
    async prepare(contentDir) {
      await writeCrawledContent(contentDir)
      await writeEverything(contentDir)
      await writeStory(contentDir)
      await writeSeries(contentDir)
      await writeMore?.(contentDir)
    },
  })
}

function previewAddress(locale: Locale): string {
  const issued = Date.now()
  const claim = { slug: 'future-photo', locale, expires: issued + day, issued, nonce: 'test' } as const
  return urls.preview(locale, buildPreviewToken(claim, secret))
}

/** Every kind and state of page of the whole site, beside `localeTemplates` and `statusTemplates`. */
export const pageStates: readonly string[] = [
  ...['en', 'zh'].flatMap((locale) =>
    [
      '/news/everything',
      '/news/story-second',
      '/news/story-third',
      '/tag/story',
      '/search',
      '/search?q=nothing+like+it',
      '/stats',
    ].map((path) => `/${locale}${path}`),
  ),
  '/en/search?q=seminar',
  '/zh/search?q=企业',
  '/zh/news/of-today',
  '/en/news/withdrawn-release',
  '/en/news/pictured-release',
  '/en/news/with-photo',
  previewAddress('en'),
]

/** Pages that differ from those by their words alone. */
export const furtherPages: readonly string[] = [
  ...['en', 'zh'].flatMap((locale) =>
    [
      '/news/page/2',
      '/tag/series/page/2',
      '/category/policy/page/2',
      '/category/training',
      '/most-read?period=all',
      '/news/corrected-and-pinned',
    ].map((path) => `/${locale}${path}`),
  ),
  '/zh/news/removed-chinese',
  '/zh/news/withdrawn-chinese',
  '/zh/news/photo-chinese',
  previewAddress('zh'),
]
