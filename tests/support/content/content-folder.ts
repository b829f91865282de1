import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const siteYaml = `name: { en: Shandong Corporate News, zh: 山东企业新闻 }
tagline: { en: Newsroom, zh: 新闻中心 }
timeZone: Asia/Shanghai
defaultLocale: en
profile: corporate
pageSize: 20
`

const categoriesYaml = `policy: { en: Policy, zh: 政策 }
industry: { en: Industry, zh: 行业 }
`

/** A content folder in the system's folder for temporary files. Paths are below it. */
export interface ContentFolder {
  readonly dir: string
  write(path: string, text: string): Promise<void>
  move(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Deletes the whole folder. */
  close(): Promise<void>
}

/** The text of a release with a header of title and date, and `fields` as further lines of the header. */
export function releaseText(title: string, fields = '', body = 'The plant opened on Monday.'): string {
  return `---\ntitle: ${title}\ndate: 2015-12-16 08:54:43\n${fields}---\n\n${body}\n`
}

/** A content folder with a site, two categories and these files. */
export async function makeContentFolder(files: Readonly<Record<string, string>> = {}): Promise<ContentFolder> {
  const home = await mkdtemp(join(tmpdir(), 'newsroom-content-'))
  const dir = join(home, 'content')
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  await write('site.yaml', siteYaml)
  await write('categories.yaml', categoriesYaml)
  for (const [path, text] of Object.entries(files)) await write(path, text)
  return {
    dir,
    write,
    async move(from, to) {
      await mkdir(dirname(join(dir, to)), { recursive: true })
      await rename(join(dir, from), join(dir, to))
    },
    remove: (path) => rm(join(dir, path), { recursive: true }),
    close: () => rm(home, { recursive: true, force: true }),
  }
}
