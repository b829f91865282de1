import { UsageError } from './command.ts'

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** The length of time that a flag says, `90m`, `48h`, `3d` or `2w`, in ms. Throws `UsageError` for another text, and beyond `most` ms. */
export function parseSpan(flag: string, text: string, most: number): number {
  const [, count = '', unit = ''] = /^([1-9][0-9]{0,5})([mhdw])$/.exec(text.trim()) ?? []
  const span = Number(count) * (units[unit] ?? Number.NaN)
  if (span > 0 && span <= most) return span
  const days = Math.floor(most / 86_400_000)
  throw new UsageError({
    en: `--${flag} is "${text}"; it can be minutes, hours, days or weeks such as 90m, 48h, 3d or 2w, up to ${days}d.`,
    zh: `--${flag} 是“${text}”；可以是分钟、小时、天或周，例如 90m、48h、3d、2w，最长 ${days}d。`,
  })
}
