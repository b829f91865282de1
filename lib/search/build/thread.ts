import { parentPort, workerData } from 'node:worker_threads'
import { openWords } from '#lib/content/derived/bodies.ts'
import { errorCode, errorMessage } from '#lib/errors.ts'
import { type IndexEntry, openSearchIndex } from '../search-index.ts'

/** What the thread is started with. */
export interface ThreadData {
  /** Of the search index. */
  readonly file: string
  /** Absolute. */
  readonly contentDir: string
  /** Where the content's texts are kept. */
  readonly indexFile: string
}

/** An entry without its text, and where the thread reads that. */
export interface Wanted extends Omit<IndexEntry, 'text'> {
  readonly file: string
}

/** Entries to write; after a word, which ends the thread, there is no more: `end` puts the index in order, `leave` does not. */
export type ThreadRequest = readonly Wanted[] | 'end' | 'leave'

export interface Unreadable {
  readonly file: string
  readonly reason: string
}

/** What came of one request; `failed` when the index could not be written. */
export type ThreadReply =
  | { readonly kind: 'written'; readonly unreadable: readonly Unreadable[] }
  | { readonly kind: 'failed'; readonly reason: string; readonly code: string | undefined }

/** Entries in one transaction: others who write wait for so long. */
const together = 512

const { file: searchFile, contentDir, indexFile }: ThreadData = workerData
const unreadable: Unreadable[] = []
const words = openWords(contentDir, indexFile, (reason) => unreadable.push({ file: indexFile, reason }))
const index = openSearchIndex(searchFile, { mustExist: true })
let isFirst = true

async function readEntry({ file, ...rest }: Wanted): Promise<IndexEntry[]> {
  try {
    return [{ ...rest, text: await words.read({ file, digest: rest.digest }) }]
  } catch (error) {
    unreadable.push({ file, reason: errorMessage(error) })
    return []
  }
}

async function write(wanted: readonly Wanted[]): Promise<ThreadReply> {
  if (isFirst) index.expectMuch()
  isFirst = false
  for (let at = 0; at < wanted.length; at += together) {
    const entries: IndexEntry[] = []
    for (const one of wanted.slice(at, at + together)) entries.push(...(await readEntry(one)))
    index.put(entries)
  }
  return { kind: 'written', unreadable: unreadable.splice(0) }
}

function end(how: 'end' | 'leave'): void {
  if (how === 'end') index.optimize()
  index.close()
  words.close()
  parentPort?.close()
}

parentPort?.on('message', (request: ThreadRequest) => {
  if (request === 'end' || request === 'leave') return end(request)
  write(request).then(
    (reply) => parentPort?.postMessage(reply),
    (error: unknown) =>
      parentPort?.postMessage({ kind: 'failed', reason: errorMessage(error), code: errorCode(error) }),
  )
})
