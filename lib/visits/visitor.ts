import { createHmac } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'

/** The headers that tell whether a request is a visit, and whose. */
export const visitHeaders = [
  'user-agent',
  'x-forwarded-for',
  'sec-fetch-site',
  'sec-purpose',
  'purpose',
  'x-moz',
  'x-purpose',
] as const
type VisitHeader = (typeof visitHeaders)[number]

/** Their values, as Node gives those of a request. */
export type VisitHeaders = { readonly [Name in VisitHeader]?: string | string[] | undefined }

/** A header's value; several lines of one name are one list (RFC 9110, 5.3). `undefined` when absent. */
export function headerText(headers: VisitHeaders, name: VisitHeader): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** `192.0.2.1:80`, `[2001:db8::1]:80`, `"[2001:db8::1]"` and a zone's `%eth0` without what surrounds the address. */
function bareAddress(text: string): string {
  const inner = text.trim().replace(/^"(.*)"$/, '$1')
  const bracketed = /^\[([^\]]*)\](?::[0-9]+)?$/.exec(inner)?.[1]
  const address = bracketed ?? (/^[0-9.]+:[0-9]+$/.test(inner) ? inner.replace(/:[0-9]+$/, '') : inner)
  return address.replace(/%.*$/, '')
}

/** The eight groups of an IPv6 address, RFC 4291, 2.2. */
function ipv6Groups(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const groups = (text: string) =>
    text === ''
      ? []
      : text.split(':').flatMap((group) => {
          if (!group.includes('.')) return [Number.parseInt(group, 16)]
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
          return [a * 256 + b, c * 256 + d]
        })
  const before = groups(head)
  if (tail === undefined) return before
  const after = groups(tail)
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

/**
 * What stands for one reader's connection: an IPv4 address whole, an IPv6 address as its /64 network, an IPv4-mapped one
 * (`::ffff:192.0.2.1`) as the IPv4 address. `undefined` when the text is no address.
 */
export function networkOf(text: string): string | undefined {
  const address = bareAddress(text)
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return undefined
  const groups = ipv6Groups(address)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6)
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  const network = groups.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/**
 * The network of the client: behind `hops` trusted proxies the n-th address from the right of `X-Forwarded-For`, each
 * proxy having added the one it saw; else, or when the header is shorter or names no address there, the socket's.
 */
export function clientNetwork(headers: VisitHeaders, remoteAddress: string | undefined, hops: number): string {
  const chain = hops > 0 ? (headerText(headers, 'x-forwarded-for')?.split(',') ?? []) : []
  const forwarded = hops > 0 ? chain.at(-hops) : undefined
  return (
    (forwarded === undefined ? undefined : networkOf(forwarded)) ?? networkOf(remoteAddress ?? '') ?? 'unknown-address'
  )
}

/** What tells one reader of one release from another for a day, without telling who it is: 32 hexadecimal digits. */
export function visitFingerprint(salt: Buffer, reader: { network: string; agent: string; slug: string }): string {
  return createHmac('sha256', salt)
    .update(`${reader.network}\n${reader.agent}\n${reader.slug}`)
    .digest('hex')
    .slice(0, 32)
}
