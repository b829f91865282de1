import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'vitest/node'

/** A node of the syntax tree (ESTree, with what TypeScript adds), as far as it is looked at here. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** A text of the source. */
export interface Text {
  /** `lib/cli/run.ts:103` */
  readonly place: string
  /** The words before, between and after its values. */
  readonly pieces: readonly string[]
  /** The variables that its values are made of. */
  readonly names: readonly string[]
}

/** Words that the source has in both languages, side by side: every text of them, those within others too. */
export interface Pair {
  /** `lib/cli/run.ts:103` */
  readonly place: string
  readonly en: readonly Text[]
  readonly zh: readonly Text[]
}

// Words that have lists and tests of their own, those that pages are read by, and those of the site that `npm run demo` makes.
const elsewhere = /^(?:import\/notes|demo)\.ts$|^(?:demo|editor|import\/(?:notes|html|page|word|wordpress))\//

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value
const nodeAt = (node: Node, field: string): Node | undefined => {
  const value = node[field]
  return isNode(value) ? value : undefined
}
const nodesAt = (node: Node, field: string): Node[] => {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

/** The words of a part of a template, between two values. */
function cookedOf({ value }: Node): string {
  const cooked = typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : undefined
  if (typeof cooked !== 'string') throw new Error('A part of a template has no words')
  return cooked
}

class SourceReading {
  readonly pairs: Pair[] = []
  readonly han: string[] = []
  readonly #path: string
  readonly #source: string

  constructor(path: string) {
    this.#path = path
    this.#source = readFileSync(path, 'utf8')
    const program: unknown = parseAst(this.#source, { lang: 'ts' })
    if (!isNode(program)) throw new Error(`No syntax tree was made of ${path}`)
    this.#visit(program)
  }

  #placeOf({ start }: Node): string {
    return `${this.#path}:${this.#source.slice(0, start).split('\n').length}`
  }

  #sourceOf({ start, end }: Node): string {
    return this.#source.slice(start, end)
  }

  #property(node: Node, name: string): Node | undefined {
    const properties = childrenOf(node).filter(({ type }) => type === 'Property')
    const found = properties.find((one) => nodeAt(one, 'key')?.['name'] === name)
    return found === undefined ? undefined : nodeAt(found, 'value')
  }

  #pair(node: Node): readonly [Node | undefined, Node | undefined] {
    if (node.type === 'ObjectExpression') return [this.#property(node, 'en'), this.#property(node, 'zh')]
    const condition = node.type === 'ConditionalExpression' ? nodeAt(node, 'test') : undefined
    if (condition === undefined || !/^(?:[\w.]*language === 'zh'|zh)$/.test(this.#sourceOf(condition)))
      return [undefined, undefined]
    return [nodeAt(node, 'alternate'), nodeAt(node, 'consequent')]
  }

  #visit(node: Node): void {
    const own = this.#text(node)
    if (own?.pieces.some((piece) => /\p{Script=Han}/u.test(piece)) === true) this.han.push(own.place)
    const [en, zh] = this.#pair(node)
    const texts = { en: en === undefined ? [] : this.#texts(en), zh: zh === undefined ? [] : this.#texts(zh) }
    if ([...texts.en, ...texts.zh].some(({ pieces }) => /\p{L}/u.test(pieces.join('')))) {
      this.pairs.push({ place: this.#placeOf(node), ...texts })
    } else for (const child of childrenOf(node)) this.#visit(child)
  }

  #texts(node: Node): Text[] {
    // What a value is compared with is no word, nor is the name of a field.
    if (node.type === 'BinaryExpression' && node['operator'] !== '+') return []
    if (node.type === 'MemberExpression') return []
    const own = this.#text(node)
    // Types of flags and names of languages are no words.
    const isWord = own !== undefined && !/^(?:string|en|zh)$/.test(own.pieces.join(''))
    return [...(isWord ? [own] : []), ...childrenOf(node).flatMap((child) => this.#texts(child))]
  }

  #text(node: Node): Text | undefined {
    const place = this.#placeOf(node)
    if (node.type === 'Literal' && typeof node['value'] === 'string')
      return { place, pieces: node['value'].split(/\$\d/), names: [] }
    if (node.type !== 'TemplateLiteral') return undefined
    const pieces = nodesAt(node, 'quasis').map(cookedOf)
    return { place, pieces, names: nodesAt(node, 'expressions').flatMap((one) => this.#names(one)) }
  }

  /** The variables in an expression; functions and fields are none, nor is the language that they are asked in. */
  #names(node: Node): string[] {
    if (node.type === 'Identifier') return typeof node['name'] === 'string' ? [node['name']] : []
    if (node.type === 'CallExpression') {
      const callee = nodeAt(node, 'callee')
      const object = callee?.type === 'MemberExpression' ? nodeAt(callee, 'object') : undefined
      return [...(object === undefined ? [] : [object]), ...childrenOf({ ...node, callee: undefined })].flatMap((one) =>
        this.#names(one),
      )
    }
    if (node.type === 'ArrowFunctionExpression') return []
    if (node.type === 'MemberExpression') {
      const object = nodeAt(node, 'object')
      const inside = node['computed'] === true ? nodeAt(node, 'property') : undefined
      return [object, inside].flatMap((one) => (one === undefined ? [] : this.#names(one)))
    }
    return childrenOf(node).flatMap((child) => this.#names(child))
  }
}

const readAll = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !elsewhere.test(file))
    .sort()
    .map((file) => new SourceReading(join(folder, file)))

/** Every pair of words in the files of the command. */
export const listPairs = (folder: string): Pair[] => readAll(folder).flatMap(({ pairs }) => pairs)

/** Where a text in Chinese stands, one a line. */
export const listHan = (folder: string): string[] => readAll(folder).flatMap(({ han }) => han)
