import { loadSharp } from '#lib/content/files/load-sharp.ts'
import type { Mark, PublicRelease, Site } from '#lib/content/types.ts'
import { formatDate, formatDateTime } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { translate } from '#lib/i18n/translate.ts'
import type { Brand } from '#lib/publish/brand/brand.ts'
import { markPaths } from '#lib/publish/brand/icon.ts'
import type { PictureSize } from '#lib/publish/picture-shapes.ts'
import type { Face } from './fonts.ts'
import { breakLines, type Line, linePath, type Style, type Typesetter } from './lines.ts'

/** The words on a card, in one language. */
export interface CardText {
  readonly locale: Locale
  readonly headline: string
  readonly siteName: string
  readonly mark: Mark
  /** Below the rule, one line each. */
  readonly record: readonly string[]
  /** What is exceptional about the record, such as a withdrawal. */
  readonly flag?: string
}

const margin = 72
const headlineSizes = [84, 76, 68, 60, 52, 44]
/** In UTF-16 units; more is never legible. */
const longestHeadline = 400

/** What a release's card says. */
export function releaseCardText(release: PublicRelease, site: Site): CardText {
  const { locale, title, date, source, state } = release
  const flag = { date: formatDate(release.updatedAt, site.timeZone, locale) }
  return {
    locale,
    headline: title,
    siteName: site.name[locale],
    mark: site.mark,
    record: [formatDateTime(date, site.timeZone, locale), source?.name ?? site.name[locale]],
    ...(state === 'withdrawn' ? { flag: translate(locale, 'flag.withdrawn', flag) } : {}),
    ...(state === 'corrected' ? { flag: translate(locale, 'flag.corrected', flag) } : {}),
  }
}

/** What the site's own card says. */
export function siteCardText(site: Site, locale: Locale): CardText {
  return { locale, headline: site.name[locale], siteName: site.tagline[locale], mark: site.mark, record: [] }
}

interface Headline {
  readonly lines: readonly Line[]
  readonly leading: number
}

/** The headline in the largest size in which it fits the height, else in the smallest and cut. */
async function setHeadline(
  setter: Typesetter,
  { locale, headline }: CardText,
  latin: Face,
  { width, height }: PictureSize,
): Promise<Headline> {
  const ratio = locale === 'zh' ? 1.32 : 1.14
  const font = { face: locale === 'zh' ? 'sans' : latin, weight: 700 } as const
  const pieces = await setter.measure(headline.slice(0, longestHeadline), locale, font)
  for (const size of headlineSizes) {
    const style: Style = { ...font, size }
    const lines = breakLines(pieces, width / size)
    const most = Math.floor(height / (size * ratio))
    if (lines.length > most && size !== headlineSizes.at(-1)) continue
    const shown = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join('')]
    const set = await Promise.all(shown.map(async (line) => await setter.fit(line, style, width)))
    return { lines: set, leading: size * ratio }
  }
  throw new Error('A card has no size for its headline')
}

const path = (data: string, fill: string) => `<path d="${data}" fill="${fill}"/>`

/** The card as SVG without text: letters are outlines, so no font of the machine plays a part. */
export async function renderCardSvg(
  setter: Typesetter,
  text: CardText,
  { width, height }: PictureSize,
  { light: colours, headlines }: Brand,
): Promise<string> {
  const inner = width - 2 * margin
  const small = { face: 'sans', weight: 400, size: 36 } as const
  const name = await setter.fit(text.siteName, { ...small, weight: 600 }, inner - 64)
  const record = await Promise.all(text.record.map(async (line) => await setter.fit(line, small, inner)))
  const flag = text.flag === undefined ? undefined : await setter.fit(text.flag, { ...small, weight: 600 }, inner)
  const ruleY = height - margin - record.length * 50 + 4
  const top = 176 + (flag === undefined ? 0 : 56)
  const headline = await setHeadline(setter, text, headlines, { width: inner, height: ruleY - 24 - top })
  const first = headline.lines[0]?.size ?? 0
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    path(`M0 0h${width}v${height}H0z`, colours.paper),
    path(`M0 0h${width}v16H0z`, colours.accent),
    `<g transform="translate(${margin} 66) scale(1.25)">${markPaths(text.mark, colours.accent)}</g>`,
    path(linePath(name, margin + 64, 98), colours.ink),
    path(`M${margin} 132h${inner}v4H${margin}z`, colours.ink),
    flag === undefined ? '' : path(linePath(flag, margin, 196), colours.oxide),
    ...headline.lines.map((line, index) =>
      path(linePath(line, margin, Math.round(top + first * 0.88 + index * headline.leading)), colours.ink),
    ),
    record.length === 0 ? '' : path(`M${margin} ${ruleY}h${inner}v2H${margin}z`, colours['rule-strong']),
    ...record.map((line, index) => path(linePath(line, margin, ruleY + 50 + index * 50), colours['ink-2'])),
    '</svg>',
  ].join('')
}

/** A PNG with a palette: few colours, so few bytes; the same bytes for the same words. */
export async function renderCard(setter: Typesetter, text: CardText, size: PictureSize, brand: Brand): Promise<Buffer> {
  const svg = await renderCardSvg(setter, text, size, brand)
  const sharp = await loadSharp()
  return await sharp(Buffer.from(svg)).png({ palette: true, colours: 64, compressionLevel: 9, effort: 7 }).toBuffer()
}
