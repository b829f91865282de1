import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '#tests/support/free-port.ts'
import { until } from '#tests/support/until.ts'
import { endProcess, type Server } from '../program.ts'

/** A Node server that reads a POST and answers as many bytes as a counted visit, and does nothing else. */
export async function startBareServer(): Promise<Server> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production' as const, PORT: String(port) }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.mjs')], { env, stdio: 'ignore' })
  await until('the bare server answers', async () =>
    (await fetch(origin).catch(() => undefined))?.ok ? true : undefined,
  )
  return { origin, pid: child.pid ?? 0, stop: () => endProcess(child) }
}
