import { type Branch, type SavedFile, savedAt } from './branch.ts'
import { editor, type Speech } from './speak.ts'

interface Question {
  readonly query: string
  readonly variables: {
    readonly input?: {
      readonly expectedHeadOid: string
      readonly fileChanges: {
        readonly additions: readonly { readonly path: string; readonly contents: string }[]
        readonly deletions: readonly { readonly path: string }[]
      }
    }
  }
}

const commitOf = ({ head }: Branch) => ({
  oid: head,
  message: 'Content',
  committedDate: savedAt,
  author: { name: editor.name, email: editor.email, user: { id: editor.id, login: editor.login } },
})

async function save({ query, variables }: Question, branch: Branch): Promise<unknown> {
  const { expectedHeadOid, fileChanges } = variables.input ?? {}
  if (expectedHeadOid !== branch.head) return { data: null, errors: [{ message: 'The branch has moved' }] }
  const added = (fileChanges?.additions ?? []).map(
    ({ path, contents }): SavedFile => ({ operation: 'update', path, bytes: Buffer.from(contents, 'base64') }),
  )
  const deleted = (fileChanges?.deletions ?? []).map(
    ({ path }): SavedFile => ({ operation: 'delete', path, bytes: Buffer.alloc(0) }),
  )
  const saved = await branch.commit([...deleted, ...added])
  const asked = [...query.matchAll(/(file_\d+): file\(path: ("(?:[^"\\]|\\.)*")\)/g)]
  const files = asked.map(([, alias, path]) => [alias, { oid: saved.get(JSON.parse(path ?? '""')) }])
  return { data: { createCommitOnBranch: { commit: { ...commitOf(branch), ...Object.fromEntries(files) } } } }
}

/** Answers the queries of the browser editor: blobs by name and the newest commit, each under the alias that it gave them. */
async function ask({ query }: Question, branch: Branch): Promise<unknown> {
  const files = await branch.list()
  const repository: Record<string, unknown> = { defaultBranchRef: { name: 'main' } }
  for (const [, alias = '', name] of query.matchAll(/(\w+_\d+):\s*object\(oid: "(\w+)"\) \{ \.\.\. on Blob/g)) {
    const file = files.find(({ sha }) => sha === name)
    repository[alias] =
      file === undefined ? null : { text: (await branch.read(file.path)).toString(), isTruncated: false }
  }
  const target = { ...commitOf(branch), history: { nodes: [commitOf(branch)] } }
  for (const [, alias = 'ref'] of query.matchAll(/(?:(\w+_\d+):\s*)?ref\(qualifiedName/g))
    repository[alias] = { target }
  return { data: { repository } }
}

/** GitHub's REST interface of 2022-11-28 and its GraphQL. */
export const github: Speech = {
  root: '',
  authorization: (token) => `token ${token}`,
  async answer({ path, body }, branch) {
    if (path === '/user') return editor
    if (path === '/repos/owner/news/collaborators/editor') return {}
    if (path.startsWith('/repos/owner/news/git/trees/'))
      return { tree: (await branch.list()).map((file) => ({ type: 'blob', ...file })) }
    if (path !== '/graphql') return undefined
    const question = body() as Question
    return question.query.includes('createCommitOnBranch') ? await save(question, branch) : await ask(question, branch)
  },
}
