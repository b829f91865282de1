import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { dirname } from 'node:path'
import { type AdminSettings, type Config, listShortSecrets } from '#lib/config.ts'
import { versionsOf } from '#lib/content/catalogue.ts'
import type { LiveContent } from '#lib/content/live.ts'
import { setCurrentNewsroom } from '#lib/current-newsroom.ts'
import { createLog, type Log } from '#lib/log.ts'
import { type Newsroom, openNewsroom } from '#lib/newsroom.ts'
import type { Admin } from '../admin/admin.ts'
import type { Progress } from '../api/health.ts'
import { type LaneAnswers, openFastLane } from '../fast-lane/fast-lane.ts'
import { openStaticFiles } from '../files/static-files.ts'
import { createHandler } from '../handler.ts'
import { buildCommonHeaders, type Headers } from '../headers.ts'
import { watchAsyncContexts } from '../pages/async-contexts.ts'
import { createRender } from '../pages/render.ts'
import { type WorkerLink, withoutPeers } from '../workers/worker-link.ts'
import { createHttpServer } from './http-server.ts'
import { listen } from './listen.ts'
import { createLoadingProgress } from './loading-progress.ts'
import { closingLimit, endsWithin, prepareDrain, usualDrainTimes } from './shutdown.ts'
import { createStartingHandler } from './starting.ts'

export interface SiteOptions {
  readonly config: Config
  /** The folder of the program, where `public/` and the build are. */
  readonly root: string
  readonly development: boolean
  /** Given to a process that serves beside others; without it this process listens itself. */
  readonly link: WorkerLink | undefined
  /** Starts the framework, which answers requests for pages. */
  readonly openNext: (
    server: Server,
  ) => Promise<(request: IncomingMessage, response: ServerResponse) => Promise<unknown>>
  /** Ends the process after a fault while it closes. */
  readonly fail: (error: unknown) => never
}

// Loaded only where it is on: nearly nobody needs it.
async function openAdminOf(config: Config, settings: AdminSettings, commonHeaders: Headers): Promise<Admin> {
  const { openAdmin } = await import('../admin/admin.ts')
  return await openAdmin(config, settings, commonHeaders)
}

/** What answers for files and pages, of which nothing depends on the content. */
async function openPages(options: SiteOptions, server: Server) {
  const { config, root, development } = options
  // In development the framework also answers by itself, and must keep its contexts.
  const contexts = development ? undefined : watchAsyncContexts()
  const commonHeaders = buildCommonHeaders(config, development)
  const files = openStaticFiles(root, commonHeaders)
  const [dispatch, staticFiles] = await Promise.all([options.openNext(server), files])
  const nextListener: RequestListener = (request, response) => {
    dispatch(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }
  const render = createRender(nextListener, new URL(config.siteUrl).host)
  return {
    render: contexts === undefined ? render : (path: string) => contexts.during(() => render(path)),
    staticFiles,
    ...(config.admin === undefined ? {} : { admin: await openAdminOf(config, config.admin, commonHeaders) }),
    ...(development ? { development: nextListener } : {}),
  }
}

function closeOnSignal({ link, fail }: SiteOptions, drain: () => Promise<void>, newsroom: Newsroom): void {
  let closing = false
  const close = async (signal: string) => {
    // A second signal ends a site at once; where processes serve side by side, that is for their supervisor to do.
    if (closing && link === undefined) process.exit(1)
    if (closing) return
    closing = true
    newsroom.log.info('serve.closing', { signal })
    await link?.leave()
    await drain()
    if (!(await endsWithin(closingLimit, newsroom.close()))) newsroom.log.warn('serve.closing-late')
    process.exit(0)
  }
  const closeOrFail = (signal: string) => void close(signal).catch(fail)
  process.on('SIGTERM', closeOrFail)
  if (link === undefined) process.on('SIGINT', closeOrFail)
  else link.onDrain(() => closeOrFail('drain'))
}

/**
 * Each process watches the content for itself, but the system allows a user only so many watches: with many folders a later
 * process may get too few. Whoever sees a change tells the others, who look for themselves.
 */
function shareChanges(link: WorkerLink, content: LiveContent): void {
  let known = content.catalogue()
  content.onChange((slugs) => {
    const before = known
    known = content.catalogue()
    const versions = [...slugs].flatMap((slug) =>
      [before, known].flatMap(({ releases }) => versionsOf(releases.get(slug))),
    )
    link.seen([...new Set(versions.map(({ file }) => dirname(file)))])
  })
  link.onSeen((paths) => content.lookAt(paths))
  link.onRefresh(() => void content.refresh())
}

/** Processes that serve side by side count the hits of addresses together. */
const limitsOf = (link: WorkerLink | undefined) => (link === undefined ? {} : { isWithinLimits: link.isWithinLimits })

async function openServer(server: Server, { config, link }: SiteOptions): Promise<number> {
  if (link === undefined) await listen(server, config)
  else link.attach(server)
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : config.port
}

interface Opening {
  readonly server: Server
  readonly log: Log
  /** Written to while the content is read. */
  readonly progress: { -readonly [Key in keyof Progress]: Progress[Key] }
}

/** Reads the content, and has the framework get ready meanwhile. */
async function openParts(options: SiteOptions, { server, log, progress }: Opening) {
  const { config, development, link } = options
  const told = createLoadingProgress(log, process.stderr)
  let begun = () => {}
  const reading = new Promise<void>((resolve) => {
    begun = resolve
  })
  const onProgress = (read: number, found: number) => {
    Object.assign(progress, { read, found })
    told.tell(read, found)
    begun()
  }
  const opening = openNewsroom(config, { log, development, onProgress, ...limitsOf(link) }).finally(() => told.end())
  // The framework is loaded at one go, in which nobody could give threads their work: so not before they have it.
  const opened = Promise.race([reading, opening]).then(() => openPages(options, server))
  const [newsroom, pages] = await Promise.all([opening, opened])
  return { newsroom, pages }
}

/**
 * Serves the site in this process until a signal ends it; resolves when it is ready. Until then it answers that the content
 * is being read. Rejects with `ConfigError` or `StoreError` when it cannot start.
 */
export async function serveSite(options: SiteOptions): Promise<void> {
  const { config, development, link } = options
  const progress = { read: 0, found: 0 }
  const commonHeaders = buildCommonHeaders(config, development)
  let listener = createStartingHandler(commonHeaders, () => progress)
  const server = createHttpServer((request, response) => listener(request, response), commonHeaders)
  let answers: LaneAnswers | undefined
  const lane = development
    ? undefined
    : openFastLane(server, {
        find: (request) => answers?.find(request),
        post: (request, remoteAddress) => answers?.post(request, remoteAddress),
      })
  const drain = prepareDrain(server, lane)
  // A terminal sends SIGINT to every process; the supervisor passes it on.
  if (link !== undefined) process.on('SIGINT', () => {})
  const port = await openServer(server, options)
  const log = createLog(config.logLevel, (line) => process.stdout.write(line))
  for (const setting of listShortSecrets(config)) {
    log.warn('config.short-secret', { setting, hint: 'Make a longer one with: openssl rand -hex 32' })
  }
  const { newsroom, pages } = await openParts(options, { server, log, progress })
  setCurrentNewsroom(newsroom)
  const handler = createHandler({ newsroom, peers: link ?? withoutPeers(), ...pages })
  listener = handler.listener
  answers = handler.lane
  // Development holds a connection to each open page that never ends by itself.
  closeOnSignal(options, () => drain(development ? { ...usualDrainTimes, limit: 500 } : usualDrainTimes), newsroom)
  if (link !== undefined) shareChanges(link, newsroom.content)
  newsroom.log.info('serve.ready', { port })
  const { site } = newsroom.edition()
  const isFirst = link === undefined || link.status().ready === 0
  if (isFirst) process.stderr.write(`${site.name[site.defaultLocale]} is running at http://localhost:${port}\n`)
  link?.ready()
}
