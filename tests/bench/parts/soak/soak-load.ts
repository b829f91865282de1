import { randomBytes } from 'node:crypto'
import autocannon from 'autocannon'
import type { GeneratedRelease } from '../../content.ts'

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const lists = ['/en', '/zh', '/en/news', '/zh/news/page/2', '/en/archive', '/en/most-read', '/sitemap.xml']
const feeds = ['/en/rss.xml', '/zh/atom.xml', '/en/feed.json']

export interface Readers {
  readonly seconds: number
  /** Requests a second. */
  readonly rate: number
}

/** What readers ask beside one page that everybody reads: answers a second, and how many were faults. */
export async function askEverything(
  origin: string,
  read: readonly GeneratedRelease[],
  { seconds, rate }: Readers,
): Promise<[mixed: number, faults: number]> {
  let count = 0
  const next = () => {
    count += 1
    return read[count % read.length]?.slug ?? ''
  }
  const get = (path: string, headers: Record<string, string> = {}) => ({
    method: 'GET' as const,
    path,
    headers: { 'accept-encoding': 'br', ...headers },
  })
  const found = await autocannon({
    url: origin,
    duration: seconds,
    connections: 16,
    overallRate: rate,
    requests: [
      ...[...lists, ...feeds].map((path) => get(path)),
      ...lists.map((path) => get(path, { 'if-none-match': '*' })),
      { ...get('/'), setupRequest: (request) => ({ ...request, path: `/en/news/${next()}` }) },
      {
        ...get('/'),
        setupRequest: (request) => ({ ...request, path: `/en/news/absent-${randomBytes(6).toString('hex')}` }),
      },
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          path: `/api/visits/${next()}`,
          headers: { 'content-type': 'application/json', 'user-agent': `${agent} Reader/${count}` },
          body: `{"event":"${randomBytes(16).toString('hex')}"}`,
        }),
      },
    ],
  })
  return [found.requests.total / found.duration, found.errors + found.timeouts + found['5xx']]
}
