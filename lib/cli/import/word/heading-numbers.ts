import { SaxesParser } from 'saxes'

/** Whether Word numbers the paragraphs of a heading's style, by the style's id. */
type HeadingStyles = ReadonlyMap<string, boolean>

interface Tags {
  open(name: string, value: string): void
  close(name: string): void
}

/** Reads XML that was read before and is sound; `value` is the attribute `w:val`. */
function walk(xml: string, tags: Tags): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('opentag', ({ name, attributes }) => {
    tags.open(name, attributes[name === 'w:style' ? 'w:styleId' : 'w:val'] ?? '')
  })
  parser.on('closetag', ({ name }) => tags.close(name))
  parser.write(xml.replace(/^\uFEFF/, '')).close()
}

function readHeadingStyles(xml: string): HeadingStyles {
  const styles = new Map<string, boolean>()
  let [id, name, isNumbered] = ['', '', false]
  walk(xml, {
    open(tag, value) {
      if (tag === 'w:style') [id, name, isNumbered] = [value, '', false]
      else if (tag === 'w:name') name = value
      else if (tag === 'w:numId') isNumbered = value !== '0'
    },
    close(tag) {
      if (tag === 'w:style' && /^(?:heading|标题)\s*\d/i.test(name)) styles.set(id, isNumbered)
    },
  })
  return styles
}

/**
 * How many headings of a document Word numbers by itself, by their style or one by one: those numbers are nowhere in its
 * words. Office Open XML, ISO/IEC 29500-1 §17.9.18.
 */
export function countNumberedHeadings(documentXml: string, stylesXml: string): number {
  const styles = readHeadingStyles(stylesXml)
  let count = 0
  let style = ''
  let own: boolean | undefined
  walk(documentXml, {
    open(tag, value) {
      if (tag === 'w:p') [style, own] = ['', undefined]
      else if (tag === 'w:pStyle') style = value
      else if (tag === 'w:numId') own = value !== '0'
    },
    close(tag) {
      if (tag === 'w:p' && styles.has(style) && (own ?? styles.get(style) === true)) count += 1
    },
  })
  return count
}
