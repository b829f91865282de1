// Each function runs inside a page and knows nothing of this module. What it returns are sentences; none is good.

/** What stands in the way in the structure of what is shown. Numbers are rules of docs/web-rules.md. */
export function structureBarriers(): string[] {
  const found: string[] = []
  const all = <Kind extends Element = HTMLElement>(selector: string) =>
    [...document.querySelectorAll<Kind>(selector)].filter((element) => element.checkVisibility())
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
  check(116, all('main').length === 1, `${all('main').length} × main`)
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
  check(127, all('marquee, blink').length === 0, 'something moves by itself')
  const media = document.querySelector('video, audio, iframe, object, embed')
  check(134, media === null, `films and sounds have no captions here: ${media?.outerHTML}`)
  const parts = ['h1', 'main article time', 'main .prose'].flatMap((part) => document.querySelector(part) ?? [])
  const inOrder = parts.every((part, index) => {
    const before = parts[index - 1]
    return before === undefined || before.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING
  })
  check(136, inOrder, `headline, date and text in another order: ${parts.map(({ tagName }) => tagName)}`)
  const targets = new Map<string, string>()
  for (const link of all<HTMLAnchorElement>('main a[href]')) {
    const words = wordsOf(link) || (link.querySelector('img')?.alt ?? '')
    check(128, words.length > 0 && !/^(?:read )?more$|^here$|^更多$|^详情$/i.test(words), `a link says “${words}”`)
    const other = targets.get(words) ?? link.pathname
    check(128, other === link.pathname || /^\d+$/.test(words), `“${words}” leads to ${other} and to ${link.pathname}`)
    targets.set(words, link.pathname)
  }
  // A click that no script takes over has the browser load a new page, tell its title and set the focus to its start.
  const click = (event: Event) => {
    check(133, !event.defaultPrevented, `a script takes over ${(event.target as Element).outerHTML}`)
    event.preventDefault()
  }
  addEventListener('click', click)
  for (const link of document.links) link.click()
  removeEventListener('click', click)
  for (const form of all<HTMLFormElement>('form[role=search]')) {
    const field = form.querySelector('input')
    const good = form.method === 'get' && field?.type === 'search' && (field.labels?.length ?? 0) > 0
    check(131, good, form.outerHTML)
  }
  const ways = all('form[role=search], header a[href$="/search"]')
  check(131, ways.length > 0, 'no search')
  if (new URLSearchParams(location.search).get('q')) check(131, all('[role=status]').length > 0, 'no result is told')
  check(132, all('[target]').length === 0, 'a window opens')
  for (const file of all<HTMLAnchorElement>('main a[href^="/media/"]')) {
    if (file.closest('.prose') !== null || file.querySelector('img') !== null) continue
    const said = file.closest('li, p, figure, div')?.textContent ?? ''
    check(132, /\b[A-Z]{3,4}\b.*\d\s?(?:B|KB|MB|字节)/.test(said), `${file.href}: ${said}`)
  }
  const viewport = document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content ?? ''
  check(135, !/user-scalable|maximum-scale/.test(viewport), viewport)
  // A scheme is colours alone, so that what is asked of places and sizes in the light is true in the dark: of `light-dark()`,
  // which is for colours, older browsers are given two switches.
  const schemeRules = (rules: CSSRuleList): CSSRule[] =>
    [...rules].flatMap((rule) => {
      const mayHold = rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule
      if (!mayHold) return []
      const inside = rule.cssRules
      const isScheme = rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-color-scheme')
      return isScheme ? [...inside] : schemeRules(inside)
    })
  for (const { cssText } of [...document.styleSheets].flatMap(({ cssRules }) => schemeRules(cssRules)))
    check(
      122,
      !/[{;]\s*(?!--lightningcss-(?:light|dark):)[\w-]+:/.test(cssText),
      `a scheme is more than colours: ${cssText}`,
    )
  const [locale = ''] = location.pathname.split('/').slice(1)
  const help = all<HTMLAnchorElement>('footer a[href]').map(({ pathname }) => pathname)
  check(138, help.includes(`/${locale}/about/accessibility`), `the foot leads to ${help}`)
  if (location.pathname.endsWith('/about/accessibility'))
    check(138, all(`main a[href="/${locale}/contact"]`).length > 0, 'the statement names nobody to write to')
  return found
}

/** What leads on, to a search and to help around the page's own part, in the order in which it is met (130). */
export function orderAround(): string {
  const parts = document.querySelectorAll<HTMLElement>(
    'body header nav a, body header form, main, body > div > footer a',
  )
  const around = [...parts].filter(
    (part) => part.checkVisibility() && (part.tagName === 'MAIN' || part.closest('main') === null),
  )
  const named = around.map((part) => {
    return part.tagName === 'A' && !part.hasAttribute('hreflang') ? part.textContent : part.tagName
  })
  return named.join(' | ')
}
