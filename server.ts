import cluster from 'node:cluster'
import { existsSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { readConfig } from '#lib/config.ts'
import { type RenderMarkup, setRenderMarkup } from '#lib/current-newsroom.ts'
import { ConfigError, OperatorError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { listFolderFaults } from '#lib/serve/start/folder-faults.ts'
import { keepHeapSmall, letHeapDouble } from '#lib/serve/start/heap.ts'
import { outliveLostLog } from '#lib/serve/start/lost-log.ts'
import { printElsewhere } from '#lib/serve/start/standard-output.ts'
import { supervise } from '#lib/serve/workers/supervisor.ts'
import { openWorkerLink, type WorkerLink } from '#lib/serve/workers/worker-link.ts'

const root = import.meta.dirname
const development = process.argv.includes('--dev')

/** `next.config.ts` with all defaults, as JSON, as it was when the pages were built. */
function readBuiltConfig(): string {
  const built: unknown = JSON.parse(readFileSync(join(root, '.next', 'required-server-files.json'), 'utf8'))
  return JSON.stringify(z.object({ config: z.looseObject({}) }).parse(built).config)
}

/** React's own way from elements to HTML, which its framework keeps from pages; see docs/decisions/0004-finished-pages.md. */
async function openMarkup(): Promise<RenderMarkup> {
  const [{ isValidElement }, { renderToStaticMarkup }] = await Promise.all([
    import('react'),
    import('react-dom/server'),
  ])
  return (element) => {
    if (!isValidElement(element)) throw new Error('Only an element of React can be rendered.')
    return renderToStaticMarkup(element)
  }
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
  // As the server does that Next generates for `output: 'standalone'`: to read `next.config.ts` it would load the compiler
  // that builds pages, and keep it.
  if (!development) Object.assign(process.env, { __NEXT_PRIVATE_STANDALONE_CONFIG: readBuiltConfig() })
  const { default: next } = await import('next')
  const app = next({ dev: development, dir: root, ...(development ? { httpServer: server } : {}) })
  await app.prepare()
  if (!development) setRenderMarkup(await openMarkup())
  return app.getRequestHandler()
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
  outliveLostLog([process.stdout, process.stderr])
  printElsewhere(process.stderr)
  const config = readConfig(process.env, root, listFolderFaults)
  const serve = async (link?: WorkerLink) => {
    if (!development) letHeapDouble()
    // Only a process that serves loads what serving takes.
    const { serveSite } = await import('#lib/serve/start/serve-site.ts')
    await serveSite({ config, root, development, link, openNext, fail })
    if (!development) keepHeapSmall()
  }
  if (cluster.isWorker) return await serve(openWorkerLink())
  const workers = config.workers === 'auto' ? availableParallelism() : config.workers
  if (development || workers === 1) return await serve()
  const log = createLog(config.logLevel, (line) => process.stdout.write(line))
  process.exit(await supervise(config, workers, log))
}

// Read by Next and React when they are loaded.
Object.assign(process.env, { NODE_ENV: development ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })
run().catch((error: unknown) => fail(error))
