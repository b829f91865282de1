import type { List, Paragraph, RootContent } from 'mdast'

const bullet = /^[•●◆■□◦▪‣➢·\uf0b7\uf0a7\uf0d8][ \t\u3000\u00a0]*(?=\S)/u

/** The paragraph without its bullet; `undefined` when it has none. */
function withoutBullet(node: RootContent): Paragraph | undefined {
  const first = node.type === 'paragraph' ? node.children[0] : undefined
  if (node.type !== 'paragraph' || first?.type !== 'text' || !bullet.test(first.value)) return undefined
  return { ...node, children: [{ ...first, value: first.value.replace(bullet, '') }, ...node.children.slice(1)] }
}

/** Makes lists of the paragraphs that begin with a bullet character, which is how lists were typed. */
export function listBullets(nodes: readonly RootContent[]): RootContent[] {
  const listed: RootContent[] = []
  let open: List | undefined
  for (const node of nodes) {
    const item = withoutBullet(node)
    if (item === undefined) {
      open = undefined
      listed.push(node)
      continue
    }
    if (open === undefined) {
      open = { type: 'list', ordered: false, spread: false, children: [] }
      listed.push(open)
    }
    open.children.push({ type: 'listItem', spread: false, children: [item] })
  }
  return listed
}
