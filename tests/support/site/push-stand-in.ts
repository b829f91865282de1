import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** How a stand-in answers a call. */
export type StandInAnswer =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** Takes the call and never answers; breaks the connection off; sends without end. */
  | 'hang'
  | 'cut'
  | 'flood'

export interface ReceivedCall {
  readonly method: string
  readonly path: string
  readonly type: string | undefined
  readonly body: string
}

/** A server of somebody who is told of changes. Answers with `answers` in their order, then with the last again. */
export interface PushStandIn {
  readonly origin: string
  readonly calls: readonly ReceivedCall[]
  answer(...answers: readonly StandInAnswer[]): void
}

function reply(response: ServerResponse, answer: StandInAnswer): void {
  if (answer === 'hang') return
  if (answer === 'cut') response.destroy()
  else if (answer === 'flood') {
    response.writeHead(200)
    const chunk = Buffer.alloc(65_536, 'x')
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  } else response.writeHead(answer.status, answer.headers).end(answer.body)
}

async function read(request: IncomingMessage): Promise<ReceivedCall> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return { method: request.method ?? '', path: request.url ?? '', type: request.headers['content-type'], body }
}

/** Starts a stand-in on this machine for the running test; it answers 200 until told otherwise. */
export async function startPushStandIn(): Promise<PushStandIn> {
  const calls: ReceivedCall[] = []
  let answers: readonly StandInAnswer[] = [{ status: 200 }]
  const server = createServer((request, response) => {
    read(request).then(
      (call) => {
        calls.push(call)
        const [next = { status: 200 }, ...rest] = answers
        if (rest.length > 0) answers = rest
        reply(response, next)
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    calls,
    answer(...given) {
      answers = given
    },
  }
}
