/** A place in the row of page numbers: a page, or a gap of pages left out. */
export type PageSlot = number | 'gap'

/**
 * The numbers shown for page `current` of `last` (both from 1): the first, the last, the neighbours of the current one,
 * and a gap wherever two or more pages are left out; a gap of one page would take the room of that page.
 */
export function pageSlots(current: number, last: number): PageSlot[] {
  const wanted = new Set([1, last, current - 1, current, current + 1])
  if (current <= 2) wanted.add(3)
  if (current >= last - 1) wanted.add(last - 2)
  const pages = [...wanted].filter((page) => page >= 1 && page <= last).sort((a, b) => a - b)
  return pages.flatMap((page, index): PageSlot[] => {
    const skipped = page - (pages[index - 1] ?? 0) - 1
    if (skipped === 0) return [page]
    return skipped === 1 ? [page - 1, page] : ['gap', page]
  })
}
