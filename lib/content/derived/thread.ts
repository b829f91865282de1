import { parentPort } from 'node:worker_threads'
import { errorMessage } from '#lib/errors.ts'
import { type DerivedIndex, openSharedIndex } from './derived-index.ts'
import { type FolderAnswer, type FolderTaskName, type FolderWork, workOnFolders } from './folder-work.ts'

/** One piece of work; after the word `end` there is no more. */
export interface ThreadRequest {
  readonly task: FolderTaskName
  /** Parted by zero bytes, as are the earlier fingerprints. */
  readonly paths: string
  readonly known: string | undefined
  readonly work: Omit<FolderWork, 'known'>
  /** The file of the index, when other threads may open it. */
  readonly indexFile: string | undefined
}

export type ThreadReply =
  | { readonly kind: 'answer'; readonly answer: FolderAnswer }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'index-fault'; readonly reason: string }

const reply = (message: ThreadReply) => parentPort?.postMessage(message)

let open: { readonly file: string; readonly index: DerivedIndex | undefined } | undefined

function indexAt(file: string | undefined): DerivedIndex | undefined {
  if (file === undefined) return undefined
  if (open?.file !== file) {
    const onFault = (reason: string) => reply({ kind: 'index-fault', reason })
    open = { file, index: openSharedIndex(file, { onFault }) }
  }
  return open.index
}

function run({ task, work, indexFile, ...packed }: ThreadRequest): Promise<FolderAnswer> {
  const paths = packed.paths === '' ? [] : packed.paths.split('\0')
  const known = packed.known?.split('\0')
  return workOnFolders(task, paths, { ...work, ...(known && { known }) }, indexAt(indexFile))
}

function close(): void {
  open?.index?.close()
  parentPort?.close()
}

parentPort?.on('message', (request: ThreadRequest | 'end') => {
  if (request === 'end') return close()
  run(request).then(
    (answer) => reply({ kind: 'answer', answer }),
    (error: unknown) => reply({ kind: 'failed', message: errorMessage(error) }),
  )
})
