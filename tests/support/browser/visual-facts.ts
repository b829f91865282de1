import type { Locator, Page } from 'playwright'
import sharp from 'sharp'

/** Runs in the page: what a careful reader would see is wrong with how it is set, in words; empty when nothing is. */
function findFaults(): string[] {
  const faults: string[] = []
  const onPaper = matchMedia('print').matches
  // In pixels; 8 points on paper.
  const smallest = onPaper ? 10.6 : 12
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} wide on a screen of ${clientWidth}`)
  const say = (element: Element) => `<${element.tagName.toLowerCase()}> "${element.textContent?.trim().slice(0, 40)}"`
  /** The same of an element and of what it stands in, found once for each. */
  const anywhereAround = (is: (element: Element) => boolean) => {
    const known = new Map<Element | null, boolean>([[null, false]])
    const ask = (element: Element | null): boolean => {
      const answer = known.get(element) ?? (element !== null && (is(element) || ask(element.parentElement)))
      known.set(element, answer)
      return answer
    }
    return ask
  }
  // The skip link and what only screen readers get are clipped away.
  const isClipped = anywhereAround((element) => getComputedStyle(element).clipPath === 'inset(50%)')
  const isHidden = (element: Element) => {
    const box = element.getBoundingClientRect()
    const isSeen = !isClipped(element) && element.checkVisibility({ visibilityProperty: true })
    return !isSeen || (box.width <= 1 && box.height <= 1)
  }
  const scrolls = anywhereAround((element) => !onPaper && /auto|scroll/.test(getComputedStyle(element).overflowX))
  const around = (element: Element, property: 'overflowX' | 'webkitLineClamp', value: RegExp) => {
    for (let at: Element | null = element; at !== null; at = at.parentElement)
      if (value.test(getComputedStyle(at)[property])) return at.getBoundingClientRect()
    return undefined
  }
  const inkOf = (element: Element) => {
    const range = document.createRange()
    const boxes: DOMRect[] = []
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || node.textContent?.trim() === '') continue
      range.selectNodeContents(node)
      boxes.push(...range.getClientRects())
    }
    // A text that is cut after some lines is not seen below its box, nor a dot beside the clipped edge of its line.
    const [clamp, clip] = [around(element, 'webkitLineClamp', /\d/), around(element, 'overflowX', /clip/)]
    const [end, start] = [clamp?.bottom ?? Number.POSITIVE_INFINITY, clip?.left ?? Number.NEGATIVE_INFINITY]
    return boxes.filter(
      ({ top, right, width, height }) => width > 1 && height > 1 && top < end - 1 && right > start + 1,
    )
  }
  const texts = [...document.body.querySelectorAll('*')]
    .filter((element) => !isHidden(element) && !element.closest('svg, noscript, script, style'))
    .map((element) => ({ element, boxes: scrolls(element) ? [] : inkOf(element) }))
    .filter(({ boxes }) => boxes.length > 0)
  for (const { element, boxes } of texts) {
    for (const { left, right } of boxes) {
      if (left < -1 || right > clientWidth + 1) faults.push(`${say(element)} is cut at the edge of the screen`)
    }
    const style = getComputedStyle(element)
    if (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      faults.push(`${say(element)} is cut by its own box`)
    if (Number.parseFloat(style.fontSize) < smallest) faults.push(`${say(element)} is set in ${style.fontSize}`)
  }
  // Lines of one text lie closer than their boxes are high, so only a good part of a line counts.
  const overlap = (a: DOMRect, b: DOMRect) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.45 * Math.min(a.height, b.height)
  const edges = (boxes: readonly DOMRect[]) => {
    return { top: Math.min(...boxes.map(({ top }) => top)), bottom: Math.max(...boxes.map(({ bottom }) => bottom)) }
  }
  const fromTheTop = texts.map((text) => ({ ...text, ...edges(text.boxes) })).sort((a, b) => a.top - b.top)
  fromTheTop.forEach(({ element, boxes, bottom }, place) => {
    for (const other of fromTheTop.slice(place + 1)) {
      if (other.top > bottom) break
      if (boxes.some((box) => other.boxes.some((second) => overlap(box, second))))
        faults.push(`${say(element)} lies over ${say(other.element)}`)
    }
  })
  // Type that a style sheet enlarged is unknown to the choice of a file.
  const usual = getComputedStyle(document.documentElement).fontSize === '16px'
  for (const image of document.images) {
    if (isHidden(image)) continue
    if (image.naturalWidth === 0) faults.push(`the picture ${image.src} is not shown`)
    // With a choice of files, its natural width is what `sizes` promised.
    if (usual && !onPaper && image.sizes !== '' && image.naturalWidth * 1.15 < image.clientWidth)
      faults.push(`the picture ${image.src} was chosen for ${image.naturalWidth} and is ${image.clientWidth} wide`)
  }
  return [...new Set(faults)]
}

/** Loads every picture of the page, wherever on it. */
export async function loadPictures(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const load = (image: HTMLImageElement) => {
      image.loading = 'eager'
      // Else a screenshot may be taken before the picture is painted.
      image.decoding = 'sync'
      return image.decode().catch(() => undefined)
    }
    await Promise.all([...document.images].filter((image) => image.closest('noscript') === null).map(load))
  })
  // A screen of another width may want another file of the picture, which ends the decoding of the first.
  await page.waitForFunction(() => [...document.images].every((image) => image.complete))
}

/** Loads every picture, then looks at the page as it is set now. */
export async function faultsOf(page: Page): Promise<string[]> {
  await loadPictures(page)
  return await page.evaluate(findFaults)
}

type Colour = readonly [red: number, green: number, blue: number]

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

/** A token's colour in a scheme, as `sheet` has it: `#e9f1f6`. Throws when there is none. */
export function tokenColour(sheet: string, token: string, scheme: 'light' | 'dark'): string {
  const [, light, dark] = new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(sheet) ?? []
  const found = scheme === 'light' ? light : dark
  if (found === undefined) throw new Error(`The style sheet has no colours of --${token}`)
  return found
}

/** A colour of six hexadecimal digits as browsers write it: `rgb(233, 241, 246)`. */
export function asPainted(colour: string): string {
  return `rgb(${[1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16)).join(', ')})`
}

/** What a picture of an element shows, whatever fonts the machine has. */
export interface Painted {
  /** The colour of most of its pixels, as CSS computes it: `rgb(233, 241, 246)`. */
  readonly ground: string
  /** The share of pixels that can be told from the ground by everybody: contrast of 4.5 to 1 and more. */
  readonly ink: number
}

/** Takes a picture of what is painted where `element` is. */
export async function paintedAt(element: Locator): Promise<Painted> {
  const { data } = await sharp(await element.screenshot({ animations: 'disabled' }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const counts = new Map<number, number>()
  for (let at = 0; at + 2 < data.length; at += 3) {
    const key = data.readUIntBE(at, 3)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const colours = [...counts].sort(([, a], [, b]) => b - a)
  const channelsOf = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255]
  const ground = channelsOf(colours[0]?.[0] ?? 0)
  const contrast = (colour: Colour) => {
    const [low = 0, high = 0] = [luminance(colour), luminance(ground)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  const ink = colours.reduce((sum, [key, count]) => sum + (contrast(channelsOf(key)) >= 4.5 ? count : 0), 0)
  return { ground: `rgb(${ground.join(', ')})`, ink: ink / (data.length / 3) }
}
