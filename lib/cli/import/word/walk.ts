import { SaxesParser } from 'saxes'

export interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Reads XML that was read before and is sound. */
export function walk(
  xml: string,
  open: (tag: Tag) => void,
  close: (name: string) => void = () => {},
  text?: (piece: string) => void,
): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('opentag', ({ name, attributes }) => open({ name, attributes }))
  parser.on('closetag', ({ name }) => close(name))
  if (text !== undefined) parser.on('text', text)
  parser.write(xml.replace(/^\uFEFF/, '')).close()
}
