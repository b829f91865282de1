import { JSDOM } from 'jsdom'

const isRelease = (path: string) => /^\/(?:en|zh)\/news\/(?!page\/)[^/]+$/.test(path)
const isFurther = (path: string) => /^\/(?:en|zh)(?:\/|$)/.test(path) && !/\.\w+$|\/search/.test(path)

/**
 * By how many clicks each of `wanted`, paths of releases, is reached from `/`. Releases and files are not opened: what only
 * they link to is not found.
 */
export async function clicksTo(origin: string, wanted: ReadonlySet<string>): Promise<Map<string, number>> {
  const { pathname } = new URL((await fetch(origin)).url)
  const clicks = new Map([[pathname, 0]])
  let level = [pathname]
  for (let depth = 1; level.length > 0; depth++) {
    const next: string[] = []
    for (const path of level) {
      if ([...wanted].every((release) => clicks.has(release))) break
      const { document } = new JSDOM(await (await fetch(origin + path)).text(), { url: origin + path }).window
      for (const { origin: host, pathname: found } of document.querySelectorAll<HTMLAnchorElement>('a[href]')) {
        if (host !== origin || clicks.has(found)) continue
        clicks.set(found, depth)
        if (isFurther(found) && !isRelease(found)) next.push(found)
      }
    }
    level = next
  }
  return new Map([...clicks].filter(([path]) => wanted.has(path)))
}

/** Paths of all releases that the sitemaps name. */
export async function listReleasePaths(origin: string): Promise<Set<string>> {
  const locations = async (url: string) =>
    [...(await (await fetch(url)).text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, location = '']) => location)
  const parts = await locations(`${origin}/sitemap.xml`)
  const pages = (await Promise.all(parts.map(locations))).flat()
  return new Set(pages.map((url) => decodeURIComponent(new URL(url).pathname)).filter(isRelease))
}
