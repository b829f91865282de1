import type { Branch } from './branch.ts'

/** A request to the interface of a git host. */
export interface Asked {
  readonly method: string
  /** Below the interface's root, without query; `%2F` as it came. */
  readonly path: string
  readonly body: () => unknown
}

/** How one kind of git host answers, as far as the browser editor asks. */
export interface Speech {
  /** What comes before the paths of its interface, on its origin. */
  readonly root: string
  readonly authorization: (token: string) => string
  /** The answer as JSON; `undefined` for what it does not know. */
  answer(asked: Asked, branch: Branch): Promise<unknown>
}

export const editor = { id: 1, login: 'editor', username: 'editor', name: 'Editor', email: 'editor@example.com' }
