import { type Branch, type SavedFile, savedAt } from './branch.ts'
import { editor, type Speech } from './speak.ts'

interface Action {
  readonly action: SavedFile['operation']
  readonly file_path: string
  readonly previous_path?: string
  readonly content: string
  readonly encoding: 'text' | 'base64'
}

const readAction = ({ action, file_path: path, previous_path: from, content, encoding }: Action): SavedFile => ({
  operation: action,
  path,
  bytes: Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64'),
  ...(from === undefined ? {} : { from }),
})

interface Question {
  readonly query: string
  readonly variables: { readonly paths?: readonly string[] }
}

async function ask({ query, variables: { paths = [] } }: Question, branch: Branch): Promise<unknown> {
  if (query.includes('rawTextBlob'))
    return {
      blobs: {
        nodes: await Promise.all(paths.map(async (path) => ({ rawTextBlob: String(await branch.read(path)) }))),
      },
    }
  const nodes = (await branch.list()).map((file) => ({ type: 'blob', ...file }))
  const blobs = { nodes, pageInfo: { endCursor: '', hasNextPage: false } }
  return { rootRef: 'main', tree: { lastCommit: { sha: branch.head, message: 'Content' }, blobs } }
}

/** GitLab's REST interface, version 4, and its GraphQL. */
export const gitlab: Speech = {
  root: '/api',
  authorization: (token) => `Bearer ${token}`,
  async answer({ method, path, body }, branch) {
    if (path === '/v4/user') return editor
    if (path === '/v4/avatar') return { avatar_url: null }
    if (path === '/graphql') return { data: { project: { repository: await ask(body() as Question, branch) } } }
    const [, rest = ''] = /^\/v4\/projects\/owner%2Fnews(\/.*)$/.exec(path) ?? []
    if (rest === '/users') return [editor]
    if (rest.startsWith('/repository/branches/')) return { commit: { id: branch.head } }
    if (rest === '/deployments' || rest.endsWith('/statuses')) return []
    if (rest !== '/repository/commits') return undefined
    if (method === 'GET') return []
    await branch.commit((body() as { actions: Action[] }).actions.map(readAction))
    return { id: branch.head, committed_date: savedAt }
  },
}
