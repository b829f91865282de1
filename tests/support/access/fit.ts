// Each function runs inside a page and knows nothing of this module. What it returns are sentences; none is good.

/** What does not fit into the window, or is cut off. */
export function fitBarriers(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  const found = scrollWidth > clientWidth ? [`120: the page is ${scrollWidth} wide in ${clientWidth}`] : []
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const { overflowX, overflowY, position, clip, clipPath, webkitLineClamp } = getComputedStyle(element)
    if (position === 'fixed' || position === 'sticky') found.push(`118: what is ${position} may cover the focus`)
    // Cut off on purpose: what only screen readers get, and a summary after its last line; it stands whole behind its headline.
    if (clip !== 'auto' || clipPath !== 'none' || webkitLineClamp !== 'none') continue
    if (element instanceof HTMLInputElement && element.checkVisibility() && element.type === 'search') {
      // What was typed is seen, some words of it at the least.
      const room = element.clientWidth / Number.parseFloat(getComputedStyle(element).fontSize)
      if (room < 5) found.push(`121: a field of ${element.clientWidth} pixels: ${element.outerHTML}`)
    }
    if (element.textContent.trim() === '' || element.tagName === 'INPUT') continue
    const wide = /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1
    const high = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1
    if (element.clientWidth > 0 && (wide || high)) found.push(`121: cut off: ${element.outerHTML.slice(0, 160)}`)
  }
  return found
}

/** What has the focus and is covered, or outside the window. */
export function coverBarriers(): string[] {
  const found: string[] = []
  for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    element.focus()
    // Of a link of several lines the first is asked; at the edge of a strip that scrolls, the start of its words is seen.
    const [{ left = 0, top = 0, width = 0, height = 0 } = {}] = element.getClientRects()
    const seen = [0.5, 0.05].map((part) => document.elementFromPoint(left + width * part, top + height / 2))
    if (!seen.some((at) => at !== null && (element.contains(at) || at.contains(element))))
      found.push(
        `${element.matches('[href="#main"]') ? 115 : 118}: hidden by ${seen[0]?.outerHTML}: ${element.outerHTML}`,
      )
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  return found
}

/** Ways in which readers set type: spaced as in WCAG 2.2, 1.4.12; twice as large by the page's own measure. */
export const readersType = {
  spaced:
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
  doubled: ':root { font-size: 200% }',
}

/** Sets type by a style sheet; with `undefined` as the site does. */
export function setType(rules: string | undefined): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules ?? '')
  document.adoptedStyleSheets = rules === undefined ? [] : [sheet]
}

/** What is missing or out of order without style sheets. Numbers are rules of docs/web-rules.md. */
export function plainBarriers(): string[] {
  const shown = (element: Element) => element.checkVisibility()
  const texts = [...document.querySelectorAll('main *')].filter(
    (element) => shown(element) && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE),
  )
  for (const sheet of document.styleSheets) sheet.disabled = true
  const found = texts.filter((element) => !shown(element)).map(({ outerHTML }) => `136: hidden: ${outerHTML}`)
  const places = ['h1', 'main article time', '.prose'].flatMap((selector) => {
    const first = document.querySelector(selector)
    return first === null ? [] : [first.getBoundingClientRect().top]
  })
  // Headline, date, text; of a list its headline and the first date.
  if (places.some((place, index) => place < (places[index - 1] ?? Number.NEGATIVE_INFINITY)))
    found.push(`136: out of order: ${places}`)
  for (const sheet of document.styleSheets) sheet.disabled = false
  return found
}
