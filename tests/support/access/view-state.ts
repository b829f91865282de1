declare global {
  /** In a page: the looks of its elements in the states before, and the elements that have others now. */
  var looksBefore: Set<string> | undefined
  var newLooks: Element[] | undefined
}

/** What answers about a page depend on, as it stands in a window. Equal words: to who asks for that alone, the page is the same. */
export interface ViewState {
  /** What is there, and shown. */
  readonly shown: string
  /** Where that is, and how large. */
  readonly places: string
  /** How many elements have colours on a ground which they did not have in a state before; `newLooks` holds them. */
  readonly looks: number
}

/**
 * Runs inside a page; scrolls it and its parts to their starts. The colours of an element are its own, of type that WCAG 2.2,
 * 1.4.3, takes for large or not, on the grounds of what it stands in: nothing lies over anything, which is asked elsewhere.
 */
export function viewState(): ViewState {
  globalThis.looksBefore ??= new Set()
  const before = globalThis.looksBefore
  const newLooks: Element[] = []
  globalThis.newLooks = newLooks
  const [shown, places] = [[document.documentElement.outerHTML], [] as string[]]
  const grounds = new Map<Element | null, string>()
  for (const [index, element] of document.querySelectorAll('*').entries()) {
    if (element.scrollLeft + element.scrollTop > 0) element.scrollTo(0, 0)
    const style = getComputedStyle(element)
    const { x, y, width, height, right, bottom } = element.getBoundingClientRect()
    const { display, visibility, opacity, position, overflowX, overflowY, fontSize, fontWeight } = style
    const isSomewhere = [width > 0 && height > 0, right > 0 && bottom + scrollY > 0]
    shown.push(
      [display, visibility, opacity, position, overflowX, overflowY, style.clip, style.clipPath, ...isSomewhere].join(),
      [style.zIndex, style.pointerEvents, style.transform, style.float, style.contentVisibility].join(),
    )
    places.push([x, y, width, height, element.scrollWidth, element.scrollHeight, fontSize, style.lineHeight].join())
    const { backgroundColor, backgroundImage, filter, mixBlendMode, color } = style
    const ground = [grounds.get(element.parentElement), backgroundColor, backgroundImage, filter, mixBlendMode, opacity]
    grounds.set(element, ground.join().replaceAll('rgba(0, 0, 0, 0),none,none,normal,1', ''))
    const hasText = [...element.childNodes].some(
      ({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim() !== '',
    )
    if (!hasText || !element.checkVisibility({ visibilityProperty: true }) || element.closest('head, noscript'))
      continue
    const size = Number.parseFloat(fontSize)
    const around = element.parentElement === null ? '' : getComputedStyle(element.parentElement).color
    const type = [size >= 18.66, size >= 24, fontWeight, style.textDecoration, style.textShadow, style.borderBottom]
    const look = [index, color, around, ...type, grounds.get(element)].join()
    if (before.size < before.add(look).size) newLooks.push(element)
  }
  return { shown: shown.join('\n'), places: places.join('\n'), looks: newLooks.length }
}
