// @ts-check
// Everything a page does in the browser beyond HTML and CSS. Each part stands alone; without this file pages are complete.

/** @param {string} selector @returns {HTMLElement[]} */
const all = (selector) => [...document.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement)

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Resolves once a reader really sees the page: not while it is prerendered, nor in a tab behind others. */
const seen = async () => {
  const page = /** @type {Document & { prerendering?: boolean }} */ (document)
  if (page.prerendering) {
    await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }))
  }
  while (document.visibilityState !== 'visible') {
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }))
  }
}

/** 128 random bits as hexadecimal digits. */
const eventId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** @param {string} slug @param {string} body @returns {Promise<Response | undefined>} */
const send = async (slug, body) => {
  try {
    const answer = await fetch(`/api/visits/${slug}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
      keepalive: true,
    })
    return answer.status === 503 ? undefined : answer
  } catch {
    // The network failed; the caller sends the same event once more.
    return undefined
  }
}

/** @param {string} slug */
const countVisit = async (slug) => {
  await seen()
  if (navigator.webdriver) return
  const body = JSON.stringify({ event: eventId() })
  const answer = (await send(slug, body)) ?? (await pause(2000).then(() => send(slug, body)))
  if (!answer?.ok) return
  const { today, total } = await answer.json()
  if (typeof today !== 'number' || typeof total !== 'number') return
  const language = document.documentElement.lang
  const figures = `${today.toLocaleString(language)}/${total.toLocaleString(language)}`
  for (const element of all(`[data-visits="${slug}"]`)) element.textContent = figures
}

for (const slug of new Set(all('[data-count]').map((element) => element.dataset.visits))) {
  if (slug) countVisit(slug)
}

// While a reader types a search, the browser offers titles that match.
for (const [index, input] of all('input[type="search"]').entries()) {
  if (!(input instanceof HTMLInputElement) || !input.form) continue
  const { action } = input.form
  const list = document.createElement('datalist')
  list.id = `titles-${index}`
  input.after(list)
  input.setAttribute('list', list.id)
  let asked = ''
  /** @param {Event} event */
  const suggest = async (event) => {
    // Letters from which an input method still makes characters are no search yet.
    if (event instanceof InputEvent && event.isComposing) return
    const { value } = input
    await pause(200)
    // The end of a composition may be told twice.
    if (input.value !== value || asked === value) return
    asked = value
    try {
      const titles = await (await fetch(`${action}/titles.json?q=${encodeURIComponent(value)}`)).json()
      if (input.value === value)
        list.replaceChildren(...titles.map((/** @type {string} */ title) => new Option(title, title)))
    } catch {
      // Without titles the search still works.
    }
  }
  input.addEventListener('input', suggest)
  input.addEventListener('compositionend', suggest)
}

/**
 * Shows a button that only a script can serve; after the deed it says `data-done` for two seconds, and so does the status.
 * @param {HTMLElement} button @param {() => Promise<void> | void} act
 */
const offer = (button, act) => {
  const hidden = button.closest('[hidden]')
  if (hidden instanceof HTMLElement) hidden.hidden = false
  const label = button.textContent
  button.addEventListener('click', async () => {
    try {
      await act()
    } catch {
      // The browser forbade it: the button goes on saying what it would do.
      return
    }
    if (!button.dataset.done) return
    const said = [button, ...all('[data-status]')]
    for (const place of said) place.textContent = button.dataset.done
    await pause(2000)
    for (const place of said) place.textContent = place === button ? label : ''
  })
}

// The clipboard exists on secure origins only.
if (navigator.clipboard) {
  for (const button of all('[data-copy-link]')) {
    const canonical = document.querySelector('link[rel="canonical"]')
    const address = button.dataset.copyLink || (canonical instanceof HTMLLinkElement && canonical.href) || location.href
    offer(button, () => navigator.clipboard.writeText(address))
  }
  for (const button of all('[data-copy-text]')) {
    offer(button, () => {
      // biome-ignore lint/performance/useDomNodeTextContent: readers want the lines they see, without what is hidden.
      const texts = all(button.dataset.copyText || 'article').map((source) => source.innerText.trim())
      // Facts that stand in one line are boxes, which get a line each.
      return navigator.clipboard.writeText(texts.join('\n\n').replaceAll('\n·\n', ' · '))
    })
  }
}
for (const button of all('[data-print]')) offer(button, () => window.print())
