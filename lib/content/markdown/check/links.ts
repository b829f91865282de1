import type { Image, Link, Root } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { type FileFault, missingFile, pictureFault } from '../../files/picture-check.ts'
import { isPictureName } from '../../files/picture-types.ts'
import { nearest } from '../../header/spelling.ts'
import { fileNameOf, pictureName, resolveAddress, type Target } from '../addresses.ts'
import { headingName, listHeadings } from '../headings.ts'
import type { BodyOptions } from '../options.ts'
import { rangeOf } from './blocks.ts'
import type { Finding } from './limits.ts'

/** What a body uses, for checks that need more than one file. */
export interface BodyUses {
  /** Links to addresses of this site, by their offset in the body. */
  readonly links: { readonly start: number; readonly end: number; readonly target: Extract<Target, { kind: 'site' }> }[]
  /** Names of the folder's files that the body shows or links to. */
  readonly files: Set<string>
  /** Those of them that it shows. */
  readonly pictures: Set<string>
}

/** The range of a node's address in the body's text, or of the whole node when it is spelt in another way there. */
function addressRange(node: Link | Image, body: string): { start: number; end: number; exact: boolean } {
  if (node.position === undefined) {
    const start = Math.max(0, body.indexOf(node.url))
    return { start, end: start + node.url.length, exact: false }
  }
  const { start, end } = rangeOf(node)
  const at = node.url === '' ? -1 : body.slice(start, end).lastIndexOf(node.url)
  return at === -1
    ? { start, end, exact: false }
    : { start: start + at, end: start + at + node.url.length, exact: true }
}

function faultFinding(node: Link | Image, body: string, fault: FileFault): Finding {
  const { start, end, exact } = addressRange(node, body)
  const { code, values, meant } = fault
  const edits = exact && meant !== undefined && !/[\s()<>]/.test(meant) ? [{ start, end, text: meant }] : undefined
  return { code, start, end, values, ...(edits === undefined ? {} : { edits }) }
}

function checkTarget(link: Link, names: readonly string[], options: BodyOptions): FileFault | undefined {
  const target = resolveAddress(link.url, options)
  if (target.kind === 'refused') return target
  if (target.kind === 'missing-file') return missingFile('body/link-file-missing', target.file, options.assets)
  if (target.kind !== 'heading' || target.fragment === '') return undefined
  const name = headingName(target.fragment.replace(/^section-/, ''))
  if (names.includes(name)) return undefined
  const near = nearest(name, names)
  return {
    code: 'body/link-heading-missing',
    values: { name: target.fragment, ...(near === undefined ? {} : { nearest: near }) },
  }
}

function checkLink(link: Link, names: readonly string[], body: string, options: BodyOptions): Finding[] {
  const { start, end } = rangeOf(link)
  const findings: Finding[] = []
  if (wordsOf(link).trim() === '')
    findings.push({ code: 'body/link-without-words', start, end, values: { address: link.url } })
  const name = fileNameOf(link.url)
  if (body[start - 1] === '！' && body[start] === '[' && isPictureName(name)) {
    const seen = body.slice(start - 1, end)
    const edits = [{ start: start - 1, end: start, text: '!' }]
    findings.push({ code: 'body/link-broken', start: start - 1, end, values: { seen, cause: 'wide-mark' }, edits })
  }
  const fault = checkTarget(link, names, options)
  if (fault !== undefined) findings.push(faultFinding(link, body, fault))
  return findings
}

function checkPicture(image: Image, body: string, options: BodyOptions): Finding[] {
  const { start, end } = rangeOf(image)
  if (options.slug === undefined) return [{ code: 'picture/on-page', start, end }]
  const name = fileNameOf(image.url)
  const findings: Finding[] = []
  const alt = (image.alt ?? '').trim()
  if (alt === '') findings.push({ code: 'picture/alt-missing', start, end, values: { name } })
  else if (isPictureName(alt)) findings.push({ code: 'picture/alt-is-file-name', start, end, values: { alt } })
  if (/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(image.url))
    return [
      ...findings,
      { code: 'picture/remote', ...addressRange(image, body), values: { address: image.url.slice(0, 80) } },
    ]
  if (/^data:/i.test(image.url)) return [...findings, { code: 'picture/embedded', ...addressRange(image, body) }]
  const fault = pictureFault(pictureName(image.url), options.assets)
  return fault === undefined ? findings : [...findings, faultFinding(image, body, fault)]
}

/** Whether there is a mistake in a picture. */
export const hasPictureFault = (
  { alt, address }: { readonly alt: string; readonly address: string },
  options: BodyOptions,
) => checkPicture({ type: 'image', alt, url: address }, '', options).length > 0

/** Mistakes in links and pictures; what is used is added to `uses`. */
export function checkLinks(tree: Root, body: string, options: BodyOptions, uses: BodyUses): Finding[] {
  const findings: Finding[] = []
  const names = listHeadings(tree).map(({ name }) => name)
  visit(tree, (node) => {
    if (node.type === 'image') {
      const name = pictureName(node.url)
      uses.files.add(name)
      uses.pictures.add(name)
      findings.push(...checkPicture(node, body, options))
    }
    if (node.type !== 'link') return
    findings.push(...checkLink(node, names, body, options))
    const target = resolveAddress(node.url, options)
    if (target.kind === 'file') uses.files.add(target.file)
    if (target.kind === 'site') uses.links.push({ ...addressRange(node, body), target })
  })
  return findings
}
