import { type CssNode, generate, parse, type Rule, type Selector, walk } from 'css-tree'

/** What a rule of a style sheet says of the elements that it selects, one for each selector before its braces. */
export interface StyleRule {
  /** Selects elements; the pseudo-element aside. */
  readonly selector: string
  /** What the last part of the selector asks for, to look for elements by it: `.class`, `#id`, a name, or `*`. */
  readonly key: string
  /** The class names and ids that must be on the page for it to select anything. */
  readonly needs: readonly string[]
  /** How it stands against others. Selectors Level 4, section 17. */
  readonly specificity: number
  /** Whether it is about words that a style sheet puts before or after those of the page. */
  readonly isGenerated: boolean
  readonly declarations: readonly StyleDeclaration[]
}

export interface StyleDeclaration {
  readonly property: string
  readonly value: string
  readonly isImportant: boolean
}

/** What changes the meaning of words, or whether they are seen at all. */
const telling =
  /^(?:display|visibility|opacity|text-align|color|background(?:-color|-image)?|font-(?:weight|style|size)|text-(?:decoration|indent)|list-style|direction|writing-mode|left|top|margin-left|clip|content)$/

// Selectors of states such as `:hover` say nothing of how a page looks when nobody touches it.
const lasting = /^(?:first-child|last-child|only-child|(?:first|last|nth)-of-type|nth-(?:last-)?child|not|empty|root)$/
const isGenerating = (node: CssNode) =>
  (node.type === 'PseudoElementSelector' || node.type === 'PseudoClassSelector') && /^(?:before|after)$/.test(node.name)

const longNames: Readonly<Record<string, string>> = {
  'text-decoration-line': 'text-decoration',
  'list-style-type': 'list-style',
}

function declarationsOf({ block }: Rule): StyleDeclaration[] {
  return block.children.toArray().flatMap((node): StyleDeclaration[] => {
    if (node.type !== 'Declaration') return []
    const property = longNames[node.property.toLowerCase()] ?? node.property.toLowerCase()
    if (!telling.test(property)) return []
    return [{ property, value: generate(node.value).trim(), isImportant: node.important !== false }]
  })
}

/** The last part of a selector that most narrows down what it can select. */
function keyOf(parts: readonly CssNode[]): string {
  const last = parts.slice(parts.findLastIndex(({ type }) => type === 'Combinator') + 1)
  const named = last.find(({ type }) => type === 'ClassSelector' || type === 'IdSelector')
  if (named?.type === 'ClassSelector') return `.${named.name}`
  if (named?.type === 'IdSelector') return `#${named.name}`
  const [first] = last
  return first?.type === 'TypeSelector' ? first.name.toLowerCase() : '*'
}

function readSelector(selector: Selector, declarations: readonly StyleDeclaration[]): StyleRule | undefined {
  const needs: string[] = []
  let [specificity, isLasting, isNegated, isGenerated] = [0, true, false, false]
  walk(selector, (node) => {
    if (node.type === 'PseudoClassSelector' && node.name === 'not') isNegated = true
    if (isGenerating(node)) isGenerated = true
    else if (node.type === 'PseudoElementSelector') isLasting = false
    else if (node.type === 'PseudoClassSelector' && !lasting.test(node.name)) isLasting = false
    if (node.type === 'ClassSelector') needs.push(`.${node.name}`)
    if (node.type === 'IdSelector') needs.push(`#${node.name}`)
    if (node.type === 'IdSelector') specificity += 10_000
    else if (/^(?:Class|Attribute|PseudoClass)Selector$/.test(node.type)) specificity += 100
    else if (node.type === 'TypeSelector' && node.name !== '*') specificity += 1
  })
  if (!isLasting) return undefined
  const parts = selector.children.toArray().filter((node) => !isGenerating(node))
  const text = parts.map((part) => generate(part)).join('')
  return {
    selector: text === '' ? '*' : text,
    key: keyOf(parts),
    needs: isNegated ? [] : needs,
    specificity,
    isGenerated,
    declarations,
  }
}

/** Pixels: a page is read as it looked on a desk. */
const screenWidth = 1280
const widths = /\(\s*(min|max)-width\s*:\s*([\d.]+)(px|r?em)\s*\)/gi

/** Whether a condition on the medium is true of a screen on a desk. Media Queries Level 4, section 2; unknown conditions are not. */
export const isForScreens = (media: string) =>
  media.split(',').some((one) => {
    const unmet = one.replace(widths, (condition, edge: string, size: string, unit: string) => {
      const width = Number(size) * (unit.toLowerCase() === 'px' ? 1 : 16)
      const isMet = edge.toLowerCase() === 'min' ? width <= screenWidth : width >= screenWidth
      return isMet ? '' : condition
    })
    return /^\s*(?:(?:only\s+)?(?:screen|all))?(?:\s*and)*\s*$/i.test(unmet)
  })

/**
 * The rules of a style sheet that change what its words mean, in its order. What is wrong in it is passed over, as browsers do
 * (CSS Syntax Level 3, section 2.2). `importSheet` gives the rules of another one, by its address.
 */
export function readRules(css: string, importSheet: (address: string) => readonly StyleRule[]): StyleRule[] {
  const sheet = parse(css.replace(/<!--|-->/g, ' '), { parseValue: false, parseAtrulePrelude: false })
  const rules: StyleRule[] = []
  const readAll = (nodes: readonly CssNode[]) => {
    for (const node of nodes) {
      const prelude = node.type === 'Atrule' && node.prelude !== null ? generate(node.prelude) : ''
      if (node.type === 'Atrule' && node.name === 'import') {
        const [, address = '', media = ''] = /^(?:url\()?["']?([^"')]+)["']?\)?\s*(.*)$/.exec(prelude) ?? []
        if (address !== '' && isForScreens(media)) rules.push(...importSheet(address))
      }
      if (node.type === 'Atrule' && node.name === 'media' && isForScreens(prelude))
        readAll(node.block?.children.toArray() ?? [])
      if (node.type !== 'Rule' || node.prelude.type !== 'SelectorList') continue
      const declarations = declarationsOf(node)
      if (declarations.length === 0) continue
      for (const selector of node.prelude.children.toArray())
        if (selector.type === 'Selector') rules.push(...[readSelector(selector, declarations) ?? []].flat())
    }
  }
  if (sheet.type === 'StyleSheet') readAll(sheet.children.toArray())
  return rules
}
