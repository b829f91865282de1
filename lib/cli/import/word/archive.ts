import { Readable } from 'node:stream'
import JSZip from 'jszip'
import { PageRefused } from '../refusals.ts'

const mostParts = 5_000
/** Bytes of all parts unpacked, and of one that is XML and will be held as a tree. */
export interface ArchiveLimits {
  readonly whole: number
  readonly xml: number
}
const usualLimits: ArchiveLimits = { whole: 200_000_000, xml: 10_000_000 }

/** The parts of a Word document by their names. */
export interface Archive {
  readonly names: readonly string[]
  /** A part as text; `undefined` when there is none. */
  text(name: string): Promise<string | undefined>
}

const isXml = (name: string) => /\.(?:xml|rels)$/i.test(name)

// A part may unpack to a thousand times its size and say that it does not: it is counted while it unpacks.
async function countBytes(part: JSZip.JSZipObject, limit: number): Promise<number> {
  let bytes = 0
  const pieces: AsyncIterable<Buffer> = new Readable().wrap(part.nodeStream())
  for await (const piece of pieces) {
    bytes += piece.length
    if (bytes > limit) throw new PageRefused('unpacked')
  }
  return bytes
}

async function readZip(bytes: Buffer): Promise<JSZip> {
  try {
    return await JSZip.loadAsync(bytes)
  } catch (error) {
    if (error instanceof Error) throw new PageRefused('not-word')
    throw error
  }
}

/**
 * Opens a Word document whose parts are known to be of a size that can be held in memory. Throws `PageRefused` for one that
 * would unpack without end, and for what is no Word document.
 */
export async function openArchive(bytes: Buffer, limits = usualLimits): Promise<Archive> {
  const zip = await readZip(bytes)
  const parts = Object.values(zip.files).filter(({ dir }) => !dir)
  if (parts.length > mostParts) throw new PageRefused('unpacked')
  if (zip.file('word/document.xml') === null) throw new PageRefused('not-word')
  let left = limits.whole
  for (const part of parts) left -= await countBytes(part, isXml(part.name) ? Math.min(left, limits.xml) : left)
  return {
    names: parts.map(({ name }) => name),
    text: async (name) => await zip.file(name)?.async('string'),
  }
}
