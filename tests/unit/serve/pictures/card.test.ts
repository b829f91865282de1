import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readBrand } from '#lib/publish/brand/brand.ts'
import { cardSize, cardSizeOf } from '#lib/publish/picture-shapes.ts'
import { type CardText, releaseCardText, renderCard, renderCardSvg } from '#lib/serve/card/card.ts'
import { Fonts, loadPart } from '#lib/serve/card/fonts.ts'
import { Typesetter } from '#lib/serve/card/lines.ts'
import { publicRelease, site } from '#tests/support/content/releases.ts'

const setter = () => new Typesetter(new Fonts())
const brand = await readBrand()
const draw = (text: CardText) => renderCard(setter(), text, cardSize, brand)
const chinese: CardText = {
  locale: 'zh',
  headline: '山东省商务厅在潍坊举办企业信息化建设座谈会，推动“数字经济”高质量发展',
  siteName: '山东企业新闻',
  mark: site().mark,
  record: ['2015年12月16日 08:54（UTC+8）', '山东省商务厅'],
}

test('Chinese characters are drawn as themselves, each with an outline of its own', async () => {
  const fonts = new Fonts()
  for (const [face, text] of [
    ['sans', '山东省潍坊市鬱驫囍“”，。（）'],
    ['serif', '山东 Shandong Ünïted Łódź'],
  ] as const) {
    const { glyphs } = await fonts.draw(text, face, 700)
    expect(glyphs).toHaveLength([...text].length)
    const shapes = glyphs
      .filter(({ commands }) => commands().length > 0)
      .map(({ commands }) => JSON.stringify(commands()))
    expect(shapes.length).toBe([...text].filter((character) => character !== ' ').length)
    const [first = '', ...others] = shapes.slice(0, 7)
    expect(others).not.toContain(first)
  }
})

test('a font that could not be read once is read again for the next card', async () => {
  let fault: Error | undefined = new Error('too many open files')
  const fonts = new Fonts(async (part) => {
    if (fault !== undefined) throw fault
    return await loadPart(part)
  })
  await expect(fonts.draw('A', 'sans', 400)).rejects.toBe(fault)
  fault = undefined
  expect((await fonts.draw('A', 'sans', 400)).glyphs).toHaveLength(1)
})

test('a character that no font has is left out, not drawn as a box', async () => {
  const fonts = new Fonts()
  const [with_, without] = [await fonts.draw('A\u{1F9FF}\u{10FFFD}B', 'sans', 400), await fonts.draw('AB', 'sans', 400)]
  expect(with_.glyphs.map(({ commands }) => commands())).toEqual(without.glyphs.map(({ commands }) => commands()))
})

test('a card has the size of share images, few bytes, and the same bytes each time', async () => {
  const [one, other] = [await draw(chinese), await draw(chinese)]
  const { format, width, height } = await sharp(one).metadata()
  expect([format, width, height]).toEqual(['png', 1200, 630])
  expect(one.length).toBeLessThan(300_000)
  expect(one.equals(other)).toBe(true)
  expect((await draw({ ...chinese, headline: '另一个标题' })).equals(one)).toBe(false)
})

test.each(['1x1', '4x3', '16x9'] as const)('a card in the shape %s keeps its words inside', async (ratio) => {
  const headline = `${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft '.repeat(9)}end`
  const text: CardText = { ...chinese, locale: 'en', headline, record: ['16 December 2015', 'x'.repeat(300)] }
  const size = cardSizeOf(ratio)
  const svg = await renderCardSvg(setter(), text, size, brand)
  const words = [...svg.matchAll(/<path d="([^"]+)" fill="#(?:15191d|434a52)"\/>/g)].map((found) => found[1] ?? '')
  const points = words.flatMap((data) => [...data.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)])
  expect(points.length).toBeGreaterThan(1000)
  for (const [, x, y] of points) {
    expect(Number(x)).toBeLessThanOrEqual(size.width - 60)
    expect(Number(y)).toBeLessThanOrEqual(size.height - 40)
  }
})

test('what is exceptional about a release stands on its card', () => {
  expect(releaseCardText(publicRelease({ state: 'withdrawn' }), site()).flag).toMatch(/^Withdrawn /)
  expect(releaseCardText(publicRelease({ state: 'published' }), site()).flag).toBeUndefined()
})
