import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeRelease } from '#tests/support/content/site-content.ts'
import { type RunningSite, startSite } from '#tests/support/site/running-site.ts'
import { until } from '#tests/support/until.ts'

const slug = 'weifang-informationization-seminar'
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
let site: RunningSite
beforeAll(async () => {
  const environment = { WORKERS: '2', VISIT_LIMITS: '5000/minute,5000/day,500/release' }
  site = await startSite({ environment })
  await bothReady()
})
afterAll(async () => {
  await site?.stop()
})

interface Health {
  readonly status: string
  readonly workers: { readonly wanted: number; readonly ready: number; readonly replaced: number }
}
/** On a connection of its own: one that is kept may end with the worker that holds it. */
const health = async (): Promise<Health> =>
  await until('the health is told', async () => {
    const { text } = await ask('/api/health')
    return text === undefined ? undefined : (JSON.parse(text) as Health)
  })
const bothReady = () =>
  until('both workers are ready', async () => ((await health()).workers.ready === 2 ? true : undefined), 30_000)

/** Process ids of the workers: children of the one that listens. It may have a compiler beside them. */
function workerPids(of = site): number[] {
  const supervisor = of.pid()
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return [...all.matchAll(/^ *(\d+) +(\d+) .*server\.mjs/gm)].flatMap(([, pid, parent]) =>
    Number(parent) === supervisor ? [Number(pid)] : [],
  )
}

interface Outcome {
  readonly status?: number
  readonly text?: string
  readonly fault?: string
}

/** One request on a connection of its own, or on one of `agent`. */
function ask(path: string, connections: Agent | false = false): Promise<Outcome> {
  return new Promise((resolve) => {
    const request = get(`${site.origin}${path}`, { agent: connections, timeout: 40_000 }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', (error) => resolve({ fault: String(error) }))
    })
    request.on('timeout', () => request.destroy(new Error('no answer in time')))
    request.on('error', (error) => resolve({ fault: error.message }))
  })
}

test('a publication shows in every worker', async () => {
  await writeRelease(site.contentDir, { slug: 'seen-by-all', title: 'Seen by all' })
  await until('the release is online', async () =>
    (await ask('/en/news/seen-by-all')).status === 200 ? true : undefined,
  )
  // Connections go round: ten of them reach both.
  await until('it is online in both', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask('/en/news/seen-by-all')))
    return answers.every(({ status, text }) => status === 200 && text?.includes('Seen by all')) ? true : undefined
  })
})

/** A hit of a reader of this machine's address, on a connection of its own. */
async function post(reader: number) {
  const answer = await fetch(`${site.origin}/api/visits/${slug}`, {
    method: 'POST',
    headers: { connection: 'close', 'content-type': 'application/json', 'user-agent': `${agent} Reader/${reader}` },
    body: JSON.stringify({ event: crypto.randomUUID().replaceAll('-', '') }),
  })
  return (await answer.json()) as { counted: boolean; reason: string }
}

test('500 readers at once are 500 visits, whichever worker they meet', async () => {
  const before = JSON.parse((await ask(`/api/visits/${slug}`)).text ?? '') as { total: number }
  const answers = await Promise.all(Array.from({ length: 500 }, (_, reader) => post(reader)))
  expect(answers.filter(({ counted }) => counted)).toHaveLength(500)
  for (let time = 0; time < 4; time += 1) {
    const after = JSON.parse((await ask(`/api/visits/${slug}`)).text ?? '') as { total: number }
    expect(after.total).toBe(before.total + 500)
  }
})

test('the limit of an address is that of the whole site: no worker lets it have more', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, reader) => post(1000 + reader)))
  expect(answers.map(({ reason }) => reason)).toEqual(Array(20).fill('rate'))
})

test('metrics are the sums of all workers, whichever answers', async () => {
  for (let time = 0; time < 4; time += 1) {
    const { text = '' } = await ask('/metrics')
    expect(text).toContain('newsroom_visit_decisions_total{reason="counted"} 500')
    expect(text).toContain('newsroom_visit_decisions_total{reason="rate"} 20')
    expect(text).toContain('newsroom_visit_store_up 1')
    expect(text).toContain('newsroom_visits_spooled 0')
    expect(text).toMatch(/newsroom_releases\{locale="en"\} [1-9]\d?\n/)
    expect(text).toMatch(/^process_resident_memory_bytes [0-9]+/m)
  }
})

test('a killed worker takes along only the connections it had, and is replaced', async () => {
  await bothReady()
  const { replaced } = (await health()).workers
  const [victim] = workerPids()
  if (victim === undefined) throw new Error('No worker was found')
  const killAfter = 100
  const outcomes: Outcome[] = []
  let left = 400
  const reader = async () => {
    while (left > 0) {
      left -= 1
      if (left === 400 - killAfter) process.kill(victim, 'SIGKILL')
      outcomes.push(await ask('/en/news'))
    }
  }
  await Promise.all(Array.from({ length: 20 }, reader))
  const failed = outcomes.filter(({ status }) => status !== 200)
  // Twenty requests were under way: what the killed worker had of them is reset by the system, and nothing else fails.
  expect(failed.filter(({ fault }) => !/ECONNRESET|socket hang up/.test(fault ?? ''))).toEqual([])
  expect(failed.length).toBeLessThanOrEqual(20)
  expect(outcomes).toHaveLength(400)
  await until('it is replaced', async () => ((await health()).workers.replaced > replaced ? true : undefined))
  await bothReady()
  expect((await health()).workers).toEqual({ wanted: 2, ready: 2, replaced: replaced + 1 })
  expect(workerPids()).not.toContain(victim)
})

test('a worker that is asked to end finishes its answers and is replaced', async () => {
  await bothReady()
  const [leaving] = workerPids()
  if (leaving === undefined) throw new Error('No worker was found')
  process.kill(leaving, 'SIGTERM')
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => ask('/en/news')))
  expect(outcomes.filter(({ status }) => status !== 200)).toEqual([])
  await until('it is gone', async () => (workerPids().includes(leaving) ? undefined : true))
  await bothReady()
})

test('a worker that hangs is replaced, and who came to it meanwhile is answered by another', async () => {
  await bothReady()
  const { replaced } = (await health()).workers
  const [hanging] = workerPids()
  if (hanging === undefined) throw new Error('No worker was found')
  process.kill(hanging, 'SIGSTOP')
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => ask('/en/news')))
  expect(outcomes.filter(({ status }) => status !== 200)).toEqual([])
  await until(
    'it is replaced',
    async () => ((await health()).workers.replaced > replaced && !workerPids().includes(hanging) ? true : undefined),
    30_000,
  )
  await bothReady()
})

test('the process that listens holds no content', () => {
  const resident = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  const supervisor = resident(site.pid())
  const workers = workerPids()
  expect(workers.length).toBeGreaterThan(0)
  for (const worker of workers) expect(supervisor).toBeLessThan(resident(worker))
})

test('what is not HTTP is refused by a worker as by a single process', async () => {
  const { connect } = await import('node:net')
  const socket = connect(site.port, '127.0.0.1')
  const said = await new Promise<string>((resolve) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    socket.on('close', () => resolve(text))
    socket.write('NO HTTP\r\n\r\n')
  })
  expect(said).toMatch(/^HTTP\/1\.1 400 /)
})

test('SIGTERM drains all workers: answers under way are whole, and the status is 0', async () => {
  await bothReady()
  const connections = new Agent({ keepAlive: true, maxSockets: 10 })
  await Promise.all(Array.from({ length: 10 }, () => ask('/en/news', connections)))
  const asked = Promise.all(Array.from({ length: 50 }, () => ask('/en/archive')))
  const stopped = site.stop()
  const outcomes = await asked
  connections.destroy()
  expect(outcomes.filter(({ status }) => status !== 200)).toEqual([])
  expect(await stopped).toBe(0)
})

test('a fault of the settings is told once and ends the site with status 78', async () => {
  const broken = await startSite({ environment: { WORKERS: '2', CONTENT_DIR: '/nowhere/at/all' } }).catch(
    (error: unknown) => (error instanceof Error ? error : undefined),
  )
  expect(broken).toBeInstanceOf(Error)
  const said = broken instanceof Error ? broken.message : ''
  expect(said.match(/\/nowhere\/at\/all/g)).toHaveLength(1)
  expect(String((broken as Error).cause)).toContain('78')
})

test('workers that end again and again end the site, which says so', async () => {
  const looping = await startSite({ environment: { WORKERS: '2' } })
  const ended = until(
    'the site has ended',
    async () => {
      for (const worker of workerPids(looping)) process.kill(worker, 'SIGKILL')
      return looping.logs().includes('end again and again') ? true : undefined
    },
    50_000,
  )
  await ended
  expect(await looping.stop()).toBe(1)
})
