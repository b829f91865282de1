import type { Page, Route } from 'playwright'
import { type Commit, openBranch } from './branch.ts'
import { gitea } from './gitea.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'

const speeches = { gitea, github, gitlab }

export type GitHostKind = keyof typeof speeches

/** A git host as far as the browser editor asks it; its one branch is a folder on disk. */
export interface GitHost {
  /** What was saved, in order. */
  readonly commits: readonly Commit[]
  /** What it was asked and does not know. */
  readonly unknown: readonly string[]
  /** Answers this page's requests to the host. */
  serve(page: Page): Promise<void>
}

export interface GitHostOptions {
  readonly kind: GitHostKind
  /** Where its interface is. */
  readonly origin: string
  /** The one token that it lets in. */
  readonly token: string
}

/** `folder` holds what the repository holds. */
export function openGitHost(folder: string, { kind, origin, token }: GitHostOptions): GitHost {
  const branch = openBranch(folder)
  const { root, authorization, answer } = speeches[kind]
  const unknown: string[] = []
  async function fulfill(route: Route) {
    const request = route.request()
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
    if (request.method() === 'OPTIONS') return await route.fulfill({ status: 204, headers })
    if (request.headers()['authorization'] !== authorization(token))
      return await route.fulfill({ status: 401, headers, json: {} })
    const path = decodeURI(new URL(request.url()).pathname)
    const asked = { method: request.method(), path: path.slice(root.length), body: () => request.postDataJSON() }
    const json = path.startsWith(root) ? await answer(asked, branch) : undefined
    if (json === undefined) unknown.push(`${asked.method} ${path}`)
    return await route.fulfill(json === undefined ? { status: 404, headers, json: {} } : { headers, json })
  }
  return {
    commits: branch.commits,
    unknown,
    async serve(page) {
      await page.route(`${origin}/**`, fulfill)
    },
  }
}
