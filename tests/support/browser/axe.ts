import program from 'axe-core'
import type { Page } from 'playwright'

declare global {
  /** The engine, in a page that has it. */
  var axe: typeof program | undefined
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Rules of axe that look at colours. */
export const axeRulesOfColour: readonly string[] = ['color-contrast', 'link-in-text-block']
/** Rules of axe that look at places and sizes; all others look at what is there and shown. */
export const axeRulesOfPlace: readonly string[] = ['target-size', 'scrollable-region-focusable']

/** Rules by name: those alone, or all but those. */
export type RuleChoice = readonly string[] | { readonly without: readonly string[] }

const isNamed = (choice: RuleChoice): choice is readonly string[] => Array.isArray(choice)

/**
 * What axe finds on the page as it stands: by its rules for WCAG 2.2 A and AA and for good practice, or by those chosen;
 * in all of it, or in the elements that the page itself has in `newLooks`.
 */
export async function axeBarriers(
  page: Page,
  choice: RuleChoice = { without: [] },
  within?: 'newLooks',
): Promise<string[]> {
  const options: program.RunOptions = isNamed(choice)
    ? { runOnly: { type: 'rule', values: [...choice] } }
    : {
        runOnly: { type: 'tag', values: tags },
        // The one rule of WCAG 2.2 that axe asks for only when told to.
        rules: Object.fromEntries([
          ['target-size', { enabled: true }],
          ...choice.without.map((rule) => [rule, { enabled: false }]),
        ]),
      }
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(program.source)
  return await page.evaluate(
    async ({ chosen, part }) => {
      const { axe: engine, newLooks } = globalThis
      if (engine === undefined) throw new Error('The engine is not in the page.')
      const asked = part === 'newLooks' ? [...(newLooks?.values() ?? [])] : document
      const { violations } = await engine.run(asked, chosen)
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? help}: ${html}`),
      )
    },
    { chosen: { ...options, reporter: 'no-passes', selectors: false, preload: false } as const, part: within },
  )
}
