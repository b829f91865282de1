import { expect, onTestFinished, test } from 'vitest'
import { openFolderThreads } from '#lib/content/derived/folder-threads.ts'
import { makeTemporaryFolder } from '../../../support/temporary-folder.ts'

test('each folder is asked about once, however much work threads are given ahead', async () => {
  const threads = openFolderThreads({
    contentDir: await makeTemporaryFolder(),
    indexFile: () => undefined,
    onIndexFault: () => {},
    threads: 2,
  })
  onTestFinished(() => threads.close())
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
  const threads = openFolderThreads({
    contentDir: await makeTemporaryFolder(),
    indexFile: () => undefined,
    onIndexFault: () => {},
    threads: 2,
  })
  onTestFinished(() => threads.close())
  const work = { rules: '', site: { timeZone: 'UTC', categories: [] }, depth: 'header' } as const
  const tooLong = 'x'.repeat(300)
  const task = { task: 'fingerprint', work, onAnswer: () => {} } as const
  await expect(threads.run({ ...task, paths: [tooLong] })).rejects.toThrow(/ENAMETOOLONG/)
  await expect(threads.run({ ...task, paths: ['news/2026/release'] })).resolves.toBeUndefined()
})
