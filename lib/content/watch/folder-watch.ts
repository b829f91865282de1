import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '#lib/errors.ts'

/** Watches single folders, each for itself; what lies in folders below needs watches of its own. */
export interface FolderWatch {
  /**
   * Watches the folder at `path` (below the root), anew when it is watched already: a folder that was removed and made again
   * is another one to the system. Later events are reported; what happened before is for the caller to read.
   */
  add(path: string): void
  remove(path: string): void
  /** Whether the system refused a watch since the last call of `add` for that folder, so that events are missing. */
  hasGaps(): boolean
  close(): void
}

/** Watches one folder, as `fs.watch` does; throws or emits `error` with a code when it cannot. */
export type WatchFolder = (
  path: string,
  options: { readonly persistent: false },
  listener: (event: string, name: string | null) => void,
) => Pick<FSWatcher, 'close'> & { on(event: 'error', listener: (error: Error) => void): unknown }

export interface FolderWatchEvents {
  /** Something happened to `name` in the folder at `path`; `name` is absent when the system does not tell. */
  onEvent(path: string, name: string | undefined): void
  /** The system refuses further watches: ENOSPC (inotify's limit) or EMFILE. Called once. */
  onRefused(code: string): void
}

/** Nothing to watch: the folder vanished, is a file, or may not be read. Whoever reads it will find out. */
const isAbsence = (code: string | undefined) =>
  code !== undefined && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(code)

/**
 * Watches folders below `root` by `fs.watch`, one inotify watch each. Not a recursive watcher: those report neither a
 * lost event nor what was written into a new folder before they got there.
 */
export function openFolderWatch(
  root: string,
  events: FolderWatchEvents,
  watchFolder: WatchFolder = watch,
): FolderWatch {
  const watchers = new Map<string, ReturnType<WatchFolder>>()
  const refused = new Set<string>()
  let told = false
  const drop = (path: string) => {
    watchers.get(path)?.close()
    watchers.delete(path)
    refused.delete(path)
  }
  const fail = (path: string, error: unknown) => {
    drop(path)
    const code = errorCode(error)
    if (isAbsence(code)) return
    if (code === undefined) throw error
    refused.add(path)
    if (!told) events.onRefused(code)
    told = true
  }
  return {
    add(path) {
      drop(path)
      try {
        const watcher = watchFolder(join(root, path), { persistent: false }, (_, name) =>
          events.onEvent(path, name ?? undefined),
        )
        watcher.on('error', (error) => fail(path, error))
        watchers.set(path, watcher)
      } catch (error) {
        fail(path, error)
      }
    },
    remove: drop,
    hasGaps: () => refused.size > 0,
    close() {
      for (const path of [...watchers.keys()]) drop(path)
    },
  }
}
