import { STATUS_CODES } from 'node:http'

/** A finished HTTP answer: lower-case header names, no `content-length`. The server cuts the body of HEAD. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** A JSON answer that nobody may store. */
export function jsonAnswer(
  status: number,
  value: unknown,
  { 'content-type': type = 'application/json; charset=utf-8', ...headers }: Answer['headers'] = {},
): Answer {
  return {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', ...headers },
    body: Buffer.from(`${JSON.stringify(value)}\n`),
  }
}

/** An error of the API for programs, with members of its own in `extension`. RFC 9457. */
export function problemAnswer(
  status: number,
  detail: string,
  headers: Answer['headers'] = {},
  extension: Readonly<Record<string, string>> = {},
): Answer {
  const problem = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...extension }
  return jsonAnswer(status, problem, { ...headers, 'content-type': 'application/problem+json' })
}
