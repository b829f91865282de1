import type { Newsroom } from './newsroom.ts'

/** The request header in which the server tells the layout of all pages which address is rendered; Next does not. */
export const addressHeader = 'newsroom-address'

/** Renders an element of React to HTML at once. Throws for anything else. */
export type RenderMarkup = (element: unknown) => string

const slot = Symbol.for('newsroom')
const markupSlot = Symbol.for('newsroom-markup')
const holder = globalThis as { [slot]?: Newsroom; [markupSlot]?: RenderMarkup }

/** Makes `newsroom` the one of this process, for every bundle that runs in it. */
export function setCurrentNewsroom(newsroom: Newsroom): void {
  holder[slot] = newsroom
}

/** The newsroom that `server.ts` opened. `server.ts` and Next's bundle each load their own copy of this file and share one object. */
export function currentNewsroom(): Newsroom {
  const newsroom = holder[slot]
  if (newsroom === undefined) throw new Error('No newsroom is open in this process; pages are served by server.ts.')
  return newsroom
}

/** Makes `render` the way of this process to render what needs nothing of the framework. */
export function setRenderMarkup(render: RenderMarkup): void {
  holder[markupSlot] = render
}

/** `undefined` in development, where the framework renders everything. */
export function currentRenderMarkup(): RenderMarkup | undefined {
  return holder[markupSlot]
}
