import type { Mark } from '#lib/content/types.ts'
import type { Brand } from './brand.ts'

/** The paths of a mark in the square of 32 units that it is drawn for; `fill` is absent where a style sheet gives it. */
export function markPaths({ solid, faint }: Mark, fill?: string): string {
  const colour = fill === undefined ? '' : ` fill="${fill}"`
  const rest = faint === undefined ? '' : `<path d="${faint}"${colour} opacity=".6"/>`
  return `<path d="${solid}"${colour}/>${rest}`
}

/** The mark alone, for tabs: in the scheme of the browser's frame, which may not be the page's. */
export function renderFavicon(mark: Mark, { light, dark }: Brand): string {
  const style = `path{fill:${light.accent}}@media(prefers-color-scheme:dark){path{fill:${dark.accent}}}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>${style}</style>${markPaths(mark)}</svg>\n`
}

/** How an icon that fills a square shows the mark. */
export interface IconShape {
  /** Width and height in pixels. */
  readonly size: number
  /** The mark's part of the width; a mask leaves the middle 0.8 of a circle. W3C Web Application Manifest, icon masks. */
  readonly part: number
  /** Absent: nothing but the mark is drawn. */
  readonly ground?: 'paper' | 'accent'
}

/** An icon in the light scheme, as SVG to be drawn. */
export function renderIcon(mark: Mark, { light }: Brand, { size, part, ground }: IconShape): string {
  const scale = (size * part) / 32
  const margin = (size * (1 - part)) / 2
  const square = ground === undefined ? '' : `<path d="M0 0h${size}v${size}H0z" fill="${light[ground]}"/>`
  const paths = markPaths(mark, ground === 'accent' ? light.paper : light.accent)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${square}<g transform="translate(${margin} ${margin}) scale(${scale})">${paths}</g></svg>`
}
