import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '#tests/support/free-port.ts'
import { until } from '#tests/support/until.ts'
import { endProcess, runProgram, type Server } from '../program.ts'

const root = join(import.meta.dirname, '..', '..', '..')
/** Inside the repository, so that the framework finds itself in `node_modules`. */
const folder = join(root, '.next-bench')
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }

/** The inside of the page's body, as the twin shows it. */
function bodyOf(html: string): string {
  const [, body] = /<body[^>]*>([\s\S]*)<\/body>/.exec(html) ?? []
  if (body === undefined) throw new Error('The page has no body')
  return body.replace(/<script[\s\S]*?<\/script>/g, '')
}

async function writeTwin(html: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'app', 'page'), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "name": "twin", "private": true, "type": "module" }\n')
  await writeFile(
    join(folder, 'next.config.mjs'),
    `export default { turbopack: { root: ${JSON.stringify(root)} }, typescript: { ignoreBuildErrors: true } }\n`,
  )
  await writeFile(
    join(folder, 'app', 'layout.jsx'),
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }\n',
  )
  await writeFile(
    join(folder, 'app', 'page', 'page.jsx'),
    `const html = ${JSON.stringify(bodyOf(html))}
export const dynamic = 'force-static'
export const metadata = { title: 'The same page' }
export default function Page() { return <main dangerouslySetInnerHTML={{ __html: html }} /> }
`,
  )
}

/** A Next application with one prerendered page at `/page`, which shows what `html` shows, run by `next start`. */
export async function startNextTwin(html: string): Promise<Server> {
  await writeTwin(html)
  const built = await runProgram(process.execPath, [next, 'build', folder], { limit: 180_000, cwd: folder, env })
  if (built?.status !== 0) throw new Error(`The twin could not be built:\n${built?.text}`)
  const port = await freePort()
  const args = [next, 'start', folder, '-p', String(port), '-H', '127.0.0.1']
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' })
  const origin = `http://127.0.0.1:${port}`
  await until(
    'the twin answers',
    async () => {
      if (child.exitCode !== null) throw new Error(`next start ended with status ${child.exitCode}`)
      return (await fetch(`${origin}/page`).catch(() => undefined))?.ok ? true : undefined
    },
    30_000,
  )
  return {
    origin,
    pid: child.pid ?? 0,
    async stop() {
      await endProcess(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
