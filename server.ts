import { existsSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { type Config, readConfig } from '#lib/config.ts'
import { setCurrentNewsroom } from '#lib/current-newsroom.ts'
import { ConfigError, errorCode, OperatorError } from '#lib/errors.ts'
import { type Newsroom, openNewsroom } from '#lib/newsroom.ts'
import type { Progress } from '#lib/serve/api/health.ts'
import { answerClientError } from '#lib/serve/client-error.ts'
import { openStaticFiles } from '#lib/serve/files/static-files.ts'
import { createHandler } from '#lib/serve/handler.ts'
import { buildCommonHeaders } from '#lib/serve/headers.ts'
import { createRender } from '#lib/serve/pages/render.ts'
import { prepareDrain } from '#lib/serve/shutdown.ts'
import { createStartingHandler } from '#lib/serve/starting.ts'

const root = import.meta.dirname
const development = process.argv.includes('--dev')

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (errorCode(error) !== 'EADDRINUSE') return reject(error)
      const hint = `Stop it, or choose another port: PORT=${port + 1} npm start.`
      reject(
        new ConfigError('serve/port-in-use', `Another program already listens on port ${port}.`, hint, {
          cause: error,
        }),
      )
    })
    server.listen(port, host, resolve)
  })
}

/** Next, ready to render; loaded only now, since it reads NODE_ENV when it is imported. */
async function openNext(server: Server) {
  if (!development && !existsSync(join(root, '.next', 'BUILD_ID'))) {
    throw new ConfigError(
      'serve/no-build',
      'The pages have not been built.',
      'Start with npm start, which builds them.',
    )
  }
  const { default: next } = await import('next')
  const app = next({ dev: development, dir: root, ...(development ? { httpServer: server } : {}) })
  await app.prepare()
  return app
}

async function openSite(server: Server, newsroom: Newsroom): Promise<RequestListener> {
  const app = await openNext(server)
  const dispatch = app.getRequestHandler()
  const nextListener: RequestListener = (request, response) => {
    dispatch(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }
  return createHandler({
    newsroom,
    render: createRender(nextListener, new URL(newsroom.config.siteUrl).host),
    staticFiles: await openStaticFiles(root, buildCommonHeaders(newsroom.config, development)),
    ...(development ? { development: nextListener } : {}),
  })
}

function closeOnSignal(drain: () => Promise<void>, newsroom: Newsroom): void {
  let closing = false
  const close = async (signal: NodeJS.Signals) => {
    if (closing) process.exit(1)
    closing = true
    newsroom.log.info('serve.closing', { signal })
    await drain()
    await newsroom.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      close(signal).catch((error: unknown) => fail(error))
    })
  }
}

function fail(error: unknown): never {
  if (!(error instanceof OperatorError)) {
    console.error(error)
    process.exit(1)
  }
  console.error(`${error.message}\n${error.hint}`)
  process.exit(78)
}

async function run(): Promise<void> {
  const config = readConfig(process.env, root)
  const progress: { -readonly [Key in keyof Progress]: Progress[Key] } = { read: 0, found: 0 }
  const commonHeaders = buildCommonHeaders(config, development)
  let listener = createStartingHandler(commonHeaders, () => progress)
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => listener(request, response))
  server.on('clientError', (error, socket) => answerClientError(error, socket, commonHeaders))
  const drain = prepareDrain(server)
  await listen(server, config)
  const newsroom = await openNewsroom(config, { onProgress: (read, found) => Object.assign(progress, { read, found }) })
  setCurrentNewsroom(newsroom)
  listener = await openSite(server, newsroom)
  closeOnSignal(drain, newsroom)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  newsroom.log.info('serve.ready', { port })
  const { site } = newsroom.edition()
  process.stderr.write(`${site.name[site.defaultLocale]} is running at http://localhost:${port}\n`)
}

// Read by Next and React when they are loaded.
Object.assign(process.env, { NODE_ENV: development ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })
run().catch((error: unknown) => fail(error))
