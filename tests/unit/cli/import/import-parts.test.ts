import fc from 'fast-check'
import { toString as wordsOf } from 'mdast-util-to-string'
import { remark } from 'remark'
import remarkGfm from 'remark-gfm'
import { expect, test } from 'vitest'
import { decodeLegacyText } from '#lib/cli/import/decode.ts'
import { findDates } from '#lib/cli/import/page/dates.ts'
import { parseRecordLine } from '#lib/cli/import/page/record-line.ts'
import { createRepairs } from '#lib/cli/import/page/repairs.ts'
import { headerText, renderMarkdown } from '#lib/cli/import/release-file.ts'
import { proposeSlug } from '#lib/cli/slug.ts'
import { isSlug } from '#lib/urls.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

test('text is read as UTF-8, GB18030, UTF-16 and Windows-1252, by what its bytes say', () => {
  // 山东 in GB18030; a four-byte character (㐁) after it.
  expect(decodeLegacyText(hex('c9bdb6ab'))).toEqual({ text: '山东', encoding: 'gb18030', damaged: 0 })
  expect(decodeLegacyText(hex('c9bdb6ab8139ef30'))).toMatchObject({ text: '山东㐁', encoding: 'gb18030' })
  expect(decodeLegacyText(Buffer.from('山东'))).toMatchObject({ text: '山东', encoding: 'utf-8' })
  expect(decodeLegacyText(hex('efbbbfe5b1b1'))).toMatchObject({ text: '山', encoding: 'utf-8' })
  expect(decodeLegacyText(Buffer.from('\uFEFFA 山', 'utf16le'))).toMatchObject({ text: 'A 山', encoding: 'utf-16le' })
  expect(decodeLegacyText(Buffer.from('Some words in a file', 'utf16le'))).toMatchObject({
    text: 'Some words in a file',
  })
  expect(decodeLegacyText(Buffer.from('the Group\x92s hall', 'latin1'))).toMatchObject({
    text: 'the Group’s hall',
    encoding: 'windows-1252',
  })
  const mislabelled = Buffer.concat([Buffer.from('<meta charset=iso-8859-1>'), hex('c9bdb6abcac9ccceb3a7d0c2c6f4')])
  expect(decodeLegacyText(mislabelled)).toMatchObject({ encoding: 'gb18030', damaged: 0 })
  const western = Buffer.from(
    '<meta charset=iso-8859-1>Caf\xe9 \x96 na\xefve \x93\xc9t\xe9\x94, \x97\x93r\xe9sum\xe9\x94\x97',
    'latin1',
  )
  expect(decodeLegacyText(western)).toMatchObject({ encoding: 'windows-1252' })
  // Two signs side by side, as in Zoë’s, are no Chinese.
  const names = Buffer.from('Caf\xe9 opened by Zo\xeb\x92s team for \x80 5, na\xefvely', 'latin1')
  expect(decodeLegacyText(names)).toMatchObject({ encoding: 'windows-1252', damaged: 0 })
  // Words about a quay in Big5, whose bytes GB18030 would accept too.
  expect(decodeLegacyText(hex('b0aab6afb4e4b773bd58c059b1d2a5cea8e5c2a7c17ca6e6'))).toMatchObject({
    text: '高雄港新碼頭啟用典禮舉行',
    encoding: 'big5',
  })
  // Much the same in the traditional characters of GBK.
  expect(decodeLegacyText(hex('b461ee5e86a2d3c3a3acb5e4b659c565d0d0a3ac81edd965'))).toMatchObject({
    text: '碼頭啟用，典禮舉行，來賓',
    encoding: 'gb18030',
  })
  const big5 = Buffer.concat([Buffer.from('<meta charset=big5>'), hex('a4a4a4e5')])
  expect(decodeLegacyText(big5)).toMatchObject({ text: '<meta charset=big5>中文', encoding: 'big5' })
})

test('a page that declares GB2312 but is UTF-8 is read as UTF-8', () => {
  expect(decodeLegacyText(Buffer.from('<meta charset="gb2312"><p>山东</p>')).text).toContain('山东')
})

const dates: readonly (readonly [string, string | undefined])[] = [
  ['2015-12-16 08:54:43', '2015-12-16 08:54:43'],
  ['2015/1/6 8:54', '2015-01-06 08:54'],
  ['2015.12.16', '2015-12-16'],
  ['2015年12月16日 8时54分', '2015-12-16 08:54'],
  ['2015年12月16日（星期三）下午3:05', '2015-12-16 15:05'],
  ['２０１５－１２－１６', '2015-12-16'],
  ['December 16, 2015', '2015-12-16'],
  ['on the 16th of December 2015', '2015-12-16'],
  ['16-Dec-2015 08:54', '2015-12-16 08:54'],
  ['12/16/2015 8:54:43 PM', '2015-12-16 20:54:43'],
  ['16/12/2015', '2015-12-16'],
  ['2015-12-16T08:54:43+08:00', '2015-12-16 08:54:43+08:00'],
  ['20151216', '2015-12-16'],
  ['2015-02-30', undefined],
  ['2015-13-45', undefined],
  ['20 August', undefined],
  ['No. 12013505', undefined],
]
for (const [text, expected] of dates) {
  test(`the date in "${text}" is ${expected ?? 'none'}`, () => {
    expect(findDates(text)[0]?.text).toBe(expected)
  })
}

test('a date that can be read in two ways says so', () => {
  expect(findDates('03/04/2016')[0]).toMatchObject({ text: '2016-03-04', ambiguous: true })
})

const records: readonly (readonly [string, string | undefined, string | undefined, number | undefined])[] = [
  ['Date：2015-12-16 08:54:43，Source：Office，Today/Total Visits ：0/111', '2015-12-16 08:54:43', 'Office', 111],
  ['日期:2015-12-16来源:山东省商务厅今日/总访问量:0/1,111', '2015-12-16', '山东省商务厅', 1111],
  [
    '发布时间：2015年12月16日 08:54:43　　来源：山东省商务厅　　浏览次数：111次',
    '2015-12-16 08:54:43',
    '山东省商务厅',
    111,
  ],
  ['Source: A Company Co.,Ltd. Date: 2015-12-16 Visits: 0/111', '2015-12-16', 'A Company Co.,Ltd.', 111],
  [
    'Date:2015-12-16 08:54:43,Source:Office, North Wing,Today/Total Visits:0/111',
    '2015-12-16 08:54:43',
    'Office, North Wing',
    111,
  ],
  ['[2015-12-16] [Source: Ministry (North)] [Hits: 111]', '2015-12-16', 'Ministry (North)', 111],
  ['日期 2015-12-16 08:54:43 来源 山东省商务厅 今日/总访问量 0/111', '2015-12-16 08:54:43', '山东省商务厅', 111],
  ['Total/Today Visits: 111/5 Date: 2015-12-16', '2015-12-16', undefined, 111],
  ['今日访问量：3 总访问量：2345 时间：2012.3.4', '2012-03-04', undefined, 2345],
  ['(发布日期: 2015/12/16 8:54:43  浏览111次)', '2015-12-16 08:54:43', undefined, 111],
  ['Date: 2015-12-16, Source: , Today/Total Visits : ', '2015-12-16', undefined, undefined],
]
for (const [line, date, source, visits] of records) {
  test(`a record line is understood: ${line}`, () => {
    const record = parseRecordLine(line)
    expect([record?.date?.text, record?.source, record?.totalVisits]).toEqual([date, source, visits])
  })
}

test('sentences are no record lines', () => {
  for (const line of [
    'On 9 December 2015, the department held the seminar.',
    'He said at the time: unity is all, and the source of it is work.',
    'Three points were made: first, unite thinking; second, clear goals.',
    '2015年12月9日，山东省商务厅在潍坊召开会议。',
  ])
    expect(parseRecordLine(line), line).toBeUndefined()
})

const repaired: readonly (readonly [string, string])[] = [
  ['It was held.The guests came.', 'It was held. The guests came.'],
  ['Was it held?Yes!Good.', 'Was it held? Yes! Good.'],
  ['He said "it was held."The guests left.', 'He said "it was held." The guests left.'],
  ['It was held."The hall" is new.', 'It was held. "The hall" is new.'],
  ['It was held.”The guests left.', 'It was held.” The guests left.'],
  ['It ended in 2015.The guests left.', 'It ended in 2015. The guests left.'],
  ["the Group''s ''new'' hall", "the Group's 'new' hall"],
  ...[
    'www.Example.com and http://a.example/Page.Html',
    'U.S.A and 3.5 and No.1 and v2.0',
    'Maocheng Co.,Ltd. and Maocheng Co.Ltd',
    'see Report.Pdf or mail Some.Body@Example.com',
    'Node.js, ASP.Net',
    '会议召开。The end.',
  ].map((text): [string, string] => [text, text]),
]
for (const [text, expected] of repaired) {
  test(`"${text}" becomes "${expected}"`, () => {
    expect(createRepairs().mend(text)).toBe(expected)
  })
}

const plain = (text: string) => ({
  body: [{ type: 'paragraph' as const, children: [{ type: 'text' as const, value: text }] }],
})

test('whatever a paragraph says, Markdown shows it as it was', () => {
  const words = fc.array(
    fc.constantFrom(
      '1.',
      '2)',
      '#',
      '##',
      '-',
      '+',
      '*',
      '**',
      '_a_',
      'b_c',
      '<b>',
      '</b>',
      '[x]',
      '[y](z)',
      '![i](j)',
      '`k`',
      '~~l~~',
      '100~200',
      '&amp;',
      'R&D',
      '|',
      '---',
      '>',
      '\\',
      'word',
      '山东',
      '“',
      '。',
      '=',
      '$',
    ),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join(' ')
      const tree = remark()
        .use(remarkGfm)
        .parse(renderMarkdown(plain(text)))
      expect(tree.children.map(({ type }) => type)).toEqual(['paragraph'])
      expect(wordsOf(tree)).toBe(text)
    }),
    { numRuns: 300 },
  )
})

test('addresses and ampersands stay readable in Markdown', () => {
  const text = 'R&D at www.example.com, http://example.com/a?b=c&d=e and office@example.com'
  expect(renderMarkdown(plain(text))).toBe(`${text}\n`)
})

test('a header value is quoted when YAML would read it otherwise', () => {
  expect(headerText('Spring seminar, 2015 (Weifang)')).toBe('Spring seminar, 2015 (Weifang)')
  expect(headerText('Seminar: opens')).toBe('"Seminar: opens"')
  expect(headerText('We are #1')).toBe('"We are #1"')
  expect(headerText('The "new" hall')).toBe('\'The "new" hall\'')
  expect(headerText('no')).toBe('"no"')
  expect(headerText('2015')).toBe('"2015"')
})

test('a title becomes a slug of words, or of pinyin', () => {
  expect(proposeSlug("The Group's 13th Five-Year Plan: R&D for 480,000 Clients")).toBe(
    'the-groups-13th-five-year-plan-r-and-d-for-480000-clients',
  )
  expect(proposeSlug('绿色山东CIO会议')).toBe('lv-se-shan-dong-cio-hui-yi')
  expect(proposeSlug('Über Ærø')).toBe('uber-aero')
  expect(proposeSlug('！？')).toBeUndefined()
})

test('every slug that is proposed is one, of at most sixty characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (title) => {
      const slug = proposeSlug(title)
      expect(slug === undefined || (isSlug(slug) && slug.length <= 60)).toBe(true)
    }),
  )
})
