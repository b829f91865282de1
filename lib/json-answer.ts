import { STATUS_CODES } from 'node:http'
import { neverStored } from '../headers.ts'
import type { Page } from '../page.ts'

/** A JSON answer that nobody may store. */
export function jsonPage(status: number, value: unknown, type = 'application/json; charset=utf-8'): Page {
  return {
    status,
    headers: { 'content-type': type, 'cache-control': neverStored },
    body: Buffer.from(`${JSON.stringify(value)}\n`),
  }
}

/** An error of the API for programs. RFC 9457. */
export function problemPage(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Page {
  const title = STATUS_CODES[status] ?? 'Error'
  const page = jsonPage(status, { type: 'about:blank', title, status, detail }, 'application/problem+json')
  return { ...page, headers: { ...page.headers, ...headers } }
}
