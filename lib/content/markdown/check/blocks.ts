import type { Code, Heading, Html, Root, Table } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { listHeadings } from '../headings.ts'
import type { Finding } from './limits.ts'

interface Placed {
  readonly position?:
    | {
        readonly start: { readonly offset?: number | undefined }
        readonly end: { readonly offset?: number | undefined }
      }
    | undefined
}

/** Where a node stands in the body's text. Nodes of the parser always know. */
export function rangeOf(node: Placed): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

const shorten = (text: string, length = 60) => (text.length <= length ? text : `${text.slice(0, length)}…`)

const tagPattern = /<\/?([A-Za-z][\w:-]*)(?:\s[^<>]*)?\/?>/g
/** Tags that say nothing Markdown could say; the words stay when they go. */
const wrappers = new Set(['p', 'div', 'span', 'font', 'u', 'center', 'section', 'article', 'o:p', 'big', 'small'])

const bold = new Map([
  ['b', '**'],
  ['strong', '**'],
  ['i', '*'],
  ['em', '*'],
])

/** Cures a tag together with the one that closes it; `undefined` when its pair is not within the paragraph. */
function editsOfPair(tag: string, from: number, to: number, body: string): Finding['edits'] {
  const mark = bold.get(tag) ?? ''
  const rest = body.slice(to, to + 2_000).split(/\n[ \t]*\n/)[0] ?? ''
  const close = new RegExp(`</${tag}\\s{0,4}>`, 'i').exec(rest)
  if (close === null) return undefined
  const inside = rest.slice(0, close.index)
  if (mark !== '' && (inside === '' || inside.trim() !== inside)) return undefined
  const at = to + close.index
  return [
    { start: from, end: to, text: mark },
    { start: at, end: at + close[0].length, text: mark },
  ]
}

/** What a piece of HTML is in Markdown, as far as that is mechanical. */
function editsOfTags(html: Html, body: string): Finding['edits'] {
  const { start } = rangeOf(html)
  const edits: { start: number; end: number; text: string }[] = []
  for (const match of html.value.matchAll(tagPattern)) {
    const tag = match[1]?.toLowerCase() ?? ''
    const [from, to] = [start + match.index, start + match.index + match[0].length]
    // In a quotation or a list the node's text lacks the signs at the beginning of each line.
    if (body.slice(from, to) !== match[0]) return undefined
    if (match[0] === html.value && (wrappers.has(tag) || bold.has(tag))) return editsOfPair(tag, from, to, body)
    if (tag === 'br') edits.push({ start: from, end: to, text: body[to] === '\n' ? '\\' : '\\\n' })
    else if (wrappers.has(tag)) edits.push({ start: from, end: to, text: '' })
    else return undefined
  }
  return edits
}

/** Words behind a note to colleagues on its line, which Markdown takes for a part of it. */
function checkWordsAfterComment(html: Html, body: string): Finding | undefined {
  const [comment = '', rest = ''] = /^\s*<!--[\s\S]*?-->(?=([\s\S]*)$)/.exec(html.value) ?? []
  const words = rest.trim()
  if (comment === '' || words === '' || /<[/?!A-Za-z]/.test(words)) return undefined
  const { start } = rangeOf(html)
  const [at, end] = [
    start + comment.length + (rest.length - rest.trimStart().length),
    start + html.value.trimEnd().length,
  ]
  const isWhole = body.slice(start, start + html.value.length) === html.value
  const edits = isWhole ? [{ start: start + comment.length, end: at, text: '\n\n' }] : undefined
  const seen = words.split('\n', 1)[0]?.slice(0, 60) ?? ''
  return {
    code: 'body/words-after-comment',
    start: at,
    end,
    values: { seen },
    ...(edits === undefined ? {} : { edits }),
  }
}

/** `opened` is every tag that was opened before `html`; what `html` opens is added to it. */
function checkHtml(html: Html, body: string, opened: Set<string>): Finding[] {
  const visible = html.value.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => ' '.repeat(comment.length))
  if (visible.trim() === '') return []
  const afterComment = checkWordsAfterComment(html, body)
  if (afterComment !== undefined) return [afterComment]
  const { start } = rangeOf(html)
  const tag = /<[/?!]?([A-Za-z][\w:-]*)/.exec(visible)
  const name = tag?.[1]?.toLowerCase() ?? html.value.slice(0, 10)
  const isSecondHalf = /^\s*<\//.test(visible) && opened.has(name)
  for (const [, opening = ''] of visible.matchAll(/<([A-Za-z][\w:-]*)/g)) opened.add(opening.toLowerCase())
  // The closing half of a pair is no second mistake.
  if (isSecondHalf) return []
  const at = start + (tag?.index ?? 0)
  const edits = editsOfTags(html, body)
  const end = at + (tag?.[0].length ?? 1) + (visible[(tag?.index ?? 0) + (tag?.[0].length ?? 1)] === '>' ? 1 : 0)
  return [{ code: 'body/raw-html', start: at, end, values: { tag: name }, ...(edits === undefined ? {} : { edits }) }]
}

function checkHeading(node: Heading, text: string, previous: number, body: string): Finding | undefined {
  const { start, end } = rangeOf(node)
  const source = body.slice(start, end)
  const underlined = !source.startsWith('#')
  if (
    underlined &&
    node.depth === 2 &&
    (source.split('\n').length > 2 || /[.。！？!?；;]$/u.test(text) || text.length > 80)
  )
    return {
      code: 'body/heading-underlined',
      start,
      end,
      edits: [{ start: source.lastIndexOf('\n') + start, end: source.lastIndexOf('\n') + start, text: '\n' }],
    }
  const values = { text: shorten(text) }
  if (node.depth === 1) {
    const line = source.lastIndexOf('\n') + 1
    const edit = underlined
      ? { start: start + line, end, text: source.slice(line).replaceAll('=', '-') }
      : { start, end: start, text: '#' }
    return { code: 'body/h1', start, end, values, edits: [edit] }
  }
  if (node.depth <= previous + 1) return undefined
  const expected = previous + 1
  const edits = underlined ? [] : [{ start, end: start + node.depth, text: '#'.repeat(expected) }]
  return { code: 'body/heading-skipped', start, end, values: { ...values, level: node.depth, expected }, edits }
}

function checkTable(table: Table): Finding[] {
  const [head, ...rows] = table.children
  const expected = head?.children.length ?? 0
  const findings: Finding[] = rows
    .filter((row) => row.children.length > expected)
    .map((row) => ({ code: 'body/table-cells', ...rangeOf(row), values: { seen: row.children.length, expected } }))
  if (head?.children.every((cell) => wordsOf(cell).trim() === ''))
    findings.push({ code: 'body/table-without-heads', ...rangeOf(head) })
  return findings
}

function checkCode(code: Code, body: string): Finding[] {
  const { start, end } = rangeOf(code)
  if (/^[ \t]*(?:`{3}|~{3})/.test(body.slice(start, end))) return []
  const edits: { start: number; end: number; text: string }[] = []
  for (const match of body.slice(0, end).matchAll(/^[ \t]+/gm))
    if (match.index + match[0].length > start)
      edits.push({ start: match.index, end: match.index + match[0].length, text: '' })
  return [{ code: 'body/indented-text', start, end, edits }]
}

/** Mistakes in HTML, headings, tables and indentation. */
export function checkBlocks(tree: Root, body: string): Finding[] {
  const findings: Finding[] = []
  const opened = new Set<string>()
  visit(tree, (node) => {
    if (node.type === 'html') findings.push(...checkHtml(node, body, opened))
    if (node.type === 'table') findings.push(...checkTable(node))
    if (node.type === 'code') findings.push(...checkCode(node, body))
  })
  let previous = 1
  for (const { node, text } of listHeadings(tree)) {
    const found = checkHeading(node, text, previous, body)
    if (found !== undefined) findings.push(found)
    previous = Math.max(2, node.depth)
  }
  return findings
}
