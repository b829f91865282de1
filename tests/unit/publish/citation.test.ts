import { expect, test } from 'vitest'
import type { PublicRelease } from '#lib/content/types.ts'
import { buildCitations } from '#lib/publish/sharing/citation.ts'
import { at, publicRelease, site } from '#tests/support/content/releases.ts'

const siteUrl = 'https://news.example.com'

function cite(fields: Partial<PublicRelease>, now = at('2026-11-21 10:00:00')) {
  const release = publicRelease({ slug: 'seminar', ...fields })
  const citations = buildCitations({ release, site: site(), siteUrl, now })
  const text = (style: string) =>
    citations.flatMap((one) => (one.style === style ? `${one.before}${one.title}${one.after}` : [])).join()
  return { gbt: text('gbt'), apa: text('apa') }
}

test('an English release is cited with its issuer, day, kind and address', () => {
  const source = { name: 'Department of Commerce of Shandong Province' }
  expect(cite({ title: 'Seminar in Weifang sets the course', source })).toEqual({
    gbt: 'Department of Commerce of Shandong Province. Seminar in Weifang sets the course[EB/OL]. （2015-12-16）[2026-11-21]. https://news.example.com/en/news/seminar.',
    apa: 'Department of Commerce of Shandong Province. (2015, December 16). Seminar in Weifang sets the course [Press release]. Shandong Corporate News. https://news.example.com/en/news/seminar',
  })
})

test('a Chinese release is cited in the Chinese form', () => {
  const source = { name: '山东省商务厅' }
  expect(cite({ locale: 'zh', title: '全省商务信息化工作座谈会在潍坊召开', source })).toEqual({
    gbt: '山东省商务厅. 全省商务信息化工作座谈会在潍坊召开[EB/OL]. （2015-12-16）[2026-11-21]. https://news.example.com/zh/news/seminar.',
    apa: '山东省商务厅（2015年12月16日）。全省商务信息化工作座谈会在潍坊召开［新闻稿］。山东企业新闻。https://news.example.com/zh/news/seminar',
  })
})

test('without a source the site issues it, and is not named twice', () => {
  expect(cite({ title: 'Opening' }).apa).toBe(
    'Shandong Corporate News. (2015, December 16). Opening [Press release]. https://news.example.com/en/news/seminar',
  )
  expect(cite({ title: '启用', locale: 'zh' }).apa).toBe(
    '山东企业新闻（2015年12月16日）。启用［新闻稿］。https://news.example.com/zh/news/seminar',
  )
})

test('a name that ends with a full stop gets no second one', () => {
  const { gbt, apa } = cite({ title: 'Opening', source: { name: 'Maocheng Technology Co., Ltd.' } })
  expect(gbt).toMatch(/^Maocheng Technology Co\., Ltd\. Opening\[EB\/OL\]/)
  expect(apa).toMatch(/^Maocheng Technology Co\., Ltd\. \(2015/)
})

test('days are those of the site’s zone: the day of reading changes at its midnight', () => {
  const late = { title: 'Opening', date: at('2015-12-17 00:10:00') }
  expect(cite(late, at('2026-11-21 23:59:59')).gbt).toContain('（2015-12-17）[2026-11-21]')
  expect(cite(late, at('2026-11-22 00:00:00')).gbt).toContain('（2015-12-17）[2026-11-22]')
})
