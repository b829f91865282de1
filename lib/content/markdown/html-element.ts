import type {
  Data,
  Delete,
  Emphasis,
  Heading,
  Link,
  Nodes,
  Paragraph,
  Parent,
  PhrasingContent,
  RootContent,
  Strong,
  TableCell,
} from 'mdast'

/** Attributes by their hast property name: `className`, `dataAlign`, `ariaLabelledBy`. */
export type HtmlAttributes = Record<string, string | number | boolean | string[]>

type HtmlData = Data & { hName: string; hProperties: HtmlAttributes }

/** An element of HTML among words, for what Markdown has no node for. Made by transforms alone. */
export interface HtmlSpan extends Parent {
  type: 'htmlSpan'
  children: PhrasingContent[]
  data: HtmlData
}

/** The same among paragraphs. */
export interface HtmlBlock extends Parent {
  type: 'htmlBlock'
  children: RootContent[]
  data: HtmlData
}

declare module 'mdast' {
  interface BlockContentMap {
    htmlBlock: HtmlBlock
  }
  interface PhrasingContentMap {
    htmlSpan: HtmlSpan
  }
  interface RootContentMap {
    htmlBlock: HtmlBlock
    htmlSpan: HtmlSpan
  }
}

export function htmlSpan(name: string, attributes: HtmlAttributes, children: PhrasingContent[]): HtmlSpan {
  return { type: 'htmlSpan', data: { hName: name, hProperties: attributes }, children }
}

export function htmlBlock(name: string, attributes: HtmlAttributes, children: RootContent[]): HtmlBlock {
  return { type: 'htmlBlock', data: { hName: name, hProperties: attributes }, children }
}

/** Adds attributes to the element that a Markdown node becomes. */
export function setAttributes(node: Nodes, attributes: HtmlAttributes): void {
  node.data = { ...node.data, hProperties: { ...node.data?.hProperties, ...attributes } }
}

type PhrasingParent = Paragraph | Heading | TableCell | Emphasis | Strong | Delete | Link

/** Whether a node holds words and what stands among them. */
export function isPhrasingParent(node: Nodes): node is PhrasingParent {
  return ['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link'].includes(node.type)
}
