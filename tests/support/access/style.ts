// Each function runs inside a page and knows nothing of this module. What it returns are sentences; none is good.

/** What cannot be seen or recognised as things stand: words, controls, the focus of each element, links in text, motion. */
export function styleBarriers(): string[] {
  const found: string[] = []
  const remember = <Key, Answer>(ask: (key: Key) => Answer) => {
    const known = new Map<Key, Answer>()
    return (key: Key): Answer => {
      const answer = known.get(key) ?? ask(key)
      known.set(key, answer)
      return answer
    }
  }
  const luminance = remember((colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((channel) => {
      const share = Number(channel) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  })
  // The ring lies outside its element, or at the inside of the edge where the element has no ground of its own.
  const groundOf = ({ parentElement }: Element, around?: (element: Element) => string): string => {
    const { backgroundColor } = getComputedStyle(parentElement ?? document.documentElement)
    const isClear = parentElement !== null && /^rgba.*, 0\)$/.test(backgroundColor)
    return isClear ? (around ?? groundOf)(parentElement) : backgroundColor
  }
  // While nothing has the focus, which may change grounds.
  const groundAtRest: (element: Element) => string = remember((element) => groundOf(element, groundAtRest))
  const ownGroundOf = (element: Element) => {
    const { backgroundColor } = getComputedStyle(element)
    return /^rgba.*, 0\)$/.test(backgroundColor) ? groundAtRest(element) : backgroundColor
  }
  const contrast = (one: string, other: string) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    element.focus({ focusVisible: true, preventScroll: true } as FocusOptions)
    if (document.activeElement !== element) found.push(`118: takes no focus: ${element.outerHTML}`)
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    const { width, height } = element.getBoundingClientRect()
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) found.push(`118: no ring: ${element.outerHTML}`)
    if (contrast(outlineColor, groundOf(element)) < 3) found.push(`118: the ring is hard to see: ${element.outerHTML}`)
    if (width < 1 || height < 1) found.push(`118: focus is nowhere: ${element.outerHTML}`)
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  for (const element of document.querySelectorAll<HTMLElement>('body :not(script, noscript, svg *)')) {
    const { color, fontSize, fontWeight, clipPath, borderTopColor } = getComputedStyle(element)
    const isText = [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim() !== '')
    if (!element.checkVisibility({ visibilityProperty: true }) || clipPath !== 'none') continue
    const size = Number.parseFloat(fontSize)
    const least = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5
    const ground = ownGroundOf(element)
    if (isText && contrast(color, ground) < least)
      found.push(`122: words of ${color} on ${ground}: ${element.outerHTML.slice(0, 160)}`)
    if (!element.matches('input, select, textarea')) continue
    if (contrast(borderTopColor, groundAtRest(element)) < 3)
      found.push(`122: an edge of ${borderTopColor} on ${groundAtRest(element)}: ${element.outerHTML}`)
    const placeholder = getComputedStyle(element, '::placeholder').color
    if (contrast(placeholder, ground) < 4.5) found.push(`122: ${placeholder} in a field of ${ground}`)
  }
  for (const shape of document.querySelectorAll('svg :is(path, rect, circle)')) {
    const drawing = shape.closest('svg')
    if (drawing === null || shape.hasAttribute('opacity') || !drawing.checkVisibility()) continue
    const { fill, stroke } = getComputedStyle(shape)
    const ground = ownGroundOf(drawing)
    if (contrast(fill === 'none' ? stroke : fill, ground) < 3)
      found.push(`122: a drawing of ${fill}, ${stroke} on ${ground}: ${shape.outerHTML.slice(0, 160)}`)
  }
  // The mark of a note is known by standing raised.
  for (const link of document.querySelectorAll('.prose a:not(:has(img), [role=doc-noteref])')) {
    const { textDecorationLine } = getComputedStyle(link)
    if (textDecorationLine !== 'underline') found.push(`123: not underlined: ${link.outerHTML}`)
  }
  for (const element of document.querySelectorAll('*')) {
    const { transitionDuration, animationName, forcedColorAdjust } = getComputedStyle(element)
    const slow = transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0.01)
    // Who chooses the colours gets them everywhere, so that their contrast is the reader's own.
    if (forcedColorAdjust === 'none') found.push(`122: keeps its colours: ${element.outerHTML.slice(0, 160)}`)
    if (slow || animationName !== 'none') found.push(`127: moves: ${element.outerHTML.slice(0, 160)}`)
  }
  return found
}
