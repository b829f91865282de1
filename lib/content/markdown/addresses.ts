import { basename, dirname, join } from 'node:path/posix'
import type { Definition, Image, Link, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { isLocale, type Locale } from '#lib/i18n/locales.ts'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { type Address, canonicalPath, isSlug, sitePagePaths, urls } from '#lib/urls.ts'
import type { ProblemCode, ProblemValues } from '../problem.ts'
import type { SiteAddress } from '../types.ts'
import type { BodyOptions } from './options.ts'

/** What a link in a body leads to. `href` is what the page says. */
export type Target =
  | { readonly kind: 'external' | 'contact'; readonly href: string }
  | { readonly kind: 'site'; readonly href: string; readonly path: string; readonly address?: Address }
  | { readonly kind: 'file'; readonly href: string; readonly file: string }
  | { readonly kind: 'heading'; readonly fragment: string }
  | { readonly kind: 'missing-file'; readonly file: string }
  | {
      readonly kind: 'refused'
      readonly code: ProblemCode
      readonly values: ProblemValues
      /** The address that was meant, when it can be told. */
      readonly meant?: string
    }

/** A file name as an address spells it, decoded, in Unicode form NFC. */
export function fileNameOf(address: string): string {
  try {
    return decodeURIComponent(address).normalize('NFC')
  } catch (error) {
    if (error instanceof URIError) return address.normalize('NFC')
    throw error
  }
}

/** The name of the file beside the text that a picture's address means. */
export const pictureName = (address: string) => fileNameOf(address).replace(/^\.\//, '')

function sitePath(path: string, tail: string): Target {
  const address = parseAddress(path)
  if (address === undefined) return { kind: 'site', href: path + tail, path: path + queryOf(tail) }
  const canonical = canonicalPath(address)
  return { kind: 'site', href: canonical + tail, path: canonical + queryOf(tail), address }
}

const queryOf = (tail: string) => tail.replace(/#.*$/s, '')

function splitTail(url: string): [path: string, tail: string] {
  const at = url.search(/[?#]/)
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at)]
}

/** The site path of `news/2015/slug`, `news/2015/slug/zh.md`, `pages/about` and `pages/about/zh.md`. */
function contentPath(path: string, locale: Locale): string | undefined {
  const parts = path.replace(/\/$/, '').split('/')
  const language = /^([a-z]+)\.md$/.exec(parts.at(-1) ?? '')?.[1]
  const folder = language === undefined ? parts : parts.slice(0, -1)
  const target = isLocale(language) ? language : locale
  if (language !== undefined && !isLocale(language)) return undefined
  const [kind, second, third] = folder
  if (kind === 'news' && folder.length === 3 && third !== undefined && isSlug(third)) return urls.release(target, third)
  if (kind !== 'pages' || folder.length !== 2) return undefined
  for (const [name, place] of Object.entries(sitePagePaths)) if (name === second) return `/${target}/${place}`
  return undefined
}

function relative(url: string, options: BodyOptions): Target {
  const [path, tail] = splitTail(url)
  const folder = dirname(options.file)
  const resolved = join(folder, fileNameOf(path))
  const page = contentPath(resolved, options.locale)
  if (page !== undefined) return sitePath(page, tail)
  const file = basename(resolved)
  if (dirname(resolved) === folder && options.slug !== undefined && options.assets.has(file))
    return { kind: 'file', href: urls.media(options.slug, file) + tail, file }
  return { kind: 'missing-file', file: fileNameOf(path) }
}

const incomplete = (url: string, meant: string): Target => ({
  kind: 'refused',
  code: 'body/link-incomplete',
  values: { address: url, meant },
  meant,
})

const unsafe = (url: string, scheme: string): Target => ({
  kind: 'refused',
  code: 'body/link-unsafe',
  values: { address: url.slice(0, 80), scheme: scheme.toLowerCase() },
})

/** What the address of a link in a body leads to. */
export function resolveAddress(address: string, options: BodyOptions): Target {
  const url = address.trim()
  if (url.startsWith('#')) return { kind: 'heading', fragment: fileNameOf(url.slice(1)) }
  if (/^https?[:：][/／]{2}/i.test(url) && /^.{4,7}[：／]/u.test(url)) {
    return incomplete(url, url.replace(/^(https?)[:：][/／]{2}/i, '$1://'))
  }
  if (url.startsWith('//')) return incomplete(url, `https:${url}`)
  if (url.startsWith('\\\\') || /^[a-z]:[\\/]/i.test(url)) return unsafe(url, 'file')
  if (url.startsWith('/')) return sitePath(...splitTail(url))
  // Browsers skip control characters and white space in a scheme: "java\nscript:" is one.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\p{Cc}\s]/gu, ''))?.[1]?.toLowerCase()
  if (scheme === 'http' || scheme === 'https') {
    return URL.canParse(url) && /^https?:\/\/[^/]/i.test(url)
      ? { kind: 'external', href: url }
      : { kind: 'refused', code: 'body/link-damaged', values: { address: url.slice(0, 80) } }
  }
  if (scheme === 'mailto' || scheme === 'tel') return { kind: 'contact', href: url }
  if (/^www\./i.test(url)) return incomplete(url, `https://${url}`)
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(url)) return incomplete(url, `mailto:${url}`)
  if (scheme !== undefined) return unsafe(url, scheme)
  return relative(url, options)
}

type Addressed = Link | Image | Definition

/** Where the address of a node stands in the text; `undefined` when it is spelt in another way there. */
function addressPlace(
  { type, url, position }: Addressed,
  markdown: string,
): { start: number; end: number } | undefined {
  const [first, last] = [position?.start.offset, position?.end.offset]
  if (first === undefined || last === undefined || url === '') return undefined
  const before = type === 'definition' ? ']: ' : ']('
  const whole = markdown.slice(first, last)
  // With a space in it, an address stands between < and >.
  const spellings = [url, `<${url}>`].map((spelling) => ({ spelling, at: whole.lastIndexOf(before + spelling) }))
  const found = spellings.find(({ at }) => at !== -1)
  if (found === undefined) return undefined
  const start = first + found.at + before.length
  return { start, end: start + found.spelling.length }
}

function siteTarget({ type, url }: Addressed, options: BodyOptions): Pick<SiteAddress, 'path' | 'isFile'> | undefined {
  if (type === 'image')
    return options.slug === undefined ? undefined : { path: urls.media(options.slug, pictureName(url)), isFile: true }
  const target = resolveAddress(url, options)
  if (target.kind !== 'site' && target.kind !== 'file') return undefined
  return { path: target.href, isFile: target.kind === 'file' }
}

/** The addresses in a body that lead to this site; `tree` has its positions in `markdown`. */
export function listSiteAddresses(tree: Root, markdown: string, options: BodyOptions): SiteAddress[] {
  const found: SiteAddress[] = []
  visit(tree, (node) => {
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return
    const place = addressPlace(node, markdown)
    const target = place === undefined ? undefined : siteTarget(node, options)
    if (place !== undefined && target !== undefined) found.push({ ...place, ...target })
  })
  return found.sort((a, b) => a.start - b.start)
}
