import { z } from 'zod'
import { parseAddress } from '#lib/urls/parse-address.ts'
import { isSlug } from '#lib/urls.ts'
import { excerpt } from '../yaml/quoting.ts'
import { acceptedTime, parseWrittenTime } from './dates.ts'
import { ValueFault } from './value-fault.ts'

interface Context {
  addIssue(issue: { code: 'custom'; params: { fault: ValueFault } }): void
}

/** Hands a fault to the schema's list of issues. */
export function refuse(context: Context, fault: ValueFault): typeof z.NEVER {
  context.addIssue({ code: 'custom', params: { fault } })
  return z.NEVER
}

/** Most UTF-16 units in the usual texts of a header. */
export const textLimits = {
  ...{ title: 200, source: 200, summary: 2000, category: 60, number: 60, dateline: 60 },
  /** Each of `tags`. */
  tag: 60,
} as const

const oneLine = (value: string) => value.replace(/\s+/gu, ' ').trim()

/** Words on one line, at least one character and at most `limit`. */
export const words = (limit: number) => z.string().overwrite(oneLine).min(1).max(limit)
/** Words that may be empty. */
export const anyWords = (limit: number) => z.string().overwrite(oneLine).max(limit)

/** `true` or `false`. */
export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .meta({ type: 'boolean', enum: [true, false] })

/** A whole number without signs or separators. */
export const count = z
  .string()
  .transform((value, context) => {
    const digits = value.trim()
    if (/^[0-9]{1,12}$/.test(digits)) return Number(digits)
    const plain = digits.normalize('NFKC').replace(/[,\s'_]/gu, '')
    const replacement = /^[0-9]{1,12}$/.test(plain) ? String(Number(plain)) : undefined
    return refuse(
      context,
      new ValueFault('header/not-a-number', { value: excerpt(value), replacement: replacement ?? '' }, replacement),
    )
  })
  .meta({ type: 'integer', minimum: 0 })

/** A point in time as it was written; the site's zone is applied later. */
export const moment = z
  .string()
  .transform((value, context) => {
    const parsed = parseWrittenTime(value)
    return parsed instanceof ValueFault ? refuse(context, parsed) : parsed
  })
  .meta({ 'x-kind': 'moment', pattern: acceptedTime.source })

/** The `http` or `https` address of another site. */
export const webAddress = z
  .string()
  .transform((value, context) => {
    const text = value.trim()
    if (/^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)) return new URL(text).href
    const guess = /^(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#]\S*)?$/i.test(text) ? `https://${text}` : ''
    return refuse(
      context,
      new ValueFault('header/bad-address', { value: excerpt(value), guess }, guess === '' ? undefined : guess),
    )
  })
  .meta({ format: 'uri' })

/** The name of a file in the release's own folder. */
export const fileName = z
  .string()
  .transform((value, context) => {
    const name = value.trim().replace(/^\.\//, '')
    const bad = name === '' || name.startsWith('.') || /[/\\:]/.test(name) || /^(?:en|zh)\.md$/.test(name)
    return bad ? refuse(context, new ValueFault('header/bad-file-name', { value: excerpt(value) })) : name
  })
  .meta({ 'x-kind': 'file' })

export const emailAddress = z
  .string()
  .transform((value, context) => {
    const text = value.trim()
    if (/^[^\s@<>()",;:]+@[^\s@.<>()",;:]+(?:\.[^\s@.<>()",;:]+)+$/.test(text)) return text
    return refuse(context, new ValueFault('header/bad-email', { value: excerpt(value) }))
  })
  .meta({ format: 'email' })

/** Another release: its slug, or an address of it in any language with or without the site's name; gives the slug. */
export const releaseName = z.string().transform((value, context) => {
  const text = value.trim()
  const path = text.startsWith('/') ? text : /^https?:\/\/[^/?#]+(\/[^?#]*)/i.exec(text)?.[1]
  const address = path === undefined ? undefined : parseAddress(path)
  if (address?.kind === 'release') return address.slug
  return isSlug(text) ? text : refuse(context, new ValueFault('header/bad-slug', { value: excerpt(value) }))
})

/** A path as browsers send it (WHATWG URL): other letters percent-encoded, capital hexadecimal digits, no fragment. */
export function normalisePath(path: string): string {
  const { pathname, search } = new URL(path, 'http://localhost')
  return `${pathname}${search}`.replace(/%[0-9a-f]{2}/g, (code) => code.toUpperCase())
}

/** Why an alias cannot be one, as it is written. */
export function aliasFault(value: string): ValueFault | undefined {
  const text = value.trim()
  const seen = { value: excerpt(value) }
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const path = normalisePath(new URL(text).href.replace(/^https?:\/\/[^/]+/i, ''))
    return new ValueFault('header/alias-with-host', { ...seen, path }, path)
  }
  if (!text.startsWith('/')) {
    const path = /^[\w%.-]+(?:\/[\w%.-]*)*(?:\?\S*)?$/.test(text) ? `/${text}` : ''
    return new ValueFault(
      'header/alias-no-slash',
      { ...seen, path: path === '' ? '/…' : path },
      path === '' ? undefined : path,
    )
  }
  const bad = /^\/[/\\]|[\s\p{Cc}\\#]/u.test(text) || /%(?![0-9a-f]{2})|%[01][0-9a-f]|%7f/i.test(text)
  if (bad || !URL.canParse(text, 'http://localhost')) return new ValueFault('header/alias-form', seen)
  const path = normalisePath(text)
  if (path.includes('?')) return undefined
  const address = parseAddress(path)
  // A release may have had another slug, and so another address of that kind; everything else is a page of this site.
  if (address === undefined || address.kind === 'release') return undefined
  return new ValueFault('header/alias-taken', seen)
}

/** An address on this site that redirects to the release. */
export const aliasPath = z.string().transform((value, context) => {
  const fault = aliasFault(value)
  return fault === undefined ? normalisePath(value.trim()) : refuse(context, fault)
})
