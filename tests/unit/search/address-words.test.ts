import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressWords } from '#lib/search/address-words.ts'

test.each([
  ['/en/news/rotterdam-warehouse-fire', 'rotterdam warehouse fire'],
  ['/en/news/rotterdam_fire.html', 'rotterdam fire'],
  ['/zh/%E6%BD%8D%E5%9D%8A%E5%BA%A7%E8%B0%88%E4%BC%9A', '潍坊座谈会'],
  ['/NewsDetail.asp?id=118', 'NewsDetail'],
  ['/en/archive/2015/13', ''],
  ['/en/news/', ''],
  ['/', ''],
  ['', ''],
  ['/en/news/%A0broken', 'broken'],
  ['/en/news/q3-results-2026', 'q3 results'],
])('the words of %s are "%s"', (path, words) => {
  expect(addressWords(path)).toBe(words)
})

test('no address makes it fail or gives more than a search box takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (path) => {
      expect(addressWords(path).length).toBeLessThanOrEqual(80)
    }),
  )
})
