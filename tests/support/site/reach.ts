const isRelease = (path: string) => /^\/(?:en|zh)\/news\/(?!page\/)[^/]+$/.test(path)
const isFurther = (path: string) => /^\/(?:en|zh)(?:\/|$)/.test(path) && !/\.\w+$|\/search/.test(path)

/** Paths of the site that the links of a page of ours lead to, without query and fragment. */
function linksOf(html: string, address: string): string[] {
  const { origin } = new URL(address)
  return [...html.matchAll(/<a\s[^>]*?\bhref="([^"]*)"/g)].flatMap(([, href = '']) => {
    const url = new URL(href.replaceAll('&amp;', '&'), address)
    return url.origin === origin ? [url.pathname] : []
  })
}

/** What a walk by links alone finds. */
export interface Reach {
  /** By how many clicks each path is reached; what is not reached is not there. */
  readonly clicks: ReadonlyMap<string, number>
  /** Pages that were opened. */
  readonly opened: number
}

/** Walks from `/` until all of `wanted`, paths of releases, are found. Releases and files are not opened: what only they link to is not found. */
export async function walkTo(origin: string, wanted: ReadonlySet<string>): Promise<Reach> {
  const { pathname } = new URL((await fetch(origin)).url)
  const clicks = new Map([[pathname, 0]])
  const left = new Set(wanted)
  let opened = 0
  let level = [pathname]
  for (let depth = 1; level.length > 0 && left.size > 0; depth++) {
    const next: string[] = []
    for (const path of level) {
      const answer = await fetch(origin + path)
      opened += 1
      for (const found of linksOf(await answer.text(), answer.url)) {
        if (clicks.has(found)) continue
        clicks.set(found, depth)
        left.delete(found)
        if (isFurther(found) && !isRelease(found)) next.push(found)
      }
    }
    level = next
  }
  return { clicks, opened }
}

/** A part of the sitemaps. */
export interface SitemapPart {
  readonly bytes: number
  readonly addresses: readonly string[]
}

const locationsIn = (xml: string) => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, location = '']) => location)

/** Every part that the index names, one after the other. */
export async function readSitemapParts(origin: string): Promise<SitemapPart[]> {
  const parts: SitemapPart[] = []
  for (const part of locationsIn(await (await fetch(`${origin}/sitemap.xml`)).text())) {
    const xml = await (await fetch(part)).text()
    parts.push({ bytes: Buffer.byteLength(xml), addresses: locationsIn(xml) })
  }
  return parts
}

/** Paths of all releases that sitemaps name. */
export function releasePathsIn(parts: readonly SitemapPart[]): Set<string> {
  const paths = parts.flatMap(({ addresses }) => addresses.map((url) => decodeURIComponent(new URL(url).pathname)))
  return new Set(paths.filter(isRelease))
}
