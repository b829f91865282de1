import { dirname } from 'node:path/posix'
import { LRUCache } from 'lru-cache'
import { readBodyText, splitFile } from '../front-matter.ts'
import { readWords, renderBody } from '../markdown.ts'
import { digestOf } from '../parse.ts'
import { type Asset, readFolder } from '../source.ts'
import type { Release, ReleaseBody, SitePage } from '../types.ts'
import { type DerivedIndex, type KeptText, openSharedIndex } from './derived-index.ts'

/** A source, and what pages show of the header and the body that it holds. */
export interface SourceWithDetail extends BodySource {
  /** JSON of `Details`; empty for a page's. */
  readonly detail: string
}

/** What a body is rendered from: its file's bytes, and the files beside it when they were read. */
export interface BodySource {
  readonly bytes: Uint8Array
  readonly assets: ReadonlyMap<string, Asset>
}

type Version = Pick<Release | SitePage, 'file' | 'digest'>

/** Names a version of a text among all that are kept; those of one folder are neighbours. */
export const sourceKey = ({ file, digest }: Version) => `${file} ${digest}`

/** The bodies of all versions that are or were online in this process. */
export interface Bodies {
  /** Keeps sources by `sourceKey`, before their versions go online. False when the index could not take them. */
  keep(sources: ReadonlyMap<string, SourceWithDetail>): boolean
  /** The body of exactly this version, whatever its file holds now. Rejects for a version that was never kept. */
  render(item: Release | SitePage): Promise<ReleaseBody>
}

/** Bytes of memory for rendered bodies, and of how many files it is known which was rendered last. */
const maxBytes = 32_000_000
const maxFiles = 4000

interface RenderedBody {
  readonly body: ReleaseBody
  /** Digest of all that it was made of. */
  readonly madeOf: string
}

/** What a rendering needs to know; the cache's own words for it have no place for a union. */
interface Wanted {
  readonly item: Release | SitePage
}

const sizeOf = ({ body: { html, text } }: RenderedBody) => 1000 + 2 * (html.length + text.length)

/** Sources by `sourceKey` as the index keeps them. */
export const packSources = (sources: Iterable<readonly [key: string, source: SourceWithDetail]>): KeptText[] =>
  Array.from(sources, ([key, source]) => ({ key, detail: source.detail, bytes: packSource(source) }))

function packSource({ bytes, assets }: BodySource): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify([...assets])}\n`), bytes])
}

function unpackSource(packed: Uint8Array): BodySource {
  const end = packed.indexOf(0x0a)
  const assets: [string, Asset][] = JSON.parse(Buffer.from(packed.subarray(0, end)).toString())
  return { bytes: packed.subarray(end + 1), assets: new Map(assets) }
}

/** `before` when that version of the file differs in its header alone. */
function renderVersion(
  item: Release | SitePage,
  { bytes, assets }: BodySource,
  before: RenderedBody | undefined,
): RenderedBody {
  const { body: text, bodyStart } = splitFile(item.file, bytes)
  const madeOf = digestOf(Buffer.from(text), assets)
  if (before?.madeOf === madeOf) return before
  const slug = 'slug' in item ? item.slug : undefined
  return { madeOf, body: renderBody(text, { file: item.file, slug, locale: item.locale, assets, bodyStart }) }
}

/** The source of a version as the index has it; `undefined` when it has none, or none that is whole. */
function keptSource(index: Pick<DerivedIndex, 'source'>, item: Version): BodySource | undefined {
  const packed = index.source(sourceKey(item))
  const source = packed === undefined ? undefined : unpackSource(packed)
  return source !== undefined && digestOf(source.bytes, source.assets) === item.digest ? source : undefined
}

/** The source of a version that the index does not have, as long as its folder still holds it. */
async function readSource(contentDir: string, { file, digest }: Version): Promise<BodySource | undefined> {
  const folder = await readFolder(contentDir, dirname(file))
  for (const document of folder?.documents.values() ?? []) {
    const assets = folder?.assets ?? new Map()
    if (document.file === file && digestOf(document.bytes, assets) === digest) return { bytes: document.bytes, assets }
  }
  return undefined
}

/** Rejects for a version that was never kept. */
async function findSource(
  contentDir: string,
  index: Pick<DerivedIndex, 'source'> | undefined,
  item: Version,
): Promise<BodySource> {
  const kept = index === undefined ? undefined : keptSource(index, item)
  const source = kept ?? (await readSource(contentDir, item))
  if (source === undefined) throw new Error(`The text of ${item.file} as of ${item.digest} was not kept.`)
  return source
}

/** The words of versions, for a thread beside the one that renders. */
export interface Words {
  /** Rejects for a version that was never kept. */
  read(item: Version): Promise<string>
  close(): void
}

/** Opens the words of what `contentDir` holds, and of what the index at `indexFile` has kept of it. */
export function openWords(contentDir: string, indexFile: string, onFault: (reason: string) => void): Words {
  const index = openSharedIndex(indexFile, { onFault })
  return {
    async read(item) {
      const { bytes } = await findSource(contentDir, index, item)
      return readWords(readBodyText(item.file, bytes), item.file)
    },
    close: () => index?.close(),
  }
}

/** Sources go to `index` and come from `kept`, rendered bodies go to a bounded cache. */
export function createBodies(
  contentDir: string,
  index: Pick<DerivedIndex, 'keep'>,
  kept: Pick<DerivedIndex, 'source'>,
): Bodies {
  const last = new LRUCache<string, string>({ max: maxFiles })
  const rendered: LRUCache<string, RenderedBody, Wanted> = new LRUCache({
    maxSize: maxBytes,
    sizeCalculation: sizeOf,
    // Several requests for one body wait for one rendering.
    async fetchMethod(key, _stale, { context: { item } }) {
      const source = await findSource(contentDir, kept, item)
      const before = rendered.peek(last.get(item.file) ?? '')
      last.set(item.file, key)
      return renderVersion(item, source, before)
    },
  })
  return {
    keep: (sources) => index.keep(packSources(sources)),
    render: async (item) => (await rendered.forceFetch(sourceKey(item), { context: { item } })).body,
  }
}
