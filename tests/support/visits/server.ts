import { createServer } from 'node:http'
import { silentLog } from '#lib/log.ts'
import { answerVisit } from '#lib/visits/endpoint.ts'
import { openVisits } from '#lib/visits/visits.ts'

// The visits of a newsroom behind bare HTTP, as a process of its own for tests that kill it. Releases are `release-0`,
// `release-1` and so on; the reader's address is the last of X-Forwarded-For.
const { VISITS_URL, DATA_DIR = '' } = process.env
const visits = await openVisits({
  config: {
    dataDir: DATA_DIR,
    visitsStore: VISITS_URL === undefined ? { kind: 'sqlite' } : { kind: 'redis', url: VISITS_URL },
    visitWindowSeconds: 1800,
    trustProxyHops: 1,
    visitLimits: { perMinute: 1_000_000, perDay: 1_000_000, perReleasePerDay: 1_000_000 },
  },
  clock: { now: () => Date.now(), steady: () => performance.now() },
  log: silentLog,
  timeZone: () => 'Asia/Shanghai',
  releases: { isPublished: (slug) => /^release-[0-9]+$/.test(slug), legacyVisits: () => 0 },
})

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const answer = await answerVisit(visits, {
    method: request.method ?? '',
    slug: (request.url ?? '').replace('/api/visits/', ''),
    pixel: false,
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress,
    body: Buffer.concat(chunks),
  })
  response.writeHead(answer.status, answer.headers).end(answer.body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})

process.once('SIGTERM', () => {
  server.close(async () => {
    await visits.close()
    process.exit(0)
  })
  server.closeIdleConnections()
})
