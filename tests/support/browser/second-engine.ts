import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import type { RuleChoice } from './axe.ts'

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

interface Guideline {
  readonly id: string
  readonly checkpoints: readonly { readonly rules?: readonly { readonly id: string }[] }[]
}

interface Checker {
  check(node: Document, guidelines: readonly string[]): Promise<Report>
  getGuidelines(): readonly Guideline[]
  addGuideline(guideline: Guideline): void
}

declare global {
  /** IBM's engine, in a page that has it. */
  var ace: { readonly Checker: new () => Checker } | undefined
}

/** Rules of IBM's engine that look at colours. */
export const secondRulesOfColour: readonly string[] = ['text_contrast_sufficient', 'style_focus_visible']
/** Rules of IBM's engine that can fail for places and sizes; all others look at what is there and shown. */
export const secondRulesOfPlace: readonly string[] = ['target_spacing_sufficient', 'element_scrollable_tabbable']

const require = createRequire(import.meta.url)
const program = require.resolve('accessibility-checker-engine/ace.js')

/** What IBM's engine holds for a failure of WCAG 2.2 on the page as it stands; axe-core shares no code with it. */
export async function secondEngineBarriers(page: Page, choice: RuleChoice = { without: [] }): Promise<string[]> {
  if (!(await page.evaluate(() => 'ace' in globalThis)))
    await page.evaluate(`${await readFile(program, 'utf8')};globalThis.ace = ace`)
  const only = 'without' in choice ? undefined : choice
  const without = 'without' in choice ? choice.without : []
  return await page.evaluate(
    async (chosen) => {
      if (ace === undefined) throw new Error('The engine is not in the page.')
      const checker = new ace.Checker()
      const whole = checker.getGuidelines().find(({ id }) => id === 'WCAG_2_2')
      if (whole === undefined) throw new Error('The engine does not know WCAG 2.2')
      const isChosen = (id: string) => (chosen.only?.includes(id) ?? true) && !chosen.without.includes(id)
      const checkpoints = whole.checkpoints.map((checkpoint) => {
        return { ...checkpoint, rules: (checkpoint.rules ?? []).filter(({ id }) => isChosen(id)) }
      })
      checker.addGuideline({ ...whole, id: 'chosen', checkpoints })
      const { results } = await checker.check(document, ['chosen'])
      return results
        .filter(({ value: [demand, outcome] }) => demand === 'VIOLATION' && outcome === 'FAIL')
        .map(({ ruleId, message, snippet }) => `${ruleId}: ${message}: ${snippet}`)
    },
    { only, without },
  )
}
