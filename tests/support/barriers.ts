// Each function runs inside a page and knows nothing of this module. What it returns are sentences; none is good.

/** What stands in the way in the page's structure, at whatever width and in whatever colours. Numbers are rules of docs/web-rules.md. */
export function structureBarriers(): string[] {
  const found: string[] = []
  const all = <Kind extends Element = HTMLElement>(selector: string) => [...document.querySelectorAll<Kind>(selector)]
  const wordsOf = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent).trim()
  const check = (rule: number, good: boolean, what: string) => {
    if (!good) found.push(`${rule}: ${what}`)
  }
  const [first] = all('a[href], button, input, select, textarea, summary, [tabindex]')
  check(115, first?.getAttribute('href') === '#main', `the first to take the focus is ${first?.outerHTML}`)
  check(115, document.querySelector('main')?.id === 'main', 'the skip link has no target')
  check(115, document.querySelector<HTMLElement>('main')?.tabIndex === -1, 'main cannot take the focus')
  check(
    118,
    all('[tabindex]').every(({ tabIndex }) => tabIndex <= 0),
    'an order of its own for the focus',
  )
  const outer = (name: string) => all(name).filter((element) => element.closest('main, article, section') === null)
  for (const name of ['header', 'footer']) check(116, outer(name).length === 1, `${outer(name).length} × ${name}`)
  const labels = all('nav').map((nav) => {
    const place = nav.getAttribute('aria-labelledby')
    return nav.getAttribute('aria-label') ?? (place && document.getElementById(place)?.textContent) ?? ''
  })
  check(116, !labels.includes('') && new Set(labels).size === labels.length, `navs are called ${labels.join(', ')}`)
  let level = 0
  for (const heading of all('h1, h2, h3, h4, h5, h6')) {
    const next = Number(heading.tagName[1])
    check(117, next <= level + 1, `h${level} is followed by h${next}, ${heading.textContent}`)
    level = next
  }
  check(117, all('h1').length === 1, `${all('h1').length} × h1`)
  for (const image of all<HTMLImageElement>('img')) {
    const bad = image.getAttribute('alt') === null || /\.(?:jpe?g|png|webp|avif)$/i.test(image.alt)
    check(124, !bad && image.alt !== document.querySelector('h1')?.textContent, image.outerHTML)
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const { parentElement, textContent } = node
    if (parentElement === null || parentElement.closest('script, code, pre, noscript, datalist') !== null) continue
    const language = parentElement.closest<HTMLElement>('[lang]')?.lang.slice(0, 2)
    const foreign = language === 'zh' ? /[a-z]{2,}(?:[ ’',-]+[a-z]{2,}){3,}/i : /\p{Script=Han}|\p{Script=Arabic}/u
    check(125, language === 'ar' || !foreign.test(textContent ?? ''), `${language}: ${textContent}`)
  }
  for (const table of all<HTMLTableElement>('table')) {
    check(126, (table.caption?.textContent ?? table.getAttribute('aria-labelledby') ?? '') !== '', 'no caption')
    const heads = [...table.querySelectorAll('th')]
    check(126, heads.length > 0 && heads.every(({ scope }) => scope !== ''), `heads: ${table.innerHTML.slice(0, 200)}`)
  }
  check(127, all('video[autoplay], audio[autoplay], marquee, blink').length === 0, 'something moves by itself')
  const targets = new Map<string, string>()
  for (const link of all<HTMLAnchorElement>('main a[href]')) {
    const words = wordsOf(link) || (link.querySelector('img')?.alt ?? '')
    check(128, words.length > 0 && !/^(?:read )?more$|^here$|^更多$|^详情$/i.test(words), `a link says “${words}”`)
    const other = targets.get(words) ?? link.pathname
    check(128, other === link.pathname || /^\d+$/.test(words), `“${words}” leads to ${other} and to ${link.pathname}`)
    targets.set(words, link.pathname)
  }
  for (const form of all<HTMLFormElement>('form[role=search]')) {
    const field = form.querySelector('input')
    const good = form.method === 'get' && field?.type === 'search' && (field.labels?.length ?? 0) > 0
    check(131, good, form.outerHTML)
  }
  check(131, all('form[role=search]').length > 0, 'no search')
  if (new URLSearchParams(location.search).get('q')) check(131, all('[role=status]').length > 0, 'no result is told')
  check(132, all('[target]').length === 0, 'a window opens')
  for (const file of all<HTMLAnchorElement>('main a[href^="/media/"]')) {
    if (file.closest('.prose') !== null || file.querySelector('img') !== null) continue
    const said = file.closest('li, p, figure, div')?.textContent ?? ''
    check(132, /\b[A-Z]{3,4}\b.*\d\s?(?:B|KB|MB|字节)/.test(said), `${file.href}: ${said}`)
  }
  const viewport = document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content ?? ''
  check(135, !/user-scalable|maximum-scale/.test(viewport), viewport)
  return found
}

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

/** What cannot be seen or recognised as things stand: the focus of each element, links in text, motion. */
export function styleBarriers(): string[] {
  const found: string[] = []
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((channel) => {
      const share = Number(channel) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  // The ring lies outside its element, or at the inside of the edge where the element has no ground of its own.
  const groundOf = (element: Element): string => {
    for (let at = element.parentElement; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at)
      if (!/, 0\)$/.test(backgroundColor)) return backgroundColor
    }
    return getComputedStyle(document.documentElement).backgroundColor
  }
  const contrast = (one: string, other: string) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue
    element.focus({ focusVisible: true } as FocusOptions)
    if (document.activeElement !== element) found.push(`118: takes no focus: ${element.outerHTML}`)
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    const { width, height } = element.getBoundingClientRect()
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) found.push(`118: no ring: ${element.outerHTML}`)
    if (contrast(outlineColor, groundOf(element)) < 3) found.push(`118: the ring is hard to see: ${element.outerHTML}`)
    if (width < 1 || height < 1) found.push(`118: focus is nowhere: ${element.outerHTML}`)
  }
  for (const shape of document.querySelectorAll('svg :is(path, rect, circle)')) {
    const drawing = shape.closest('svg')
    if (drawing === null || shape.hasAttribute('opacity') || !drawing.checkVisibility()) continue
    const { fill, stroke } = getComputedStyle(shape)
    const own = getComputedStyle(drawing).backgroundColor
    const ground = /, 0\)$/.test(own) ? groundOf(drawing) : own
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

/** Sets type as readers of WCAG 1.4.12 do; with `false` as the site does. */
export function spaceText(spaced: boolean): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
  )
  document.adoptedStyleSheets = spaced ? [sheet] : []
}
