import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path'
import { proposeSlug } from '../slug.ts'
import { decodeLegacyText } from './decode.ts'
import { type FindFile, type PageFile, pictureInside } from './imported.ts'

function assetName(path: string, taken: ReadonlySet<string>): string {
  const extension = extname(path).toLowerCase()
  const stem = proposeSlug(basename(path, extname(path))) ?? 'file'
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}${extension}`
    if (!taken.has(name)) return name
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return path
    throw error
  }
}

// A page of a mirrored site refers to its files from the site's root, which is one of the folders above it. Last a file of
// that name beside the page.
function candidates(reference: string, folder: string): string[] {
  const path = reference.replace(/[?#].*$/s, '').replaceAll('\\', '/')
  if (path === '' || path.includes('\0') || /^(?:data|javascript|mailto|file):/i.test(path)) return []
  const local = path.replace(/^(?:https?:)?\/\/[^/]+/i, '').replace(/^\/+/, '')
  const spellings = [...new Set([local, decodePath(local)])].filter((name) => !isAbsolute(name) && name !== '')
  const folders = [folder, dirname(folder), dirname(dirname(folder)), dirname(dirname(dirname(folder)))]
  const beside = spellings.map((name) => resolve(folder, basename(name)))
  return [...spellings.flatMap((name) => folders.map((above) => resolve(above, name))), ...beside]
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile()

const embedded = /^data:image\/(png|jpe?g|gif|webp|avif);base64,([A-Za-z0-9+/=\s]+)$/i

/** A picture whose bytes are its address (RFC 2397). */
function readEmbedded(reference: string): PageFile | undefined {
  const [, kind, data] = embedded.exec(reference) ?? []
  if (kind === undefined || data === undefined) return undefined
  return pictureInside(Buffer.from(data, 'base64'), `.${kind.toLowerCase().replace('jpeg', 'jpg')}`)
}

/** Names each file once, for the release's folder. */
function createNaming(): (path: string) => PageFile {
  const found = new Map<string, PageFile>()
  return (path) => {
    const known = found.get(path)
    if (known !== undefined) return known
    const file = { path, name: assetName(path, new Set([...found.values()].map(({ name }) => name))) }
    found.set(path, file)
    return file
  }
}

/** Finds files beside the page at `page`, and names each for the release's folder. */
export function createFileFinder(page: string): FindFile {
  const name = createNaming()
  return (reference) => {
    const path = candidates(reference, dirname(page)).find(isFile)
    return path === undefined ? readEmbedded(reference) : name(path)
  }
}

const largestSheet = 2_000_000

/** Reads the style sheets beside the page at `page`. */
export function createSheetReader(page: string): (reference: string) => string | undefined {
  return (reference) => {
    const path = candidates(reference, dirname(page)).find((at) => isFile(at) && statSync(at).size <= largestSheet)
    return path === undefined ? undefined : decodeLegacyText(readFileSync(path)).text
  }
}

/**
 * Finds the uploads of a WordPress site in the folder of its export: under their path on the site, under it without
 * `wp-content/`, or by their name alone; of a picture in several sizes the original. Never looks outside that folder.
 */
export function createUploadFinder(exportFile: string): FindFile {
  const folder = dirname(exportFile)
  const name = createNaming()
  return (reference) => {
    if (/^data:/i.test(reference)) return readEmbedded(reference)
    if (!URL.canParse(reference, 'http://site.invalid')) return undefined
    const { pathname, protocol } = new URL(reference, 'http://site.invalid')
    if (!/^https?:$/.test(protocol)) return undefined
    const whole = decodePath(pathname)
    const original = whole.replace(/-\d+x\d+(?=\.\w+$)/, '')
    const parts = (path: string) => path.split('/').filter((part) => part !== '' && part !== '..' && part !== '.')
    const places = [original, whole].map(parts).flatMap((path) => {
      const uploads = path.indexOf('wp-content')
      return [path, ...(uploads === -1 ? [] : [path.slice(uploads), path.slice(uploads + 1)]), path.slice(-1)]
    })
    const path = places
      .filter((place) => place.length > 0 && !place.some((part) => /[\\\0]/.test(part)))
      .map((place) => resolve(folder, ...place))
      .find(isFile)
    return path === undefined ? undefined : name(path)
  }
}
