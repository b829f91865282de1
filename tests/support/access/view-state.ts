declare global {
  /** In a page: the states that it had before. */
  var statesBefore: Readonly<Record<'shown' | 'places' | 'looks', Set<string>>> | undefined
  /** In a page: the elements that have looks as in no state before, by these looks. */
  var newLooks: Map<string, Element> | undefined
}

/** What answers about a page depend on, as it stands in a window, beside the windows before: what is not new needs no other answer. */
export interface ViewState {
  /** Whether something else is there, or shown. */
  readonly shown: boolean
  /** Whether something is shown, or stands elsewhere, or has another size. */
  readonly places: boolean
  /**
   * Kinds of elements, in words that are the same on every page, with their colours on their grounds. The page has one
   * element of each in `newLooks`.
   */
  readonly looks: readonly string[]
}

/**
 * Runs inside a page; scrolls it and its parts to their starts. The colours of an element are its own, of type that WCAG 2.2,
 * 1.4.3, takes for large or not, on the grounds of what it stands in: nothing lies over anything, which is asked elsewhere.
 * Its kind is what style sheets and rules of contrast know it by, with everything that it stands in.
 */
export function viewState(): ViewState {
  globalThis.statesBefore ??= { shown: new Set(), places: new Set(), looks: new Set() }
  const { statesBefore } = globalThis
  const isNew = (which: 'shown' | 'places' | 'looks', state: string) =>
    statesBefore[which].size < statesBefore[which].add(state).size
  const newLooks = new Map<string, Element>()
  globalThis.newLooks = newLooks
  const [shown, places] = [[document.documentElement.outerHTML], [] as string[]]
  const grounds = new Map<Element | null, string>()
  const kinds = new Map<Element | null, string>()
  const [given, drawn] = [/^(?:class|role|type|lang|dir|aria-current|data-.*)$/, 'svg :is(path, rect, circle)']
  for (const element of document.querySelectorAll('*')) {
    if (element.scrollLeft + element.scrollTop > 0) element.scrollTo(0, 0)
    const style = getComputedStyle(element)
    const { x, y, width, height, right, bottom } = element.getBoundingClientRect()
    const { display, visibility, opacity, position, overflowX, overflowY, fontSize, fontWeight } = style
    const isSomewhere = [width > 0 && height > 0, right > 0 && bottom + scrollY > 0]
    shown.push(
      // How a box sets what is in it says nothing of what that is.
      [display.replace(/^(?:flex|grid)$/, 'block'), visibility, opacity, position, overflowX, overflowY].join(),
      [style.clip, style.clipPath, ...isSomewhere, style.zIndex, style.pointerEvents].join(),
      [style.transform, style.float, style.contentVisibility].join(),
    )
    places.push([x, y, width, height, element.scrollWidth, element.scrollHeight, fontSize, style.lineHeight].join())
    const { backgroundColor, backgroundImage, filter, mixBlendMode, color, borderColor, fill, stroke } = style
    const ground = [grounds.get(element.parentElement), backgroundColor, backgroundImage, filter, mixBlendMode, opacity]
    grounds.set(element, ground.join().replaceAll('rgba(0, 0, 0, 0),none,none,normal,1', ''))
    const attributes = [...element.attributes].map(({ name, value }) => (given.test(name) ? `${name}=${value}` : name))
    kinds.set(element, [kinds.get(element.parentElement), element.tagName, ...attributes.sort()].join(' '))
    const words = [...element.childNodes].flatMap(({ nodeType, nodeValue }) =>
      nodeType === 3 ? (nodeValue ?? '') : [],
    )
    const hasColour =
      words.join('').trim() !== '' || element.matches(`a[href], button, input, select, summary, ${drawn}`)
    if (!hasColour || !element.checkVisibility({ visibilityProperty: true }) || element.closest('head, noscript'))
      continue
    const size = Number.parseFloat(fontSize)
    const around = element.parentElement === null ? '' : getComputedStyle(element.parentElement).color
    const type = [size >= 18.66, size >= 24, fontWeight, style.textDecoration, style.textShadow]
    // Engines leave out signs, and single letters.
    const isRead = /[\p{L}\p{N}]{2}|\p{Script=Han}/u.test(words.join(''))
    const look = [
      kinds.get(element),
      isRead,
      color,
      around,
      fill,
      stroke,
      borderColor,
      style.borderBottom,
      ...type,
      grounds.get(element),
    ].join()
    if (isNew('looks', look)) newLooks.set(look, element)
  }
  const isShownNew = isNew('shown', shown.join('\n'))
  const arePlacesNew = isNew('places', [...shown, ...places].join('\n'))
  return { shown: isShownNew, places: arePlacesNew, looks: [...newLooks.keys()] }
}
