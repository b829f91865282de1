import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { fetchRaw } from '../fetch-raw.ts'
import { inFolder, root, textRelease } from '../places.ts'
import { say } from '../progress.ts'
import type { PartResult } from '../report.ts'
import { startNewsroom } from '../servers/newsroom.ts'
import { formatNumber } from '../statistics.ts'

interface Weight {
  readonly name: string
  readonly raw: number
  readonly brotli: number
}

async function weigh(name: string, url: string): Promise<Weight & { readonly text: string }> {
  const { body, encoding } = await fetchRaw(url, 'br')
  const raw = encoding === 'br' ? brotliDecompressSync(body) : body
  return { name, raw: raw.length, brotli: body.length, text: raw.toString() }
}

/** Addresses that a page makes a browser ask for: values of `attribute` in tags that match `tag`. */
function namedIn(html: string, tag: RegExp, attribute: 'href' | 'src'): string[] {
  const withoutNoscript = html.replace(/<noscript[\s\S]*?<\/noscript>/g, '')
  return [...withoutNoscript.matchAll(tag)].flatMap(([found]) => {
    const [, value] = new RegExp(`\\b${attribute}="([^"]*)"`).exec(found) ?? []
    return value === undefined || value.startsWith('data:') ? [] : [value.replaceAll('&amp;', '&')]
  })
}

const kilobytes = (bytes: number) => formatNumber(bytes / 1024)

/** What a reader's browser downloads for a release without pictures. */
export async function measureWeight(): Promise<PartResult> {
  return await inFolder(async (folder) => {
    say('weight: starting the site')
    await cp(join(root, 'content'), join(folder, 'content'), { recursive: true })
    const site = await startNewsroom({ contentDir: join(folder, 'content'), dataDir: join(folder, 'data') })
    try {
      const page = await weigh('HTML', `${site.origin}/en/news/${textRelease}`)
      const all = (name: string, addresses: readonly string[]) =>
        Promise.all(addresses.map((address) => weigh(name, new URL(address, site.origin).href)))
      const styles = await all('CSS', namedIn(page.text, /<link[^>]*rel="stylesheet"[^>]*>/g, 'href'))
      const scripts = await all('script', namedIn(page.text, /<script[^>]*\bsrc=[^>]*>/g, 'src'))
      const pictures = await all('pictures', namedIn(page.text, /<img[^>]*>/g, 'src'))
      const parts = [page, ...styles, ...scripts, ...pictures]
      const sum = (weights: readonly Weight[], key: 'raw' | 'brotli') =>
        weights.reduce((total, weight) => total + weight[key], 0)
      const row = (name: string, weights: readonly Weight[], requests = weights.length) => [
        name,
        String(requests),
        kilobytes(sum(weights, 'raw')),
        kilobytes(sum(weights, 'brotli')),
      ]
      return {
        figures: {
          'weight.all': sum([page, ...styles, ...scripts], 'brotli') / 1024,
          'weight.script': sum(scripts, 'brotli') / 1024,
          'weight.requests': parts.length + 1,
        },
        table: {
          head: ['what', 'requests', 'KB', 'KB brotli'],
          rows: [
            row('HTML', [page]),
            row('CSS', styles),
            row('script', scripts),
            row('pictures', pictures),
            ['counting the visit', '1', '', ''],
            row('all', parts, parts.length + 1),
          ],
        },
        notes: [
          `\`/en/news/${textRelease}\`; bodies only, 1 KB is 1,024 bytes. The icon is asked for once for the site.`,
        ],
      }
    } finally {
      await site.stop()
    }
  })
}
