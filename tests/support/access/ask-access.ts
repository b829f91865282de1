import type { CDPSession, Page } from 'playwright'
import { axeBarriers, axeRulesOfColour, axeRulesOfPlace } from '../browser/axe.ts'
import { secondEngineBarriers, secondRulesOfColour, secondRulesOfPlace } from '../browser/second-engine.ts'
import { faultsOf } from '../browser/visual-facts.ts'
import { coverBarriers, fitBarriers, plainBarriers, readersType, setType } from './fit.ts'
import { orderAround, structureBarriers } from './structure.ts'
import { styleBarriers } from './style.ts'
import { walkBarriers } from './tab-walk.ts'
import { viewState } from './view-state.ts'

export const widths = [320, 360, 768, 1280, 1920] as const
export const schemes = ['light', 'dark'] as const

/** A page of a browser, what speaks to it below Playwright, and what it has met. */
export interface Reader {
  readonly page: Page
  readonly session: CDPSession
  /** The order of what surrounds a page, by the window in which it was met first. */
  readonly orders: Map<string, string>
}

type Note = (barriers: readonly string[]) => void

/** Makes a page ready for `askAccess`, for pages of one language: its reader wants no motion. */
export async function openReader(page: Page): Promise<Reader> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return { page, session: await page.context().newCDPSession(page), orders: new Map() }
}

/** Sets what a reader's browser takes for usual text, in pixels; 16 as browsers come. */
const setTextSize = ({ session }: Reader, standard: number) =>
  session.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } })

/** What depends on what is there and shown. */
async function askOfShown({ page, session }: Reader, note: Note): Promise<void> {
  note(await axeBarriers(page, { without: [...axeRulesOfColour, ...axeRulesOfPlace] }))
  note(await secondEngineBarriers(page, { without: [...secondRulesOfColour, ...secondRulesOfPlace] }))
  note(await walkBarriers(page, session))
}

/** What depends on where things stand and how large they are. */
async function askOfPlaces(reader: Reader, note: Note): Promise<void> {
  const { page } = reader
  note(await axeBarriers(page, axeRulesOfPlace))
  note(await secondEngineBarriers(page, secondRulesOfPlace))
  note(await page.evaluate(fitBarriers))
  note(await page.evaluate(coverBarriers))
  note(await page.evaluate(plainBarriers))
  note(await faultsOf(page))
  await page.evaluate(setType, readersType.spaced)
  note((await page.evaluate(fitBarriers)).map((barrier) => `spaced: ${barrier}`))
  await page.evaluate(setType, readersType.doubled)
  note((await faultsOf(page)).map((fault) => `doubled: ${fault}`))
  await page.evaluate(setType, undefined)
  await setTextSize(reader, 32)
  note((await page.evaluate(fitBarriers)).map((barrier) => `text of 200 %: ${barrier}`))
  await setTextSize(reader, 16)
}

/** What depends on colours. */
async function askOfColours({ page }: Reader, note: Note): Promise<void> {
  note(await axeBarriers(page, axeRulesOfColour, 'newLooks'))
  note(await secondEngineBarriers(page, secondRulesOfColour))
  await page.emulateMedia({ forcedColors: 'active' })
  note((await page.evaluate(styleBarriers)).map((barrier) => `forced colours: ${barrier}`))
  await page.emulateMedia({ forcedColors: 'none' })
}

/**
 * Asks the page that `reader` has open, at every width and in both schemes, whether it stands in anybody's way. What takes
 * long is asked again only where what it depends on is another than before, which `viewState` tells; everything that opens
 * is open.
 */
export async function askAccess(reader: Reader): Promise<string[]> {
  const { page } = reader
  const found: string[] = []
  const asked = new Set<string>()
  const isNew = (state: string) => asked.size < asked.add(state).size
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  for (const width of widths) {
    // 1280 by 1024 pixels at 400 %, and what is usual.
    await page.setViewportSize({ width, height: width === 320 ? 256 : 720 })
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      const note: Note = (barriers) => found.push(...barriers.map((barrier) => `${width} ${colorScheme}: ${barrier}`))
      const order = await page.evaluate(orderAround)
      const before = reader.orders.get(`${width}`) ?? order
      reader.orders.set(`${width}`, before)
      if (order !== before) note([`130: ${order} in place of ${before}`])
      const { shown, places, looks } = await page.evaluate(viewState)
      note(await page.evaluate(structureBarriers))
      note(await page.evaluate(styleBarriers))
      if (looks > 0) await askOfColours(reader, note)
      if (isNew(shown)) await askOfShown(reader, note)
      if (isNew(shown + places)) await askOfPlaces(reader, note)
    }
  }
  return found
}
