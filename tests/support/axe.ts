import axe from 'axe-core'
import type { Page } from 'playwright'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds on the page as it stands: by its rules for WCAG 2.2 A and AA and for good practice, or by those named. */
export async function axeBarriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return await page.evaluate(
    async ({ named, all }) => {
      const { axe: engine } = globalThis as unknown as { axe: typeof axe }
      const { violations } = await engine.run(document, {
        runOnly: named === undefined ? { type: 'tag', values: all } : { type: 'rule', values: [...named] },
        ...(named === undefined ? { rules: { 'target-size': { enabled: true } } } : {}),
        resultTypes: ['violations'],
      })
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? help}: ${html}`),
      )
    },
    { named: rules, all: tags },
  )
}
