import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pathInRepository } from '#lib/cli/repository.ts'
import { openDesk } from '#tests/support/editors-desk.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

test.each([
  [
    'the content is a folder of the repository',
    'repository/newsroom/content',
    'newsroom/content/news/2026/empty/en.md',
  ],
  ['the content is a repository of its own', 'repository', 'news/2026/empty/en.md'],
])('annotations name files from the root of the repository: %s', async (_name, place, shown) => {
  const { folder, news } = await openDesk({ 'news/2026/empty/en.md': '' })
  const home = await makeTemporaryFolder()
  const contentDir = join(home, place)
  await cp(folder.dir, contentDir, { recursive: true })
  await mkdir(join(home, 'repository/.git'))
  const { status, out } = await news(['check', '--format', 'github'], { environment: { CONTENT_DIR: contentDir } })
  expect(status).toBe(1)
  expect(out).toMatch(new RegExp(`^::error file=${shown},line=1,col=1,`))
})

test('a worktree, whose .git is a file, is a repository too, and outside of one there is no path', async () => {
  const home = await makeTemporaryFolder()
  await mkdir(join(home, 'worktree/content'), { recursive: true })
  expect(pathInRepository(join(home, 'worktree/content'))).toBeUndefined()
  await writeFile(join(home, 'worktree/.git'), 'gitdir: elsewhere')
  expect(pathInRepository(join(home, 'worktree/content'))).toBe('content')
})
