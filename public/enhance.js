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
  for (const element of all(`[data-visits="${slug}"]`)) element.textContent = `${today}/${total}`
}

for (const slug of new Set(all('[data-count]').map((element) => element.dataset.visits))) {
  if (slug) countVisit(slug)
}

/** @param {HTMLElement} button @param {() => Promise<void> | void} act */
const offer = (button, act) => {
  button.hidden = false
  button.addEventListener('click', async () => {
    try {
      await act()
      button.dataset.done = ''
    } catch {
      // Copying was forbidden: the button goes on saying what it would do.
      return
    }
    const { doneLabel } = button.dataset
    if (!doneLabel) return
    const label = button.textContent
    button.textContent = doneLabel
    await pause(2000)
    button.textContent = label
    delete button.dataset.done
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
      const source = document.querySelector(button.dataset.copyText || 'main')
      return navigator.clipboard.writeText(source instanceof HTMLElement ? source.innerText : '')
    })
  }
}
for (const button of all('[data-print]')) offer(button, () => window.print())
