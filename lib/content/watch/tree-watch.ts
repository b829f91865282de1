import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { ifThere } from '#lib/errors.ts'
import type { Log } from '#lib/log.ts'
import { type FolderWatch, type FolderWatchEvents, openFolderWatch, type WatchFolder } from './folder-watch.ts'
import { everything, type TodoList } from './todo.ts'

/** Watches the content folder: its root, the folders that hold folders, and each release's and page's own. */
export interface TreeWatch {
  /** Watches the root, `news`, `pages` and the year folders, anew. To be called before they are listed. */
  watchOuter(): Promise<void>
  /** Watches the folder of a release or page, anew. To be called before it is read. */
  watchFolder(path: string): void
  forget(path: string): void
  /** Whether changes may go unnoticed because the system refused watches. */
  hasGaps(): boolean
  close(): void
}

const yearPath = /^news\/[^/]+$/

/** Turns an event into work. `path` is the watched folder, `name` what it happened to, when that is known. */
function workOf(path: string, name: string | undefined, known: () => Iterable<string>) {
  if (path === '') {
    if (name === 'site.yaml' || name === 'categories.yaml') return { site: true }
    if (name === undefined || name === 'news' || name === 'pages') return { list: true, sweep: true, site: true }
    return undefined
  }
  if (path === 'news') {
    const below = name === undefined ? undefined : `news/${name}/`
    return { list: true, paths: [...known()].filter((folder) => below === undefined || folder.startsWith(below)) }
  }
  if (path !== 'pages' && !yearPath.test(path)) return { paths: [path] }
  return name === undefined ? { list: true } : { paths: [`${path}/${name}`] }
}

async function listYearFolders(contentDir: string): Promise<string[]> {
  const entries = (await ifThere(readdir(`${contentDir}/news`, { withFileTypes: true }))) ?? []
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `news/${name}`)
}

/** The folder that holds the content folder's own name: what a deployment changes when it replaces the folder or the link to it. */
function openParentWatch(contentDir: string, onReplaced: () => void): FolderWatch {
  const parent = openFolderWatch(dirname(contentDir), {
    onEvent: (_, name) => {
      if (name === undefined || name === basename(contentDir)) onReplaced()
    },
    onRefused: () => undefined,
  })
  parent.add('')
  return parent
}

export interface TreeWatchOptions {
  /** Absolute. */
  readonly contentDir: string
  readonly todo: TodoList
  readonly log: Log
  /** Paths of the folders that are known. */
  known(): Iterable<string>
  /** How a folder is watched; `fs.watch` by default. */
  readonly watchFolder?: WatchFolder | undefined
}

export function openTreeWatch({ contentDir, todo, log, known, watchFolder }: TreeWatchOptions): TreeWatch {
  const parent = openParentWatch(contentDir, () => todo.add(everything))
  const events: FolderWatchEvents = {
    onEvent(path, name) {
      const work = workOf(path, name, known)
      if (work !== undefined) todo.add(work)
    },
    onRefused(code) {
      const cure =
        'Raise the limit: sysctl fs.inotify.max_user_watches=524288 (and in /etc/sysctl.d to keep it). Until then changes are found by looking, which takes longer.'
      log.warn('content.watch-refused', { code, cure })
    },
  }
  const folders = openFolderWatch(contentDir, events, watchFolder)
  return {
    async watchOuter() {
      for (const path of ['', 'news', 'pages']) folders.add(path)
      for (const path of await listYearFolders(contentDir)) folders.add(path)
    },
    watchFolder: (path) => folders.add(path),
    forget: (path) => folders.remove(path),
    hasGaps: () => folders.hasGaps(),
    close() {
      parent.close()
      folders.close()
    },
  }
}
