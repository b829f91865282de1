import type { RequestListener } from 'node:http'
import { inject } from 'light-my-request'
import { addressHeader } from '#lib/current-newsroom.ts'

/** What Next answered for one address. */
export interface Rendered {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
}

/** Renders a path of `app/` (with its query). Rejects when the framework itself fails. */
export type Render = (path: string) => Promise<Rendered>

/**
 * Renders through Next's request listener, apart from any reader's connection: nothing of a request but its path reaches
 * the framework, so no header can change what is rendered, and a reader who leaves does not spoil what others wait for.
 */
export function createRender(dispatch: RequestListener, host: string): Render {
  return async (path) => {
    const answer = await inject(dispatch, {
      method: 'GET',
      url: path,
      headers: { host, accept: 'text/html', 'user-agent': 'newsroom', [addressHeader]: path },
    })
    const type = answer.headers['content-type']
    return {
      status: answer.statusCode,
      contentType: typeof type === 'string' ? type : 'application/octet-stream',
      body: answer.rawPayload,
    }
  }
}
