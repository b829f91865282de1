import { afterEach, expect, test, vi } from 'vitest'
import { type FolderTask, type FolderThreads, openFolderThreads } from '#lib/content/derived/folder-threads.ts'
import { type FolderAnswer, workOnFolders } from '#lib/content/derived/folder-work.ts'
import { makeContentFolder, releaseText } from '#tests/support/content/content-folder.ts'
import { site } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const toClose: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of toClose.splice(0).reverse()) await one.close()
})

/** Two threads without an index. */
function openTwo(contentDir: string): FolderThreads {
  const onIndexFault = (reason: string) => expect.fail(reason)
  const threads = openFolderThreads({ contentDir, indexFile: () => undefined, onIndexFault, threads: 2 })
  toClose.push(threads)
  return threads
}

test('each folder is asked about once, however much work threads are given ahead', async () => {
  const threads = openTwo(await makeTemporaryFolder())
  const paths = Array.from({ length: 20_000 }, (_, place) => `news/2026/release-${place}`)
  const work = { rules: '', site: { timeZone: 'UTC', categories: [] }, depth: 'header' } as const
  const asked: string[] = []
  const unknown: string[] = []
  const onAnswer = (answer: { readonly unknown: readonly string[] }, part: readonly string[]) => {
    asked.push(...part)
    unknown.push(...answer.unknown)
  }
  await threads.run({ task: 'recall', paths, work, onAnswer })
  expect(asked.toSorted()).toEqual(paths.toSorted())
  expect(unknown).toEqual(asked)
})

test('work that fails is told, and the threads do the next', async () => {
  const threads = openTwo(await makeTemporaryFolder())
  const work = { rules: '', site: { timeZone: 'UTC', categories: [] }, depth: 'header' } as const
  const tooLong = 'x'.repeat(300)
  const task = { task: 'fingerprint', work, onAnswer: () => {} } as const
  await expect(threads.run({ ...task, paths: [tooLong] })).rejects.toThrow(/ENAMETOOLONG/)
  await expect(threads.run({ ...task, paths: ['news/2026/release'] })).resolves.toBeUndefined()
})

const paths = Array.from({ length: 100 }, (_, index) => `news/2015/release-${index}`)
const nothing: FolderAnswer = { understood: '[]', unknown: [], gone: [], unsettled: [], same: [], fingerprints: [] }

async function openThreads() {
  const folder = await makeContentFolder(Object.fromEntries(paths.map((path) => [`${path}/en.md`, releaseText(path)])))
  toClose.push(folder)
  const threads = openTwo(folder.dir)
  return { contentDir: folder.dir, threads }
}

const work = { rules: 'r', site: site(), depth: 'header' } as const

/** The fingerprints that a task gives, by path. */
async function fingerprints(threads: FolderThreads, here: FolderTask['here']) {
  const found = new Map<string, string>()
  const onAnswer = (answer: FolderAnswer, part: readonly string[]) => {
    for (const [index, path] of part.entries()) found.set(path, answer.fingerprints[index] ?? '')
  }
  await threads.run({ task: 'fingerprint', paths, work, onAnswer, here })
  return found
}

test('a process that takes part gives what threads give, and waits for no thread that has not started', async () => {
  const { contentDir, threads } = await openThreads()
  const here: FolderTask['here'] = (part) => workOnFolders('fingerprint', part, { ...work, contentDir }, undefined)
  let done = 0
  const counting: FolderTask['here'] = async (part, known) => {
    done += part.length
    return here(part, known)
  }
  const together = await fingerprints(threads, counting)
  expect(done).toBe(paths.length)
  expect([...together.keys()].sort()).toEqual([...paths].sort())
  // While one is still starting, too.
  expect(together).toEqual(await fingerprints(threads, undefined))
})

test.each([
  ['has started meanwhile', false],
  ['still starts for an earlier task, done without it,', true],
])('a thread that %s takes over what is left', async (_, isSecond) => {
  const { threads } = await openThreads()
  const quick: FolderTask['here'] = async (part) => ({ ...nothing, fingerprints: part.map(() => 'here') })
  if (isSecond) await fingerprints(threads, quick)
  let release = () => {}
  const othersAnswered = new Promise<void>((resolve) => {
    release = resolve
  })
  let done = 0
  const slow: FolderTask['here'] = async (part) => {
    done += part.length
    await othersAnswered
    return { ...nothing, fingerprints: part.map(() => 'here') }
  }
  let answered = 0
  const onAnswer = (_: FolderAnswer, part: readonly string[]) => {
    answered += part.length
    if (answered === paths.length - done) release()
  }
  await threads.run({ task: 'fingerprint', paths, work, onAnswer, here: slow })
  expect(answered).toBe(paths.length)
  expect(done).toBeLessThan(paths.length / 2)
})

test('what fails here fails the task', async () => {
  const { threads } = await openThreads()
  await expect(fingerprints(threads, () => Promise.reject(new Error('The disk is gone')))).rejects.toThrow(
    'The disk is gone',
  )
})
