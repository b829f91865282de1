import { compile, type Options } from 'css-select'
import type { DefaultTreeAdapterTypes } from 'parse5'
import { type ImportNote, importNote } from '../../notes.ts'
import { PageRefused } from '../../refusals.ts'
import { attribute, descendants, type Element, type ParentNode } from '../elements.ts'
import { isForScreens, readRules, type StyleDeclaration, type StyleRule } from './rules.ts'

/** The text of a style sheet that a page names; `undefined` when it is not on this disk. */
export type ReadSheet = (reference: string) => string | undefined

type TreeNode = DefaultTreeAdapterTypes.Node

const childrenOf = (node: TreeNode) => ('childNodes' in node ? node.childNodes : [])
const textIn = (node: TreeNode): string =>
  'value' in node ? String(node.value) : childrenOf(node).map(textIn).join('')
const tree: NonNullable<Options<TreeNode, Element>['adapter']> = {
  isTag: (node): node is Element => 'tagName' in node,
  getAttributeValue: attribute,
  getChildren: childrenOf,
  getName: ({ tagName }) => tagName,
  getParent: ({ parentNode }) => parentNode,
  getSiblings: (node) => ('parentNode' in node && node.parentNode !== null ? node.parentNode.childNodes : [node]),
  getText: textIn,
  hasAttrib: (element, name) => attribute(element, name) !== undefined,
  removeSubsets: (nodes) => nodes,
}

/** The attribute that holds the words that a style sheet shows beside those of an element. */
export const generatedMark = 'data-words-of-a-style-sheet'

/** Elements that rules are tried on, one after another; pages need a hundredth of it. */
const mostTrials = 500_000
/** Sheets that name one another. */
const mostSheets = 50

/** The rules of all style sheets of a page in their order, and the sheets that are not there. */
function readSheets(all: readonly Element[], readSheet: ReadSheet) {
  const missing = new Set<string>()
  const known = new Set<string>()
  const readNamed = (address: string): readonly StyleRule[] => {
    if (known.has(address) || known.size >= mostSheets) return []
    known.add(address)
    const css = readSheet(address)
    if (css === undefined) missing.add(address)
    return css === undefined ? [] : readRules(css, readNamed)
  }
  const rules = all.flatMap((element) => {
    const rel = attribute(element, 'rel') ?? ''
    const isSheet = element.tagName === 'link' && /(?:^|\s)stylesheet(?:\s|$)/i.test(rel) && !/alternate/i.test(rel)
    if ((element.tagName !== 'style' && !isSheet) || !isForScreens(attribute(element, 'media') ?? '')) return []
    return element.tagName === 'style'
      ? readRules(textIn(element), readNamed)
      : readNamed((attribute(element, 'href') ?? '').trim())
  })
  missing.delete('')
  return { rules, missing }
}

/** Elements by their names, class names (`.`) and ids (`#`). */
function indexOf(all: readonly Element[]): ReadonlyMap<string, readonly Element[]> {
  const index = new Map<string, Element[]>()
  const add = (key: string, element: Element) => {
    const known = index.get(key)
    if (known === undefined) index.set(key, [element])
    else known.push(element)
  }
  for (const element of all) {
    add('*', element)
    add(element.tagName, element)
    const id = attribute(element, 'id')
    if (id !== undefined) add(`#${id}`, element)
    const names = (attribute(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '')
    for (const name of new Set(names)) add(`.${name}`, element)
  }
  return index
}

/** The elements that each rule selects. Throws `PageRefused` for a page that would take minutes. */
function* selected(all: readonly Element[], rules: readonly StyleRule[]): Generator<readonly [Element, StyleRule]> {
  const index = indexOf(all)
  let trials = 0
  for (const rule of rules) {
    const candidates = rule.needs.every((name) => index.has(name)) ? (index.get(rule.key) ?? []) : []
    trials += candidates.length
    if (trials > mostTrials) throw new PageRefused('styles')
    if (candidates.length === 0) continue
    const isSelected = compile<TreeNode, Element>(rule.selector, { adapter: tree, cacheResults: false })
    for (const element of candidates) if (isSelected(element)) yield [element, rule]
  }
}

interface Winner extends StyleDeclaration {
  readonly weight: number
}

/** Puts what style sheets say of an element before what it says itself, which comes first unless it is less important. */
function dress(element: Element, winners: ReadonlyMap<string, Winner>): void {
  const own = attribute(element, 'style') ?? ''
  const isOwn = (property: string) => new RegExp(`(?:^|;)\\s*${property}\\s*:`, 'i').test(own)
  const added = [...winners.values()].filter(({ property, isImportant }) => isImportant || !isOwn(property))
  if (added.length === 0) return
  const style = `${added.map(({ property, value }) => `${property}: ${value}`).join('; ')}; ${own}`
  element.attrs = [...element.attrs.filter(({ name }) => name !== 'style'), { name: 'style', value: style }]
}

/** The words that a rule shows beside those of an element; figures and signs that it counts with are none. */
function generatedWords({ declarations }: StyleRule): string {
  const content = declarations.find(({ property }) => property === 'content')?.value ?? ''
  const words = [...content.matchAll(/"([^"\\]*)"|'([^'\\]*)'/g)].map(([, a, b]) => a ?? b ?? '').join('')
  return /\p{L}/u.test(words) ? words.trim() : ''
}

/**
 * Gives each element the style that the page's style sheets have for it, as if it were written on it, so that what they hide,
 * colour, centre or number is known. What they say of states and of paper is left out, and elements inherit nothing here.
 */
export function applyStyleSheets(page: ParentNode, readSheet: ReadSheet): ImportNote[] {
  const all = [...descendants(page)]
  const { rules, missing } = readSheets(all, readSheet)
  const winners = new Map<Element, Map<string, Winner>>()
  for (const [element, rule] of selected(all, rules)) {
    const words = rule.isGenerated ? generatedWords(rule) : ''
    if (words !== '') element.attrs.push({ name: generatedMark, value: words })
    if (rule.isGenerated) continue
    const own = winners.get(element) ?? new Map<string, Winner>()
    winners.set(element, own)
    for (const declaration of rule.declarations) {
      const weight = rule.specificity + (declaration.isImportant ? 1_000_000_000 : 0)
      if (weight >= (own.get(declaration.property)?.weight ?? 0))
        own.set(declaration.property, { ...declaration, weight })
    }
  }
  for (const [element, own] of winners) dress(element, own)
  return missing.size === 0 ? [] : [importNote('sheets-missing', { names: [...missing].join(', ') })]
}
