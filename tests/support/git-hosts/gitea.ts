import { type SavedFile, savedAt } from './branch.ts'
import { editor, type Speech } from './speak.ts'

interface GiteaFile {
  readonly operation: 'create' | 'update' | 'delete'
  readonly path: string
  readonly content?: string
  readonly from_path?: string
}

const readFile = ({ operation, path, content = '', from_path: from }: GiteaFile): SavedFile => ({
  operation,
  path,
  bytes: Buffer.from(content, 'base64'),
  ...(from === undefined ? {} : { from }),
})

/** Gitea 1.24. */
export const gitea: Speech = {
  root: '/api/v1',
  authorization: (token) => `token ${token}`,
  async answer({ path, body }, branch) {
    if (path === '/version') return { version: '1.24.0' }
    if (path === '/user') return { ...editor, full_name: editor.name }
    if (path === '/settings/api') return { default_paging_num: 50, max_response_items: 50 }
    const [, rest] = /^\/repos\/owner\/news(.*)$/.exec(path) ?? []
    if (rest === '') return { permissions: { pull: true, push: true }, default_branch: 'main' }
    if (rest?.startsWith('/branches/')) return { commit: { id: branch.head, message: 'Content' } }
    if (rest?.startsWith('/git/trees/'))
      return { tree: (await branch.list()).map((file) => ({ type: 'blob', ...file })) }
    if (rest === '/commits') return []
    if (rest === '/file-contents') {
      const { files } = body() as { files: string[] }
      return await Promise.all(
        files.map(async (name) => ({
          path: name,
          encoding: 'base64',
          content: (await branch.read(name)).toString('base64'),
        })),
      )
    }
    if (rest !== '/contents') return undefined
    const saved = await branch.commit((body() as { files: GiteaFile[] }).files.map(readFile))
    return {
      commit: { sha: branch.head, created: savedAt },
      files: [...saved].map(([name, sha]) => ({ path: name, sha })),
    }
  },
}
