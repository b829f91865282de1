import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { DotLine } from '#components/ui/DotLine.tsx'
import { FileFacts } from '#components/ui/FileFacts.tsx'
import { LedgerDate } from '#components/ui/LedgerDate.tsx'
import { Picture } from '#components/ui/Picture.tsx'
import { PictureCaption } from '#components/ui/PictureCaption.tsx'
import { Words } from '#components/ui/Words.tsx'
import { splitWords } from '#lib/i18n/words.ts'
import { at } from '#tests/support/content/releases.ts'

afterEach(cleanup)

test('the ledger’s date reads as one line in each language and carries the zone’s offset', () => {
  const date = at('2015-12-16 00:30:00')
  const { container } = render(<LedgerDate date={date} timeZone="Asia/Shanghai" locale="en" />)
  expect(container.textContent).toBe('16 December 2015')
  expect(container.querySelector('time')?.dateTime).toBe('2015-12-16T00:30:00+08:00')
  const chinese = render(<LedgerDate date={date} timeZone="Asia/Shanghai" locale="zh" />)
  expect(chinese.container.textContent).toBe('2015年12月16日')
})

test('the ledger’s date is the day of the site’s zone, not of Greenwich', () => {
  const { container } = render(<LedgerDate date={at('2015-12-16 00:30:00')} timeZone="America/New_York" locale="en" />)
  expect(container.textContent).toBe('15 December 2015')
})

test('May has nothing to abbreviate', () => {
  const { container } = render(<LedgerDate date={at('2021-05-01')} timeZone="Asia/Shanghai" locale="en" />)
  expect(container.textContent).toBe('1 May 2021')
})

test('facts of one line are parted by dots that are part of the text', () => {
  const { container } = render(
    <DotLine
      parts={[
        { name: 'a', content: 'Policy' },
        { name: 'b', content: 'China Coal Group' },
      ]}
    />,
  )
  expect(container.textContent).toBe('Policy · China Coal Group')
})

test('a file says its type, its size and, for a picture, its pixels', () => {
  const picture = { file: 'opening.jpg', title: 'Opening', size: 4_100_000, width: 4000, height: 2667 }
  const { container } = render(<FileFacts download={picture} locale="en" />)
  expect(container.textContent).toBe('JPG · 4.1 MB · 4000 × 2667')
  const text = render(<FileFacts download={{ file: 'a.b.pdf', title: 'A', size: 84_213 }} locale="zh" />)
  expect(text.container.textContent).toBe('PDF · 84 KB')
})

const photo = { src: 'hall.jpg', alt: 'The hall', width: 1000, height: 700 }

test('a picture is offered in the listed widths up to its own and never wider', () => {
  const { container } = render(<Picture slug="weifang" image={photo} sizes="40rem" />)
  const image = container.querySelector('img')
  expect(image?.getAttribute('srcset')).toBe(
    '/media/weifang/hall.jpg?w=320 320w, /media/weifang/hall.jpg?w=640 640w, /media/weifang/hall.jpg?w=960 960w',
  )
  expect(image?.getAttribute('src')).toBe('/media/weifang/hall.jpg?w=960')
  expect([image?.alt, image?.width, image?.height]).toEqual(['The hall', 1000, 700])
  expect(image?.getAttribute('loading')).toBe('lazy')
})

test('a picture smaller than every listed width comes as it is', () => {
  const { container } = render(<Picture slug="weifang" image={{ ...photo, width: 200, height: 140 }} sizes="40rem" />)
  expect(container.querySelector('img')?.getAttribute('src')).toBe('/media/weifang/hall.jpg')
  expect(container.querySelector('img')?.hasAttribute('srcset')).toBe(false)
})

test('the first picture of a page is fetched early and not lazily', () => {
  const { container } = render(<Picture slug="weifang" image={photo} sizes="40rem" first />)
  expect(container.querySelector('img')?.getAttribute('fetchpriority')).toBe('high')
  expect(container.querySelector('img')?.hasAttribute('loading')).toBe(false)
})

test('a caption ends with the credit, and a picture with neither has no caption', () => {
  const { container } = render(
    <PictureCaption image={{ ...photo, caption: 'The hall.', credit: 'agency' }} locale="en" />,
  )
  expect(container.textContent).toBe('The hall. Photo: agency')
  const bare = render(<PictureCaption image={photo} locale="zh" />)
  expect(bare.container.innerHTML).toBe('')
})

test('a Chinese headline may break between words only', () => {
  expect(splitWords('全省商务信息化工作座谈会在潍坊召开', 'zh')).toEqual([
    '全省',
    '商务',
    '信息化',
    '工作',
    '座谈会',
    '在潍坊',
    '召开',
  ])
})

test('no line of a Chinese headline begins with a closing mark or ends with an opening one', () => {
  const parts = splitWords('“互联网＋商务”行动（第一批）发布：十七市参加《规划》', 'zh')
  expect(parts.filter((part) => /^[”）：》，。]/.test(part) || /[“（《]$/.test(part))).toEqual([])
  expect(parts.length).toBeGreaterThan(4)
})

test('figures stay with the Chinese words beside them', () => {
  expect(splitWords('评选2016年度人物', 'zh').find((part) => part.includes('2016'))).toContain('年')
})

test('splitting loses nothing, and English is left alone', () => {
  const title = '中煤集团屈庆获评2016年度山东省“优秀”首席信息官（CIO）'
  expect(splitWords(title, 'zh').join('')).toBe(title)
  expect(splitWords('', 'zh')).toEqual([])
  const { container } = render(<Words text="Group opens line" locale="en" />)
  expect(container.innerHTML).toBe('Group opens line')
  const chinese = render(<Words text={title} locale="zh" />)
  expect(chinese.container.textContent).toBe(title)
  expect(chinese.container.querySelectorAll('span > span').length).toBeGreaterThan(2)
})
