import { expect, test } from 'vitest'
import type { ReleaseImage } from '#lib/content/types.ts'
import { buildNewsArticle, renderJsonLd } from '#lib/publish/json-ld.ts'
import { cropSize } from '#lib/publish/picture-shapes.ts'
import { publicRelease, site } from '#tests/support/content/releases.ts'

const siteUrl = 'https://news.example.com'

interface Picture {
  readonly url: string
  readonly width: string
  readonly height: string
  readonly creditText?: string
}

/** The pictures that the structured data of a release with this lead image names, as `path width×height`. */
function pictures(image?: Partial<ReleaseImage>): Picture[] {
  const lead = image && { src: 'hall.jpg', alt: 'Hall', width: 4000, height: 3000, ...image }
  const release = publicRelease({ slug: 'a', ...(lead === undefined ? {} : { image: lead }) })
  const text = renderJsonLd([buildNewsArticle(site(), siteUrl, release)])
  return JSON.parse(text)['@graph'][0].image
}
const shown = (image?: Partial<ReleaseImage>) =>
  pictures(image).map(({ url, width, height }) => `${url.slice(siteUrl.length)} ${width}×${height}`)

test('a large lead image is given as it is and in three shapes', () => {
  expect(shown({})).toEqual([
    '/media/a/hall.jpg 4000×3000',
    '/media/a/hall.jpg?crop=1x1 1200×1200',
    '/media/a/hall.jpg?crop=4x3 1200×900',
    '/media/a/hall.jpg?crop=16x9 1200×675',
  ])
})

test('a shape that a lead image is too small for is the card in that shape', () => {
  expect(shown({ width: 1600, height: 900 })).toEqual([
    '/media/a/hall.jpg 1600×900',
    '/en/news/a/card-1x1.png 1200×1200',
    '/media/a/hall.jpg?crop=4x3 1200×900',
    '/media/a/hall.jpg?crop=16x9 1200×675',
  ])
})

test('a lead image narrower than what search engines ask for is given beside the cards, one too small to be shown is not', () => {
  const cards = [
    '/en/news/a/card-1x1.png 1200×1200',
    '/en/news/a/card-4x3.png 1200×900',
    '/en/news/a/card-16x9.png 1200×675',
  ]
  expect(shown({ width: 900, height: 600 })).toEqual(['/media/a/hall.jpg 900×600', ...cards])
  expect(shown({ width: 250, height: 200 })).toEqual(['/media/a/hall.jpg 250×200', ...cards])
  expect(shown({ width: 249, height: 200 })).toEqual(cards)
})

test('a shape is never wider or higher than the picture that it is cut from', () => {
  expect(cropSize({ width: 300, height: 1000 }, '16x9')).toEqual({ width: 300, height: 169 })
  expect(cropSize({ width: 1000, height: 300 }, '4x3')).toEqual({ width: 400, height: 300 })
  expect(cropSize({ width: 1, height: 1 }, '16x9')).toEqual({ width: 1, height: 1 })
})

test('a release without picture has the card in three shapes', () => {
  expect(shown()).toEqual([
    '/en/news/a/card-1x1.png 1200×1200',
    '/en/news/a/card-4x3.png 1200×900',
    '/en/news/a/card-16x9.png 1200×675',
  ])
})

test('the credit stands with each picture that is the photographer’s, and with no card', () => {
  const named = pictures({ width: 1600, height: 900, credit: 'Photo desk' }).map(({ creditText }) => creditText)
  expect(named).toEqual(['Photo desk', undefined, 'Photo desk', 'Photo desk'])
})

test('no title can end the script that the structured data stands in', () => {
  const title = 'A </script><script>alert(1)</script> <!-- title'
  const text = renderJsonLd([buildNewsArticle(site(), siteUrl, publicRelease({ slug: 'a', title }))])
  expect(text).not.toContain('<')
  expect(JSON.parse(text)['@graph'][0].headline).toBe(title)
})
