import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#tests/support/free-port.ts'
import { until } from '#tests/support/until.ts'
import { endProcess, runProgram, type Server } from '../program.ts'

/** Headers that nginx writes by itself. */
const own = [
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
]

const addHeaders = (headers: IncomingHttpHeaders) =>
  Object.entries(headers)
    .filter(([name]) => !own.includes(name))
    .map(([name, value]) => `add_header ${name} "${String(value).replaceAll('"', '\\"')}";`)
    .join(' ')

const configuration = (folder: string, port: number, workers: number) => `
daemon off;
worker_processes ${workers};
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  types { text/html html; }
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}/site; gzip_static on; HEADERS }
}
`

/** nginx with one file at `/page.html` and its gzip beside it; `undefined` where nginx is not installed. */
export async function startNginx(
  page: { readonly html: Buffer; readonly gzip: Buffer; readonly headers: IncomingHttpHeaders },
  workers: number,
): Promise<Server | undefined> {
  if ((await runProgram('nginx', ['-v'], { limit: 5000 })) === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'newsroom-nginx-'))
  const port = await freePort()
  await mkdir(join(folder, 'site'))
  await writeFile(join(folder, 'site', 'page.html'), page.html)
  await writeFile(join(folder, 'site', 'page.html.gz'), page.gzip)
  // As root nginx gives its workers to another user, who must be able to read.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  await writeFile(
    join(folder, 'nginx.conf'),
    user + configuration(folder, port, workers).replace('HEADERS', addHeaders(page.headers)),
  )
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'ignore' })
  const origin = `http://127.0.0.1:${port}`
  await until('nginx answers', async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended with status ${child.exitCode}`)
    return (await fetch(`${origin}/page.html`).catch(() => undefined))?.ok ? true : undefined
  })
  return {
    origin,
    pid: child.pid ?? 0,
    async stop() {
      await endProcess(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
