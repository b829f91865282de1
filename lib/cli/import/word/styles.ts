import { isBright } from '../html/looks/dress.ts'
import { type Tag, walk } from './walk.ts'

/** What a style, a paragraph or a run says of how words look; absent: what stands above it decides. */
export interface Look {
  isAligned?: boolean
  /** Whether the paragraph, or the run, is set from right to left. */
  isTurned?: boolean
  isHidden?: boolean
  isUnderlined?: boolean
  isColored?: boolean
  isMarked?: boolean
}

const isOn = (value: string | undefined) => !/^(?:0|false|off|none|nil)$/.test(value ?? '')

/** Adds to `look` what a property says. Office Open XML, ISO/IEC 29500-1 §17.3.1 (paragraphs) and §17.3.2 (runs). */
export function addProperty(look: Look, { name, attributes }: Tag): void {
  const value = attributes['w:val']
  if (name === 'w:jc') look.isAligned = /^(?:center|right|end)$/.test(value ?? '')
  else if (name === 'w:bidi' || name === 'w:rtl') look.isTurned = isOn(value)
  else if (name === 'w:vanish') look.isHidden = isOn(value)
  else if (name === 'w:u') look.isUnderlined = isOn(value ?? 'none')
  else if (name === 'w:color') look.isColored = isBright(`#${value}`)
  else if (name === 'w:highlight' || name === 'w:em' || name === 'w:bdr') look.isMarked = isOn(value)
  else if (name === 'w:shd') look.isMarked = isBright(`#${attributes['w:fill']}`)
}

/** Whether words look other than those beside them in a way that Markdown has no sign for. */
export const isSetOff = ({ isUnderlined, isColored, isMarked }: Look) =>
  isUnderlined === true || isColored === true || isMarked === true

interface Style {
  readonly name: string
  readonly look: Look
  readonly parent: string | undefined
}

/** The styles of a document by their ids. */
export interface Styles {
  /** How words of a style look, its parents' part included. Without an id: of paragraphs that name no style. */
  look(id: string | undefined): Look
  /** Whether a style makes a heading, whose looks are the site's. */
  isHeading(id: string | undefined): boolean
  /** Whether a style is that of links. */
  isLink(id: string | undefined): boolean
}

/** Reads `word/styles.xml`. */
export function readStyles(xml: string): Styles {
  const styles = new Map<string, Style>()
  let standard: string | undefined
  let [id, name] = ['', '']
  let parent: string | undefined
  let look: Look = {}
  walk(
    xml,
    (tag) => {
      const value = tag.attributes['w:val'] ?? ''
      if (tag.name === 'w:style') {
        id = tag.attributes['w:styleId'] ?? ''
        if (tag.attributes['w:type'] === 'paragraph' && isOn(tag.attributes['w:default'] ?? '0')) standard = id
        ;[name, parent, look] = ['', undefined, {}]
      } else if (tag.name === 'w:name') name = value
      else if (tag.name === 'w:basedOn') parent = value
      else addProperty(look, tag)
    },
    (tag) => {
      if (tag === 'w:style') styles.set(id, { name, look, parent })
    },
  )
  const nameOf = (key: string | undefined) => `${key ?? ''} ${styles.get(key ?? '')?.name ?? ''}`
  return {
    look: (given) => {
      const chain: Look[] = []
      const seen = new Set<string>()
      // A style may name itself as its parent.
      for (let at = given ?? standard; at !== undefined && !seen.has(at); at = styles.get(at)?.parent) {
        seen.add(at)
        chain.unshift(styles.get(at)?.look ?? {})
      }
      return Object.assign({}, ...chain) satisfies Look
    },
    isHeading: (key) => /heading|title|标题/i.test(nameOf(key)),
    isLink: (key) => /hyperlink|超链接/i.test(nameOf(key)),
  }
}
