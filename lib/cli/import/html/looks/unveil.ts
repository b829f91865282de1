import { attribute, descendants, type Element, isElement, isHidden, isText, type Node, unseen } from '../elements.ts'

const lengthOf = (node: Node): number => {
  if (isText(node)) return node.value.replace(/\s+/g, '').length
  if (!isElement(node) || unseen.has(node.tagName)) return 0
  return node.childNodes.reduce((sum, child) => sum + lengthOf(child), 0)
}

/**
 * Shows what is hidden and yet holds most of a page's words: a script shows it as soon as the page is loaded, as on pages of
 * WeChat.
 */
export function unveil(body: Element): void {
  const whole = lengthOf(body)
  for (const element of [body, ...descendants(body)]) {
    if (!isHidden(element) || lengthOf(element) * 2 <= whole) continue
    const style = (attribute(element, 'style') ?? '').replace(/(?:^|;)\s*(?:display|visibility|opacity)\s*:[^;]*/gi, '')
    const others = element.attrs.filter(({ name }) => name !== 'style' && name !== 'hidden')
    element.attrs = [...others, { name: 'style', value: style }]
  }
}
