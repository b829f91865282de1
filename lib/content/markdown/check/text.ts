import type { FootnoteDefinition, PhrasingContent, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { BrokenLinkCause } from '../../problems/body-text.ts'
import { isLanguageTag, meantLanguage } from '../languages.ts'
import { rangeOf } from './blocks.ts'
import type { Finding } from './limits.ts'

const shorten = (text: string) => (text.length <= 60 ? text : `${text.slice(0, 60)}…`)

type Detector = (text: string) => Finding[]

const replaceAll = (start: number, seen: string, text: string) =>
  seen === text ? {} : { edits: [{ start, end: start + seen.length, text }] }

function brokenLink(start: number, seen: string, cause: BrokenLinkCause, meant = seen): Finding {
  return {
    code: 'body/link-broken',
    start,
    end: start + seen.length,
    values: { seen: shorten(seen), cause },
    ...replaceAll(start, seen, meant),
  }
}

const straight = (inside: string) => inside.replace(/\s*[“”„＂]([^“”„＂]*)[“”„＂]\s*$/u, ' "$1"')

/** What stands between the round brackets, with an address that has spaces between `<` and `>`. */
function withAngles(inside: string): string {
  const [, address = inside, title = ''] = /^(.*?)(\s+"[^"]*")?\s*$/.exec(inside) ?? []
  return /\s/.test(address) && !address.startsWith('<') ? `<${address}>${title}` : address + title
}

/** `[words](address)` that was not read as a link. */
const findBrokenLinks: Detector = (text) => {
  const findings: Finding[] = []
  for (const match of text.matchAll(
    /(?<!\\)([!！]?)[[【［]([^[\]【】［］\n]{0,500})[\]】］]([ \u3000]{0,8})([（(])((?:[^()（）\n]|\([^()\n]{0,200}\)){0,500})([）)])/gu,
  )) {
    const [seen, mark = '', words = '', gap = '', , inside = ''] = match
    const wide = /[！【】［］（）]/u.test(seen.replace(words, '').replace(inside, ''))
    // Words in brackets before a remark in brackets are common; only an address makes them a link.
    if ((wide || gap !== '') && !/^(?:https?:|www\.|mailto:|\/|#|\S+\.[a-z]{2,5}(?:\s|$))/i.test(inside.trim()))
      continue
    const tidy = withAngles(straight(inside.trim()))
    const meant = `${mark === '' ? '' : '!'}[${words}](${tidy})`
    const cause = wide ? 'wide-brackets' : gap !== '' ? 'gap' : /[“”„＂]/u.test(inside) ? 'quotes' : 'space'
    findings.push(
      cause === 'space' && meant === seen
        ? brokenLink(match.index, seen, 'other')
        : brokenLink(match.index, seen, cause, meant),
    )
  }
  for (const match of text.matchAll(/(?<!\\)\[[^[\]\n^][^[\]\n]*\]\[[^[\]\n]*\]/g))
    findings.push(brokenLink(match.index, match[0], 'reference'))
  return findings
}

/** `##Heading` and `＃ Heading`. */
const findHeadings: Detector = (text) => {
  const findings: Finding[] = []
  for (const match of text.matchAll(
    /^[ \u3000]*(#{2,6}|[#＃]*＃[#＃]*|#(?=\p{Script=Han}[^#＃\n]*$))([ \u3000]*)(?=[^\s#＃])([^\n]*)/gmu,
  )) {
    const [seen, marks = '', , words = ''] = match
    const level = Math.min(6, Math.max(2, marks.length))
    findings.push({
      code: 'body/heading-without-space',
      start: match.index,
      end: match.index + seen.length,
      values: { seen: shorten(seen.trim()) },
      edits: [{ start: match.index, end: match.index + seen.length - words.length, text: `${'#'.repeat(level)} ` }],
    })
  }
  return findings
}

/** `**` that closed nothing. */
const findStrayMarks: Detector = (text) => {
  const paired: Finding[] = []
  const rest = text.replace(
    /(?<!\\)(?:\*\*|＊＊)[ \u3000]{0,8}([^*＊\n]{0,300}?[^*＊\s])[ \u3000]{0,8}(?:\*\*|＊＊)/gu,
    (seen: string, words: string, at: number) => {
      const edits = [{ start: at, end: at + seen.length, text: `**${words}**` }]
      paired.push({
        code: 'body/stray-marks',
        start: at,
        end: at + seen.length,
        values: { marks: shorten(seen) },
        ...(seen === `**${words}**` ? {} : { edits }),
      })
      return ' '.repeat(seen.length)
    },
  )
  const single = [...rest.matchAll(/(?<!\\)(?:\*\*|＊＊)/gu)].map(
    (match): Finding => ({
      code: 'body/stray-marks',
      start: match.index,
      end: match.index + 2,
      values: { marks: match[0] },
    }),
  )
  return [...paired, ...single]
}

const findBullets: Detector = (text) =>
  [...text.matchAll(/^[ \t\u3000]*([•●◆■□◦▪‣➢·\uf0b7\uf0a7\uf0d8])[ \t\u3000\u00a0]*(?=\S)/gmu)].map((match) => ({
    code: 'body/bullet-character',
    start: match.index + match[0].indexOf(match[1] ?? ''),
    end: match.index + match[0].length,
    values: { mark: /[\ue000-\uf8ff]/u.test(match[1] ?? '') ? '□' : (match[1] ?? '') },
    edits: [{ start: match.index, end: match.index + match[0].length, text: '- ' }],
  }))

/** A bullet or a number before a tab: an item of a list from a word processor. */
const listMark = /^[ \u3000]*(?:[•●◆■□◦▪‣➢·–—-]|[\p{L}\d]{1,3}[.)、）])$/u

// A larger table has its place in a file, and as many edits would only take memory.
const mostTabs = 5000

/** Rows whose cells are parted by tabs, as they come from a spreadsheet. */
const findPastedTables: Detector = (text) => {
  const found = [...text.matchAll(/^[^\t\r\n]+\t[^\r\n]*(?:\r?\n[^\t\r\n]*\t[^\r\n]*)+/gm)]
  const tables = found.filter(([rows]) => !rows.split('\n').every((row) => listMark.test(row.split('\t')[0] ?? '')))
  return tables.map(({ index, 0: rows }) => {
    const [heads = ''] = rows.split(/\r?\n/)
    const end = index + heads.length
    const finding: Finding = { code: 'body/pasted-table', start: index, end }
    if (rows.split('\t').length > mostTabs) return finding
    const marks = [...rows.matchAll(/\t|(?<!\\)\||\r?\n/g)].map((match) => ({
      start: index + match.index,
      end: index + match.index + match[0].length,
      text: match[0] === '|' ? '\\|' : match[0] === '\t' ? ' | ' : ' |\n| ',
    }))
    const under = `${' | ---'.repeat(heads.split('\t').length)} |`.trimStart()
    const rule = marks.find(({ start }) => start === end)
    if (rule !== undefined) rule.text = ` |\n${under}\n| `
    const last = index + rows.length
    const open = { start: index, end: index, text: index === 0 ? '| ' : '\n| ' }
    const close = { start: last, end: last, text: last === text.length ? ' |' : ' |\n' }
    return { ...finding, edits: [open, ...marks, close] }
  })
}

const findFootnotes: Detector = (text) =>
  [...text.matchAll(/(?<!\\)\[\^([^\]\s]+)\]/g)].map((match) => ({
    code: 'body/footnote-missing',
    start: match.index,
    end: match.index + match[0].length,
    values: { name: match[1] ?? '' },
  }))

const findLanguages: Detector = (text) => {
  const findings: Finding[] = []
  for (const match of text.matchAll(
    /[\]】］]\s?[{｛]\s{0,4}(?:lang\s{0,4}[=＝:：]\s{0,4})?["'“”]?([^{}｛｝"'“”\n]{0,40}?)["'“”]?\s{0,4}[}｝]/gu,
  )) {
    const [seen, tag = ''] = match
    const [start, end] = [match.index, match.index + seen.length]
    const meant = meantLanguage(tag)
    const wellMade = /^\]\{lang=["'“”]?[^"'“”]*["'“”]?\}$/.test(seen) && text.lastIndexOf('[', start) !== -1
    if (wellMade && isLanguageTag(tag)) continue
    const right = isLanguageTag(tag) ? tag : meant
    const edits = right === undefined || !/^[\]］]/u.test(seen) ? {} : replaceAll(start, seen, `]{lang=${right}}`)
    if (wellMade)
      findings.push({
        code: 'body/lang-unknown',
        start,
        end,
        values: { tag, ...(meant === undefined ? {} : { meant }) },
        ...edits,
      })
    else if (/lang/i.test(seen) || right !== undefined)
      findings.push({ code: 'body/lang-syntax', start, end, values: { seen: shorten(seen) }, ...edits })
  }
  return findings
}

const lineDetectors: readonly Detector[] = [findHeadings, findBullets, findPastedTables]
const detectors: readonly Detector[] = [findBrokenLinks, findStrayMarks, findFootnotes, findLanguages]

const detectorsOf = (isParagraph: boolean) => (isParagraph ? [...lineDetectors, ...detectors] : detectors)

/** Every mistake that a detector finds has one of these signs in it. */
const suspect = /[[\]【】［］#＃*＊\t•●◆■□◦▪‣➢·\uf0b7\uf0a7\uf0d8]/u

/**
 * Whether there is a mistake of typing in any of `lines`: each is the words of a paragraph, or each of a heading or cell, none of
 * which Markdown reads.
 */
export function hasTypingFault(lines: readonly string[], areParagraphs: boolean): boolean {
  // No detector looks across a line of which it wants nothing, and one call for all is a third of the time.
  const text = lines.join('\n;\n')
  return suspect.test(text) && detectorsOf(areParagraphs).some((detect) => detect(text).length > 0)
}

/** Whether what the node spells in the text is Markdown that was read, so that no detector shall look at it. */
const isRead = (node: PhrasingContent, body: string) =>
  node.type === 'inlineCode' ||
  node.type === 'html' ||
  node.type === 'image' ||
  node.type === 'footnoteReference' ||
  (node.type === 'link' && /[[<]/.test(body[rangeOf(node).start] ?? ''))

/** The parts of the text that were read as Markdown: links and their like whole, of bold only its marks. */
function rangesRead(children: readonly PhrasingContent[], body: string): { start: number; end: number }[] {
  return children.flatMap((node) => {
    if (node.position === undefined) return []
    const { start, end } = rangeOf(node)
    if (isRead(node, body)) return [{ start, end }]
    const inside = 'children' in node ? rangesRead(node.children, body) : []
    if (node.type !== 'strong') return inside
    return [{ start, end: start + 2 }, ...inside, { start: end - 2, end }]
  })
}

/** The source of a node's words, blank where it was read as Markdown, so that offsets stay. */
function sourceOf(
  children: readonly PhrasingContent[],
  body: string,
  { start, end }: { start: number; end: number },
): string {
  const parts: string[] = []
  let at = start
  for (const range of rangesRead(children, body)) {
    parts.push(body.slice(at, range.start), body.slice(range.start, range.end).replace(/[^\n]/g, ' '))
    at = range.end
  }
  return parts.join('') + body.slice(at, end)
}

function checkFootnotes(tree: Root, firstLine: number): Finding[] {
  const referred = new Set<string>()
  const definitions: FootnoteDefinition[] = []
  visit(tree, (node) => {
    if (node.type === 'footnoteReference') referred.add(node.identifier)
    if (node.type === 'footnoteDefinition') definitions.push(node)
  })
  const findings: Finding[] = []
  const first = new Map<string, FootnoteDefinition>()
  for (const node of definitions) {
    const { start } = rangeOf(node)
    const name = node.label ?? node.identifier
    const place = { start, end: start + name.length + 3 }
    const earlier = first.get(node.identifier)
    if (earlier !== undefined)
      findings.push({
        code: 'body/footnote-repeated',
        ...place,
        values: { name, line: firstLine + (earlier.position?.start.line ?? 1) - 1 },
      })
    else if (!referred.has(node.identifier)) findings.push({ code: 'body/footnote-unused', ...place, values: { name } })
    first.set(node.identifier, earlier ?? node)
  }
  return findings
}

/** Mistakes of typing and pasting: what looks like Markdown to the eye and is not. `firstLine` is the body's first in its file. */
export function checkText(tree: Root, body: string, firstLine: number): Finding[] {
  const findings = checkFootnotes(tree, firstLine)
  visit(tree, (node) => {
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return
    const range = rangeOf(node)
    const source = sourceOf(node.children, body, range)
    for (const detect of detectorsOf(node.type === 'paragraph'))
      for (const found of detect(source))
        findings.push({
          ...found,
          start: found.start + range.start,
          end: found.end + range.start,
          ...(found.edits === undefined
            ? {}
            : {
                edits: found.edits.map(({ start, end, text }) => ({
                  start: start + range.start,
                  end: end + range.start,
                  text,
                })),
              }),
        })
  })
  return findings
}

const oddCharacters = /[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]+|[\u2028\u2029]|\ufffd+/gu

/** Characters that nobody sees, and signs of characters that were lost. */
export function checkCharacters(body: string): Finding[] {
  return [...body.matchAll(oddCharacters)].map(({ 0: seen, index: start }): Finding => {
    const end = start + seen.length
    if (seen.startsWith('\ufffd')) return { code: 'body/lost-character', start, end }
    const code = `U+${(seen.codePointAt(0) ?? 0).toString(16).toUpperCase()}`
    const text = /[\u2028\u2029]/.test(seen) ? '\n' : ''
    return { code: 'body/invisible-character', start, end, values: { code }, edits: [{ start, end, text }] }
  })
}
