import { expect, test } from 'vitest'
import { createBodies, packSources, sourceKey } from '#lib/content/derived/bodies.ts'
import { digestOf } from '#lib/content/parse.ts'
import type { Asset } from '#lib/content/source.ts'
import type { Release } from '#lib/content/types.ts'

const file = 'news/2015/award/en.md'

/** Bodies of versions of one file, each a text and the files beside it. */
function openBodies(texts: readonly (readonly [text: string, assets: ReadonlyMap<string, Asset>])[]) {
  const kept = new Map<string, Uint8Array>()
  const versions = texts.map(([text, assets]) => {
    const bytes = Buffer.from(text)
    const version = { file, locale: 'en', slug: 'award', digest: digestOf(bytes, assets) } as Release
    for (const { key, bytes: packed } of packSources([[sourceKey(version), { bytes, assets, detail: '' }]]))
      kept.set(key, packed)
    return version
  })
  const bodies = createBodies('/nowhere', { keep: () => true }, { source: (key) => kept.get(key) })
  return { bodies, versions }
}

const textOf = (title: string, body: string) => `---\ntitle: ${title}\n---\n\n${body}\n`
const picture = (width: number): ReadonlyMap<string, Asset> =>
  new Map([['a.jpg', { name: 'a.jpg', size: 9, modified: 1, width, height: 10 }]])

async function renderEach({ bodies, versions }: ReturnType<typeof openBodies>) {
  const rendered = []
  for (const version of versions) rendered.push(await bodies.render(version))
  return rendered
}

test('a body stays as it was rendered when the header alone changes', async () => {
  const none = new Map<string, Asset>()
  const opened = openBodies([
    [textOf('One', 'Words.'), none],
    [textOf('Two', 'Words.'), none],
    [textOf('Two', 'Other words.'), none],
  ])
  const [first, second, third] = await renderEach(opened)
  expect(second).toBe(first)
  expect(third?.html).toContain('Other words.')
})

test('a body is rendered again when a picture beside it changes', async () => {
  const body = '![A hall](a.jpg)'
  const opened = openBodies([
    [textOf('One', body), picture(300)],
    [textOf('One', body), picture(400)],
  ])
  const [first, second] = await renderEach(opened)
  expect(first?.html).toContain('width="300"')
  expect(second?.html).toContain('width="400"')
})
