import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import sharp from 'sharp'
import { writeRelease, writeReleasesOfEveryState } from '../content/site-content.ts'
import { type RunningSite, startSite } from './running-site.ts'

/** Releases of every state, of today and with photographs, beside those of the repository. */
export async function writeCrawledContent(contentDir: string): Promise<void> {
  await writeReleasesOfEveryState(contentDir)
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  const image = ['image:', '  src: hall.jpg', '  alt: The hall']
  await writeRelease(contentDir, { slug: 'of-today', header: [`date: ${today}`, 'tags:', '  - 数字 经济'] })
  await writeRelease(contentDir, {
    slug: 'of-today',
    locale: 'zh',
    title: '今天的新闻',
    header: [`date: ${today}`],
    body: '正文第一段。',
  })
  await writeRelease(contentDir, { slug: 'with-photo', header: image })
  await writeRelease(contentDir, { slug: 'future-photo', header: ['date: 2124-06-21', ...image] })
  const photo = sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#0f4c5c' } })
  const bytes = await photo
    .withMetadata({ exif: { IFD0: { Copyright: 'of the camera' } } })
    .jpeg()
    .toBuffer()
  await writeFile(join(contentDir, 'news/2024/with-photo/hall.jpg'), bytes)
  await writeFile(join(contentDir, 'news/2124/future-photo/hall.jpg'), bytes)
}

/** A page of the repository's own content that has everything. */
export const fullRelease = '/en/news/weifang-informationization-seminar'

/** A running site as crawlers ask it: redirects are not followed, bodies come as they are. */
export class CrawledSite {
  readonly site: RunningSite

  constructor(site: RunningSite) {
    this.site = site
  }

  static async start(): Promise<CrawledSite> {
    return new CrawledSite(await startSite({ prepare: writeCrawledContent }))
  }

  get origin(): string {
    return this.site.origin
  }

  readonly get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(new URL(path, this.origin), {
      method,
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity', ...headers },
    })

  readonly read = async (path: string): Promise<string> => await (await this.get(path)).text()

  readonly documentOf = async (path: string): Promise<Document> =>
    new JSDOM(await this.read(path), { url: this.origin + path }).window.document

  readonly xmlOf = async (path: string): Promise<Document> =>
    new JSDOM(await this.read(path), { contentType: 'application/xml' }).window.document
}
