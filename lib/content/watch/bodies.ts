import { LRUCache } from 'lru-cache'
import { splitFile } from '../front-matter.ts'
import { renderBody } from '../markdown.ts'
import type { Asset } from '../source.ts'
import type { Release, ReleaseBody, SitePage } from '../types.ts'
import { openSourceSpool } from './source-spool.ts'

/** What a body is rendered from: its file's bytes, and the files beside it when they were read. */
export interface BodySource {
  readonly bytes: Uint8Array
  readonly assets: ReadonlyMap<string, Asset>
}

/** The bodies of all versions that are or were online in this process. */
export interface Bodies {
  /** Keeps sources by digest, before their versions go online. */
  keep(sources: ReadonlyMap<string, BodySource>): Promise<void>
  /** The body of exactly this version, whatever its file holds now. Rejects for a version that was never kept. */
  render(item: Release | SitePage): Promise<ReleaseBody>
  close(): Promise<void>
}

/** Bytes of memory for rendered bodies. */
const maxBytes = 32_000_000

/** What a rendering needs to know; the cache's own words for it have no place for a union. */
interface Wanted {
  readonly item: Release | SitePage
}

const sizeOf = ({ html, text }: ReleaseBody) => 1000 + 2 * (html.length + text.length)

function packSource({ bytes, assets }: BodySource): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify([...assets])}\n`), bytes])
}

function unpackSource(packed: Uint8Array): BodySource {
  const end = packed.indexOf(0x0a)
  const assets: [string, Asset][] = JSON.parse(Buffer.from(packed.subarray(0, end)).toString())
  return { bytes: packed.subarray(end + 1), assets: new Map(assets) }
}

function renderVersion(item: Release | SitePage, { bytes, assets }: BodySource): ReleaseBody {
  const { body, bodyStart } = splitFile(item.file, bytes)
  const slug = 'slug' in item ? item.slug : undefined
  return renderBody(body, { file: item.file, slug, locale: item.locale, assets, bodyStart })
}

/** Sources go to a file in `dir` (by default the system's folder for temporary files), rendered bodies to a bounded cache. */
export async function openBodies(dir?: string): Promise<Bodies> {
  const spool = await openSourceSpool(dir)
  const rendered = new LRUCache<string, ReleaseBody, Wanted>({
    maxSize: maxBytes,
    sizeCalculation: sizeOf,
    // Several requests for one body wait for one rendering.
    async fetchMethod(_key, _stale, { context: { item } }) {
      const packed = await spool.get(item.digest)
      if (packed === undefined) throw new Error(`The text of ${item.file} as of ${item.digest} was not kept.`)
      return renderVersion(item, unpackSource(packed))
    },
  })
  return {
    keep: (sources) => spool.put(new Map([...sources].map(([digest, source]) => [digest, packSource(source)]))),
    render: (item) => rendered.forceFetch(`${item.file} ${item.digest}`, { context: { item } }),
    close: () => spool.close(),
  }
}
