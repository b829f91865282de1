import type { CDPSession, Page } from 'playwright'

interface Walk {
  readonly told: string[]
  readonly expected: HTMLElement[]
  readonly unwatch: () => void
}

declare global {
  /** In the page that is walked through. */
  var walk: Walk | undefined
}

/** Runs inside a page, before its walk: sets out from its start and notes what the focus meets. Says how often Tab has to be pressed. */
function watchFocus(): number {
  // Browsers go on from where the focus was last; an element that is gone leaves its place.
  const start = document.createElement('i')
  start.tabIndex = -1
  document.body.prepend(start)
  start.focus()
  start.remove()
  const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]')
  const expected = [...all].filter((element) => element.checkVisibility())
  const told: string[] = []
  const note = ({ target }: Event) => {
    if (!(target instanceof HTMLElement)) return
    if (target !== expected.shift()) told.push(`118: out of order: ${target.outerHTML}`)
  }
  document.addEventListener('focusin', note)
  const unwatch = () => document.removeEventListener('focusin', note)
  globalThis.walk = { told, expected, unwatch }
  return expected.length
}

/** Presses Tab from the start of the page to its end, and once more: what is left out, out of order, or a trap. */
export async function walkBarriers(page: Page, session: CDPSession): Promise<string[]> {
  const count = await page.evaluate(watchFocus)
  const press = () =>
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 })
  // One after another without a pause: the browser keeps their order.
  await Promise.all(Array.from({ length: count }, press))
  const found = await page.evaluate(() => {
    const { walk } = globalThis
    if (walk === undefined) throw new Error('No walk has begun.')
    walk.unwatch()
    return [...walk.told, ...walk.expected.map(({ outerHTML }) => `118: not reached: ${outerHTML}`)]
  })
  await press()
  const left = await page.evaluate(() => {
    const { tagName = '' } = document.activeElement ?? {}
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    scrollTo(0, 0)
    return tagName
  })
  return /BODY|A/.test(left) ? found : [...found, `118: the focus stays on ${left}`]
}
