import { execFile } from 'node:child_process'
import { mkdir, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { type Disk, localDisk } from '#lib/content/files/disk.ts'
import { describeProblem, type Problem } from '#lib/content/problem.ts'
import { listFolders, listPages, readFolder } from '#lib/content/source.ts'
import { readFingerprint } from '#lib/content/watch/fingerprint.ts'
import { readSettled } from '#lib/content/watch/settled.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

const folder = 'news/2026/casting-line'

async function contentWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await makeTemporaryFolder()
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true })
    await writeFile(join(root, path), content)
  }
  return root
}

const found = (problems: readonly Problem[] | undefined) => problems?.map(({ file, code }) => `${file} ${code}`)
const words = (problem: Problem | undefined) =>
  problem === undefined ? undefined : { en: describeProblem(problem, 'en'), zh: describeProblem(problem, 'zh') }

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#888' } })

test('folders of releases and pages are listed where they may be, and nothing else', async () => {
  const root = await contentWith({
    'news/2015/seminar/en.md': '',
    'news/2026/casting-line/en.md': '',
    'news/2026/.DS_Store': '',
    'news/2026/stray.md': '',
    'news/readme.txt': '',
    'news-archive/2015/other/en.md': '',
    'pages/about/en.md': '',
    'pages/.keep': '',
  })
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
  expect((await listFolders(root)).sort(byPath)).toEqual([
    { path: 'news/2015/seminar', year: '2015', slug: 'seminar' },
    { path: 'news/2026/casting-line', year: '2026', slug: 'casting-line' },
    { path: 'news/2026/stray.md', year: '2026', slug: 'stray.md' },
    { path: 'news/readme.txt', year: 'news', slug: 'readme.txt' },
  ])
  expect(await listPages(root)).toEqual([{ path: 'pages/about', year: 'pages', slug: 'about' }])
})

test('a content folder without news or pages lists none', async () => {
  const root = await makeTemporaryFolder()
  expect([await listFolders(root), await listPages(root)]).toEqual([[], []])
})

test('listing looks into years only, once each', async () => {
  const root = await contentWith({ 'news/2015/a/en.md': '', 'news/2015/b/en.md': '', 'news/2026/c/en.md': '' })
  const calls: string[] = []
  const disk = new Proxy(localDisk, {
    get(target, name, receiver) {
      calls.push(String(name))
      return Reflect.get(target, name, receiver)
    },
  })
  expect(await listFolders(root, disk)).toHaveLength(3)
  expect(calls).toEqual(['readdir', 'readdir', 'readdir'])
})

test('a folder gives the bytes of its texts and the facts of its files', async () => {
  const root = await contentWith({
    [`${folder}/en.md`]: 'Text',
    [`${folder}/zh.md`]: '正文',
    [`${folder}/opening.png`]: await picture(40, 30).png().toBuffer(),
    [`${folder}/programme.pdf`]: '%PDF-',
    [`${folder}/~$draft.docx`]: '',
    [`${folder}/Thumbs.db`]: '',
    [`${folder}/.en.md.swp`]: '',
  })
  const read = await readFolder(root, folder)
  expect(read?.problems).toEqual([])
  expect(
    [...(read?.documents ?? [])].map(([name, { file, bytes }]) => [name, file, Buffer.from(bytes).toString()]),
  ).toEqual([
    ['en.md', `${folder}/en.md`, 'Text'],
    ['zh.md', `${folder}/zh.md`, '正文'],
  ])
  expect([...(read?.assets.keys() ?? [])]).toEqual(['opening.png', 'programme.pdf'])
  expect(read?.assets.get('opening.png')).toMatchObject({ name: 'opening.png', width: 40, height: 30 })
  const attachment = read?.assets.get('programme.pdf')
  expect(attachment).toMatchObject({ size: 5 })
  expect(attachment).not.toHaveProperty('width')
})

test('pixels are those that readers see, after turning by EXIF, and are read anew when the file is replaced', async () => {
  const root = await contentWith({
    [`${folder}/a.jpg`]: await picture(40, 30).withExif({}).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  })
  const before = await readFolder(root, folder)
  expect(before?.assets.get('a.jpg')).toMatchObject({ width: 30, height: 40 })
  await writeFile(join(root, folder, 'a.jpg'), await picture(200, 100).jpeg().toBuffer())
  const after = await readFolder(root, folder, before)
  expect(after?.assets.get('a.jpg')).toMatchObject({ width: 200, height: 100 })
  expect((await readFolder(root, folder, after))?.assets.get('a.jpg')).toBe(after?.assets.get('a.jpg'))
})

test('what is no picture has no pixels, whatever its name says; SVG is never opened', async () => {
  const root = await contentWith({
    [`${folder}/a.jpg`]: 'not a picture',
    [`${folder}/b.svg`]: '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    [`${folder}/c.png`]: '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    [`${folder}/d.jpg`]: '',
  })
  const read = await readFolder(root, folder)
  for (const name of ['a.jpg', 'b.svg', 'c.png', 'd.jpg']) {
    expect(read?.assets.get(name)?.name).toBe(name)
    expect(read?.assets.get(name)).not.toHaveProperty('width')
  }
})

test('a folder that does not exist is undefined', async () => {
  expect(await readFolder(await makeTemporaryFolder(), folder)).toBeUndefined()
})

test('a text over one megabyte is a problem and is not read', async () => {
  const root = await contentWith({ [`${folder}/en.md`]: Buffer.alloc(1_048_577, 'a'), [`${folder}/zh.md`]: 'a' })
  const read = await readFolder(root, folder)
  expect([...(read?.documents.keys() ?? [])]).toEqual(['zh.md'])
  expect(found(read?.problems)).toEqual([`${folder}/en.md file/too-large`])
})

test('a file that vanishes between listing and reading is just gone', async () => {
  const root = await contentWith({
    [`${folder}/en.md`]: 'a',
    [`${folder}/zh.md`]: 'b',
    [`${folder}/a.pdf`]: 'c',
    [`${folder}/a.jpg`]: 'd',
  })
  const vanishing: Disk = {
    ...localDisk,
    lstat: (async (path: string) => {
      if (path.endsWith('.pdf')) await unlink(path)
      return localDisk.lstat(path)
    }) as Disk['lstat'],
    open: async (path, ...rest) => {
      if (/zh\.md$|\.jpg$/.test(String(path))) await unlink(path)
      return localDisk.open(path, ...rest)
    },
  }
  const read = await readFolder(root, folder, undefined, vanishing)
  expect([...(read?.documents.keys() ?? [])]).toEqual(['en.md'])
  expect(read?.assets.size).toBe(0)
  expect(read?.problems).toEqual([])
})

test('a folder that vanishes after it was looked at has nothing in it', async () => {
  const root = await contentWith({ [`${folder}/en.md`]: 'a' })
  const vanishing: Disk = {
    ...localDisk,
    readdir: (async (path: string, options: { withFileTypes: true }) => {
      await rm(path, { recursive: true })
      return localDisk.readdir(path, options)
    }) as Disk['readdir'],
  }
  const read = await readFolder(root, folder, undefined, vanishing)
  expect([read?.documents.size, read?.assets.size, read?.problems]).toEqual([0, 0, []])
})

test('a link out of the content folder is reported and not followed; one inside is', async () => {
  const outside = await contentWith({ 'secret.md': 'secret' })
  const root = await contentWith({ [`${folder}/en.md`]: 'Text', 'shared/logo.pdf': 'logo' })
  await symlink(join(outside, 'secret.md'), join(root, folder, 'zh.md'))
  await symlink(join(root, 'shared/logo.pdf'), join(root, folder, 'logo.pdf'))
  await symlink(join(root, folder, 'nowhere.pdf'), join(root, folder, 'dangling.pdf'))
  await symlink('circle.pdf', join(root, folder, 'circle.pdf'))
  const read = await readFolder(root, folder)
  expect([...(read?.documents.keys() ?? [])]).toEqual(['en.md'])
  expect(read?.assets.get('logo.pdf')?.size).toBe(4)
  expect(read?.assets.has('dangling.pdf')).toBe(false)
  expect(found(read?.problems)).toEqual([
    `${folder}/circle.pdf file/link-nowhere`,
    `${folder}/dangling.pdf file/link-nowhere`,
    `${folder}/zh.md file/link-outside`,
  ])
})

test('a content folder that is itself reached by a link is no link out', async () => {
  const real = await contentWith({ [`${folder}/en.md`]: 'Text', 'shared/zh.md': 'b' })
  await symlink(join(real, 'shared/zh.md'), join(real, folder, 'zh.md'))
  const other = await makeTemporaryFolder()
  await symlink(real, join(other, 'content'))
  const read = await readFolder(join(other, 'content'), folder)
  expect([...(read?.documents.keys() ?? [])]).toEqual(['en.md', 'zh.md'])
})

test('a link put in the place of a text while it is read is refused', async () => {
  const outside = await contentWith({ 'secret.md': 'secret' })
  const root = await contentWith({ [`${folder}/en.md`]: 'Text' })
  const swapping: Disk = {
    ...localDisk,
    open: async (path, ...rest) => {
      await unlink(path)
      await symlink(join(outside, 'secret.md'), path)
      return localDisk.open(path, ...rest)
    },
  }
  const read = await readFolder(root, folder, undefined, swapping)
  expect(read?.documents.size).toBe(0)
  expect(found(read?.problems)).toEqual([`${folder}/en.md file/special`])
})

/** A disk that refuses what lies at `place`, as a system does that was not given the right to read it. */
const denying = (place: string): Disk => {
  const refuse = (path: string) => {
    if (path === place) throw Object.assign(new Error('permission denied'), { code: 'EACCES' })
  }
  return {
    ...localDisk,
    readdir: async (path, options) => {
      refuse(path)
      return localDisk.readdir(path, options)
    },
    lstat: async (path) => {
      refuse(join(path, '..'))
      return localDisk.lstat(path)
    },
  }
}

test('a folder that may not be read is reported, and so is a year; the others are read', async () => {
  const root = await contentWith({ 'news/2015/seminar/en.md': 'Text', [`${folder}/en.md`]: 'Text' })
  const withoutOne = denying(join(root, folder))
  const denied = await readFolder(root, folder, undefined, withoutOne)
  expect([denied?.documents.size, found(denied?.problems)]).toEqual([0, [`${folder} file/unreadable`]])
  const settled = await readSettled(root, { path: folder, disk: withoutOne })
  expect(settled.kind).not.toBe('gone')

  const withoutYear = denying(join(root, 'news/2026'))
  const listed = (await listFolders(root, withoutYear)).map(({ path }) => path).sort()
  expect(listed).toEqual(['news/2015/seminar', 'news/2026'])
  const year = await readFolder(root, 'news/2026', undefined, withoutYear)
  expect(found(year?.problems)).toEqual(['news/2026 file/unreadable'])
  expect((await readFolder(root, 'news/2026'))?.problems).toEqual([])
})

test('a release whose folder may not be read any more is not gone, and is read again when it may', async () => {
  const root = await contentWith({ [`${folder}/en.md`]: 'Text' })
  const [before, denied, after] = [
    await readFingerprint(join(root, folder)),
    await readFingerprint(join(root, folder), { disk: denying(join(root, 'news/2026')) }),
    await readFingerprint(join(root, folder)),
  ]
  expect(denied).toBeDefined()
  expect(denied?.text).not.toBe(before?.text)
  expect(after?.text).toBe(before?.text)
})

test('pipes, sockets and links to folders are reported and never waited for', async () => {
  const root = await contentWith({ [`${folder}/en.md`]: 'Text', 'shared/a.pdf': '' })
  await promisify(execFile)('mkfifo', [join(root, folder, 'zh.md')])
  await symlink(join(root, 'shared'), join(root, folder, 'more'))
  const server = createServer().listen(join(root, folder, 'socket'))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  await new Promise((resolve) => server.once('listening', resolve))
  const read = await readFolder(root, folder)
  expect([...(read?.documents.keys() ?? [])]).toEqual(['en.md'])
  expect(found(read?.problems)).toEqual(['more', 'socket', 'zh.md'].map((name) => `${folder}/${name} file/special`))
  expect(words(read?.problems[0])).toEqual({
    en: {
      message: 'This is not an ordinary file but a pipe, a socket, a device or a link to a folder; it is not read.',
      hint: 'Delete it, or replace it by an ordinary file.',
    },
    zh: {
      message: '这不是普通文件，而是管道、套接字、设备或指向文件夹的链接，不会被读取。',
      hint: '请删去，或换成普通文件。',
    },
  })
})

test('a pipe put in the place of a text while it is read does not block', async () => {
  const root = await contentWith({ [`${folder}/en.md`]: 'Text' })
  const swapping: Disk = {
    ...localDisk,
    open: async (path, ...rest) => {
      await unlink(path)
      await promisify(execFile)('mkfifo', [String(path)])
      return localDisk.open(path, ...rest)
    },
  }
  expect(found((await readFolder(root, folder, undefined, swapping))?.problems)).toEqual([
    `${folder}/en.md file/special`,
  ])
})

test('a folder inside a folder is reported with what to do', async () => {
  const root = await contentWith({ [`${folder}/en.md`]: 'Text', [`${folder}/images/a.jpg`]: '' })
  const read = await readFolder(root, folder)
  expect(found(read?.problems)).toEqual([`${folder}/images file/subfolder`])
  expect(words(read?.problems[0])).toEqual({
    en: {
      message: '"images" is a folder inside a release\'s folder; nothing in it is read.',
      hint: 'Move its files up, next to the text.',
    },
    zh: {
      message: '“images”是稿件文件夹里的子文件夹，其中的文件不会被读取。',
      hint: '请把其中的文件移到上一级，与文稿放在一起。',
    },
  })
})

test('a file where only folders can be is reported with what to do', async () => {
  const root = await contentWith({ 'news/2026/new-line.md': 'Text' })
  const read = await readFolder(root, 'news/2026/new-line.md')
  expect(read?.documents.size).toBe(0)
  expect(found(read?.problems)).toEqual(['news/2026/new-line.md file/stray'])
  expect(words(read?.problems[0])).toEqual({
    en: {
      message: '"new-line.md" stands where only folders can be, so it is not published.',
      hint: 'A release is a folder with its texts: news/2026/new-line-opens/en.md. Make the folder and move the file into it.',
    },
    zh: {
      message: '“new-line.md”所在的位置只能放文件夹，因此不会发布。',
      hint: '一篇稿件是一个文件夹，文稿在其中：news/2026/new-line-opens/zh.md。请建立文件夹，把文件移进去。',
    },
  })
})

test('names in decomposed form are known by their composed one, and keep their own on disk', async () => {
  const name = 'café.pdf'
  const root = await contentWith({ [`${folder}/en.md`]: 'Text', [`${folder}/${name.normalize('NFD')}`]: 'x' })
  const read = await readFolder(root, folder)
  expect(read?.assets.get(name.normalize('NFC'))?.name.normalize('NFC')).toBe(name.normalize('NFC'))
  expect(read?.problems).toEqual([])
})

test('two names that differ only in case or form are reported, and the first is taken', async () => {
  const name = 'café.pdf'
  const root = await contentWith({ [`${folder}/EN.md`]: 'A', [`${folder}/en.md`]: 'a' })
  await writeFile(join(root, folder, name.normalize('NFD')), 'decomposed')
  await writeFile(join(root, folder, name.normalize('NFC')), 'x')
  const read = await readFolder(root, folder)
  expect(read?.problems.map(({ code }) => code)).toEqual(['file/name-clash', 'file/name-clash'])
  expect(read?.assets.size).toBe(1)
  const clash = read?.problems.find(({ file }) => file.endsWith('.md'))
  expect(words(clash)).toEqual({
    en: {
      message:
        'The names "EN.md" and "en.md" differ only in capitals or in how an accent is stored; on many computers they are one file.',
      hint: 'Rename one of them, or delete it.',
    },
    zh: {
      message: '“EN.md”与“en.md”只有大小写或字符编码形式不同，在许多电脑上会被当作同一个文件。',
      hint: '请给其中一个改名，或删去一个。',
    },
  })
})
