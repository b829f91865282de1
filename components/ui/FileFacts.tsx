import type { Download } from '#lib/content/types.ts'
import { formatFileSize } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'

interface FileFactsProps {
  readonly download: Download
  readonly locale: Locale
}

/** What a reader should know before loading a file: `JPG · 4.1 MB · 4000 × 2667`. */
export function FileFacts({ download, locale }: FileFactsProps) {
  const { file, size, width, height } = download
  const type = /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toUpperCase()
  const pixels = width === undefined || height === undefined ? undefined : `${width} × ${height}`
  return [type, formatFileSize(size, locale), pixels].filter((fact) => fact !== undefined).join(' · ')
}
