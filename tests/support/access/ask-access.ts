import type { CDPSession, Page } from 'playwright'
import { axeBarriers, axeRulesOfColour, axeRulesOfPlace, type RuleChoice } from '../browser/axe.ts'
import { secondEngineBarriers, secondRulesOfColour, secondRulesOfPlace } from '../browser/second-engine.ts'
import { faultsOf, loadPictures } from '../browser/visual-facts.ts'
import { coverBarriers, fitBarriers, plainBarriers, readersType, setType } from './fit.ts'
import { orderAround, structureBarriers } from './structure.ts'
import { styleBarriers } from './style.ts'
import { walkBarriers } from './tab-walk.ts'
import { viewState } from './view-state.ts'

export const widths = [320, 360, 768, 1280, 1920] as const
export const schemes = ['light', 'dark'] as const

/** A page of a browser, what speaks to it below Playwright, and what it has met on the pages that it was asked of. */
export interface Reader {
  readonly page: Page
  readonly session: CDPSession
  /** The order of what surrounds a page, by the window in which it was met first. */
  readonly orders: Map<string, string>
  /** The looks that have been asked of. */
  readonly looks: Set<string>
}

type Note = (barriers: readonly string[]) => void

/** Makes a page ready for `askAccess`, for pages of one language: its reader wants no motion. */
export async function openReader(page: Page): Promise<Reader> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return { page, session: await page.context().newCDPSession(page), orders: new Map(), looks: new Set() }
}

/** Sets what a reader's browser takes for usual text, in pixels; 16 as browsers come. */
const setTextSize = ({ session }: Reader, standard: number) =>
  session.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } })

/** What both engines say. */
async function askEngines({ page }: Reader, rules: Readonly<Record<'axe' | 'second', RuleChoice>>, note: Note) {
  note(await axeBarriers(page, rules.axe))
  note(await secondEngineBarriers(page, rules.second))
}

const rulesOfPlace = { axe: axeRulesOfPlace, second: secondRulesOfPlace }
const rulesButOfColour = { axe: { without: axeRulesOfColour }, second: { without: secondRulesOfColour } }

/** What depends on where things stand and how large they are, but for what the engines say of it. */
async function askOfPlaces(reader: Reader, note: Note): Promise<void> {
  const { page } = reader
  for (const barriers of [fitBarriers, coverBarriers, plainBarriers]) note(await page.evaluate(barriers))
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

/** Whether the page looks in some part as none before it; leaves those parts in its `newLooks`. */
async function hasNewLooks({ page, looks: before }: Reader, looks: readonly string[]): Promise<boolean> {
  const fresh = looks.filter((look) => before.size < before.add(look).size)
  await page.evaluate((kept) => {
    for (const look of globalThis.newLooks?.keys() ?? []) if (!kept.includes(look)) globalThis.newLooks?.delete(look)
  }, fresh)
  return fresh.length > 0
}

/** What axe says of colours that the reader has not met on any page. */
export async function contrastBarriers(reader: Reader): Promise<string[]> {
  const { looks } = await reader.page.evaluate(viewState)
  return (await hasNewLooks(reader, looks)) ? await axeBarriers(reader.page, axeRulesOfColour, 'newLooks') : []
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
  const { page, session } = reader
  const found: string[] = []
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  // Each is chosen and loaded before anything is compared.
  await loadPictures(page)
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
      if (await hasNewLooks(reader, looks)) await askOfColours(reader, note)
      if (shown) note(await walkBarriers(page, session))
      if (places) {
        await askEngines(reader, shown ? rulesButOfColour : rulesOfPlace, note)
        await askOfPlaces(reader, note)
      }
    }
  }
  return found
}
