import { z } from 'zod'
import { defaultLocale, locales } from '#lib/i18n/locales.ts'
import { isTimeZone } from '#lib/time-zone.ts'
import { excerpt } from '../yaml/quoting.ts'
import { count, emailAddress, refuse, webAddress, words } from './field-types.ts'
import { ledgerMark, markSchema } from './mark.ts'
import { nearest } from './spelling.ts'
import { ValueFault } from './value-fault.ts'

const perLocale = (limit: number) => z.strictObject({ en: words(limit), zh: words(limit) })

/** Words that may be the same in all languages, such as a number or a proper name, and are then written once. */
const oncePerLocale = (limit: number) =>
  z.union([words(limit).transform((text) => ({ en: text, zh: text })), perLocale(limit)])

function timeZoneFault(value: string): ValueFault {
  const offset = /^(?:UTC|GMT)?\s*([+-])0?(\d{1,2})(?::?(\d{2}))?$/i.exec(value)
  if (offset !== null || /^(?:UTC|GMT)[+-]/i.test(value)) {
    const shanghai = offset !== null && offset[1] === '+' && offset[2] === '8' && Number(offset[3] ?? 0) === 0
    const zone = shanghai ? 'Asia/Shanghai' : ''
    return new ValueFault('site/time-zone-offset', { value: excerpt(value), zone }, zone === '' ? undefined : zone)
  }
  const chinese = /beijing|peking|china|北京|中国|上海/iu.test(value) ? 'Asia/Shanghai' : undefined
  const meant = chinese ?? nearest(value, Intl.supportedValuesOf('timeZone'))
  return new ValueFault('site/unknown-time-zone', { value: excerpt(value), meant: meant ?? '' }, meant)
}

const timeZone = z.string().transform((value, context) => {
  const name = value.trim()
  return isTimeZone(name) ? name : refuse(context, timeZoneFault(name))
})

const pageSize = count.transform((value, context) =>
  value >= 1 && value <= 100 ? value : refuse(context, new ValueFault('site/page-size', { value })),
)

/** Digits of a public-security filing, which its register is asked for. */
const filingNumber = /\d{8,20}/

const icp = oncePerLocale(200).transform((text) => ({ text, url: 'https://beian.miit.gov.cn/' }))

const publicSecurity = oncePerLocale(200).transform((text, context) => {
  const code = filingNumber.exec(text.zh)?.[0] ?? filingNumber.exec(text.en)?.[0]
  if (code === undefined) return refuse(context, new ValueFault('site/no-filing-number'))
  return { text, url: `https://beian.mps.gov.cn/#/query/webSearch?code=${code}` }
})

const footerSchema = z.strictObject({
  approvedBy: oncePerLocale(200).exactOptional(),
  telephone: words(40).exactOptional(),
  supportedBy: oncePerLocale(200).exactOptional(),
  icp: icp.exactOptional(),
  publicSecurity: publicSecurity.exactOptional(),
  address: oncePerLocale(300).exactOptional(),
})

const contactSchema = z.strictObject({
  name: oncePerLocale(120),
  role: oncePerLocale(120).exactOptional(),
  phone: words(40).exactOptional(),
  email: emailAddress.exactOptional(),
})

const verificationSchema = z.strictObject({
  google: words(200).exactOptional(),
  bing: words(200).exactOptional(),
  baidu: words(200).exactOptional(),
  sogou: words(200).exactOptional(),
  '360': words(200).exactOptional(),
})

const permission = z.enum(['allow', 'deny'])

/** `content/site.yaml`; input as YAML gives it with every scalar a string. */
export const siteSchema = z.strictObject({
  name: perLocale(120),
  tagline: perLocale(200),
  mark: markSchema.default(ledgerMark),
  timeZone: timeZone.default('Asia/Shanghai').describe('IANA name of the zone of all times without an offset'),
  defaultLocale: z.enum(locales).default(defaultLocale),
  profile: z.enum(['corporate', 'government']).default('corporate'),
  siteIdCode: words(20).exactOptional(),
  footer: footerSchema.default({}),
  contacts: z.array(contactSchema).default([]),
  boilerplate: perLocale(2000).exactOptional(),
  pageSize: pageSize.default(20),
  social: z.array(z.strictObject({ name: words(60), url: webAddress })).default([]),
  verification: verificationSchema.default({}),
  // Answers of search engines bring readers; training brings none.
  aiAgents: z
    .strictObject({ search: permission.default('allow'), training: permission.default('deny') })
    .default({ search: 'allow', training: 'deny' }),
})

/** One category of `content/categories.yaml`. */
const categorySchema = z.strictObject({
  en: words(60),
  zh: words(60),
  description: perLocale(300).exactOptional(),
})

/** `content/categories.yaml`: categories by key. */
export const categoriesSchema = z.record(z.string(), categorySchema)
