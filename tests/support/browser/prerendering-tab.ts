import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'
import { findChromium } from '../../../lib/cli/prepare/chromium.mjs'
import { until } from '../until.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

const message = z.object({
  id: z.number().optional(),
  error: z.unknown().optional(),
  result: z.unknown().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
})
const attached = z.object({
  sessionId: z.string(),
  targetInfo: z.object({ type: z.string(), subtype: z.string().optional() }),
})

type Send = (method: string, params?: object, sessionId?: string) => Promise<unknown>

/** Speaks the DevTools protocol over the pipe of `child`; gives each target that it was attached to. */
function openLine(child: ChildProcess): { readonly send: Send; readonly targets: z.infer<typeof attached>[] } {
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable]
  const waiting = new Map<number, (answer: z.infer<typeof message>) => void>()
  const targets: z.infer<typeof attached>[] = []
  let text = ''
  let last = 0
  output.setEncoding('utf8').on('data', (part: string) => {
    const whole = `${text}${part}`.split('\0')
    text = whole.pop() ?? ''
    for (const one of whole) {
      const heard = message.parse(JSON.parse(one))
      if (heard.id !== undefined) waiting.get(heard.id)?.(heard)
      if (heard.method === 'Target.attachedToTarget') targets.push(attached.parse(heard.params))
    }
  })
  const send: Send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, ({ error, result }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${JSON.stringify(error)}`)),
      )
      input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
    })
  return { send, targets }
}

/** A tab of a Chromium that prerenders pages, as it does for readers; it does not for those who steer it by its page. */
export interface PrerenderingTab {
  goto(url: string): Promise<void>
  /** The value of an expression in the page that is shown, or in the one that was prerendered. */
  evaluate(expression: string, where: 'shown' | 'prerendered'): Promise<unknown>
  /** Resolves when a page is prerendered. */
  prerendered(): Promise<void>
  point(x: number, y: number): Promise<void>
  click(x: number, y: number): Promise<void>
  close(): Promise<void>
}

export async function openPrerenderingTab(): Promise<PrerenderingTab> {
  const executable = findChromium(root, process.env)
  if (executable === undefined) throw new Error('There is no Chromium; npm test says how to get one.')
  const folder = await mkdtemp(join(tmpdir(), 'prerendering-'))
  const args = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--no-first-run',
    '--disable-blink-features=AutomationControlled',
    '--remote-debugging-pipe',
    `--user-data-dir=${folder}`,
    `--user-agent=${agent}`,
    'about:blank',
  ]
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const { send, targets } = openLine(child)
  const tabs = z.object({ targetInfos: z.array(z.object({ targetId: z.string() })) })
  const { targetId } = await until('the tab is there', async () =>
    tabs.parse(await send('Target.getTargets', { filter: [{ type: 'tab' }] })).targetInfos.at(0),
  )
  const { sessionId } = z
    .object({ sessionId: z.string() })
    .parse(await send('Target.attachToTarget', { targetId, flatten: true }))
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, sessionId)
  const session = (subtype: string | undefined) =>
    targets.findLast(({ targetInfo }) => targetInfo.type === 'page' && targetInfo.subtype === subtype)?.sessionId
  const shown = await until('the page is there', async () => session(undefined))
  const evaluate: PrerenderingTab['evaluate'] = async (expression, where) => {
    const answer = await send(
      'Runtime.evaluate',
      { expression, returnByValue: true },
      where === 'shown' ? shown : session('prerender'),
    )
    return z.object({ result: z.object({ value: z.unknown() }) }).parse(answer).result.value
  }
  const mouse = (type: string, x: number, y: number) =>
    send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }, shown)
  return {
    evaluate,
    async goto(url) {
      await send('Page.navigate', { url }, shown)
      await until('the page is loaded', async () =>
        (await evaluate('document.readyState + location.href', 'shown')) === `complete${url}` ? true : undefined,
      )
    },
    async prerendered() {
      await until('a page is prerendered', async () => session('prerender'))
      await until('it is loaded', async () =>
        (await evaluate('document.readyState', 'prerendered')) === 'complete' ? true : undefined,
      )
    },
    async point(x, y) {
      await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y }, shown)
    },
    async click(x, y) {
      await mouse('mousePressed', x, y)
      await mouse('mouseReleased', x, y)
    },
    async close() {
      const gone = once(child, 'exit')
      child.kill()
      await gone
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
