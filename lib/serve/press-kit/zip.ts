import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { zonedDate } from '#lib/time-zone.ts'
import type { KitContents } from './contents.ts'

/** A ZIP file (APPNOTE 6.3) on its way. */
export interface OpenZip {
  /** Bytes of the whole. */
  readonly size: number
  readonly stream: NodeJS.ReadableStream
  /** Ends it before its end. */
  close(): void
}

/**
 * Packs a press kit without compressing it, since pictures are compressed already: so its length is known before a file is
 * read. Files are read as they are sent. The same contents give the same bytes; times are the publication's, on the wall
 * clock of `timeZone`. `onFault` is called when a file cannot be read, or is no longer as long as it was.
 */
export function openZip(contents: KitContents, timeZone: string, onFault: (error: unknown) => void): OpenZip {
  const zip = new ZipFile()
  zip.on('error', onFault)
  const options = { mtime: zonedDate(contents.date, timeZone), mode: 0o100644, compress: false }
  let reading: Readable | undefined
  let closed = false
  for (const entry of contents.entries) {
    if ('bytes' in entry) zip.addBuffer(entry.bytes, entry.name, options)
    else {
      zip.addReadStreamLazy(entry.name, { ...options, size: entry.size }, (give) => {
        if (closed) return
        reading = createReadStream(entry.path)
        reading.on('error', onFault)
        give(null, reading)
      })
    }
  }
  let size = 0
  // Its types do not know that the callback is given the length, at once where all lengths are known.
  zip.end(undefined, (...known: unknown[]) => {
    size = Number(known[0])
  })
  return {
    size,
    stream: zip.outputStream,
    close() {
      closed = true
      reading?.destroy()
    },
  }
}
