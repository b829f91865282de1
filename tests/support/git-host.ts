import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page, Route } from 'playwright'

/** What a browser editor saves at once. */
interface Commit {
  readonly message: string
  readonly files: readonly {
    readonly operation: 'create' | 'update' | 'delete'
    readonly path: string
    readonly content?: string
    readonly from_path?: string
  }[]
}

/** A host that speaks Gitea's interface as far as the browser editor asks; its one branch is a folder on disk. */
export interface GitHost {
  /** What was saved, in order. */
  readonly commits: readonly Commit[]
  /** Answers this page's requests to the host. */
  serve(page: Page): Promise<void>
}

const shaOf = (bytes: Buffer) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

/** `folder` holds what the repository holds, `token` is the one that it lets in. */
export function openGitHost(folder: string, { origin, token }: { origin: string; token: string }): GitHost {
  const commits: Commit[] = []
  const repository = '/repos/owner/news'
  const list = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }
  const treeEntry = async (path: string) => {
    const bytes = await readFile(path)
    return { type: 'blob', path: path.slice(folder.length + 1), sha: shaOf(bytes), size: bytes.length }
  }
  const contentOf = async (path: string) => {
    const bytes = await readFile(join(folder, path))
    return { path, sha: shaOf(bytes), encoding: 'base64', content: bytes.toString('base64') }
  }
  async function save(commit: Commit) {
    const saved: { path: string; sha: string }[] = []
    for (const { operation, path, content = '', from_path: from } of commit.files) {
      if (operation === 'delete') await rm(join(folder, path))
      else {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), Buffer.from(content, 'base64'))
        if (from !== undefined && from !== path) await rm(join(folder, from))
        saved.push({ path, sha: shaOf(Buffer.from(content, 'base64')) })
      }
    }
    commits.push(commit)
    return {
      commit: { sha: shaOf(Buffer.from(JSON.stringify(commit))), created: '2026-11-21T00:00:00Z' },
      files: saved,
    }
  }
  async function answer(path: string, body: () => unknown): Promise<unknown> {
    if (path === '/version') return { version: '1.24.0' }
    if (path === '/user') return { id: 1, login: 'editor', full_name: 'Editor', email: 'editor@example.com' }
    if (path === '/settings/api') return { default_paging_num: 50, max_response_items: 50 }
    if (path === repository) return { permissions: { pull: true, push: true }, default_branch: 'main' }
    if (path.startsWith(`${repository}/branches/`)) return { commit: { id: 'a'.repeat(40), message: 'Content' } }
    if (path.startsWith(`${repository}/git/trees/`)) return { tree: await Promise.all((await list()).map(treeEntry)) }
    if (path === `${repository}/file-contents`)
      return await Promise.all((body() as { files: string[] }).files.map(contentOf))
    if (path === `${repository}/contents`) return await save(body() as Commit)
    if (path === `${repository}/commits`) return []
    return undefined
  }
  async function fulfill(route: Route) {
    const request = route.request()
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
    if (request.method() === 'OPTIONS') return await route.fulfill({ status: 204, headers })
    if (request.headers()['authorization'] !== `token ${token}`)
      return await route.fulfill({ status: 401, headers, json: {} })
    const path = decodeURI(new URL(request.url()).pathname.replace('/api/v1', ''))
    const json = await answer(path, () => request.postDataJSON())
    return await route.fulfill(json === undefined ? { status: 404, headers, json: {} } : { headers, json })
  }
  return {
    commits,
    async serve(page) {
      await page.route(`${origin}/**`, fulfill)
    },
  }
}
