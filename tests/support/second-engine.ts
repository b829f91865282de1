import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

/** The part of a report of IBM's engine that is read here. */
interface Report {
  readonly results: readonly {
    readonly ruleId: string
    /** What kind of demand, and how it is met. */
    readonly value: readonly [demand: string, outcome: string]
    readonly message: string
    readonly snippet: string
  }[]
}

interface Engine {
  readonly Checker: new () => { check(node: Document, guidelines: readonly string[]): Promise<Report> }
}

const require = createRequire(import.meta.url)
const program = require.resolve('accessibility-checker-engine/ace.js')

/** What IBM's engine holds for a failure of WCAG 2.2 on the page as it stands; axe-core shares no code with it. */
export async function secondEngineBarriers(page: Page): Promise<string[]> {
  await page.evaluate(`${await readFile(program, 'utf8')};globalThis.ace = ace`)
  return await page.evaluate(async () => {
    const { ace } = globalThis as unknown as { ace: Engine }
    const { results } = await new ace.Checker().check(document, ['WCAG_2_2'])
    return results
      .filter(({ value: [demand, outcome] }) => demand === 'VIOLATION' && outcome === 'FAIL')
      .map(({ ruleId, message, snippet }) => `${ruleId}: ${message}: ${snippet}`)
  })
}
