import type { Link, Root, Text } from 'mdast'
import { EXIT, SKIP, visit } from 'unist-util-visit'
import { formatFileSize } from '#lib/i18n/format.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { resolveAddress } from './addresses.ts'
import { headingName } from './headings.ts'
import { htmlBlock, htmlSpan, setAttributes } from './html-element.ts'
import { labels } from './labels.ts'
import type { BodyOptions } from './options.ts'

/** Says of which kind and how large the attachment is that a link in words leads to: `programme (PDF, 84 KB)`. */
function tellFile(link: Link, file: string, { assets, locale }: BodyOptions): void {
  const size = assets.get(file)?.size
  const [, kind] = /\.([a-z0-9]+)$/i.exec(file) ?? []
  if (size === undefined || kind === undefined || link.children.some(({ type }) => type === 'image')) return
  const value = labels[locale].attachment(kind.toUpperCase(), formatFileSize(size, locale))
  link.children.push({ type: 'text', value })
}

/**
 * Gives links their site paths, marks those that leave the site and says what attachments are. A link that may not be is only
 * its words.
 */
export function finishLinks(tree: Root, options: BodyOptions): void {
  visit(tree, 'link', (link, index, parent) => {
    if (parent === undefined || index === undefined) return undefined
    const target = resolveAddress(link.url, options)
    link.title = null
    if (target.kind === 'heading') link.url = `#section-${headingName(target.fragment.replace(/^section-/, ''))}`
    else if ('href' in target) link.url = target.href
    else {
      Object.assign(parent, {
        children: [...parent.children.slice(0, index), ...link.children, ...parent.children.slice(index + 1)],
      })
      return index
    }
    if (target.kind === 'external') setAttributes(link, { rel: ['noopener'], dataExternal: '' })
    if (target.kind === 'file') tellFile(link, target.file, options)
    return undefined
  })
}

/** Shows a task as a sign with words, since a box that nobody can tick is no control. */
export function drawTasks(tree: Root, locale: Locale): void {
  visit(tree, 'list', (list) => {
    if (!list.children.some(({ checked }) => typeof checked === 'boolean')) return
    setAttributes(list, { className: ['contains-task-list'] })
    for (const item of list.children) {
      if (typeof item.checked !== 'boolean') continue
      const sign: Text = { type: 'text', value: item.checked ? '☑' : '☐' }
      const name = item.checked ? labels[locale].done : labels[locale].open
      const mark = htmlSpan('span', { className: ['task-mark'], role: 'img', ariaLabel: name }, [sign])
      const [first] = item.children
      if (first?.type === 'paragraph') first.children.unshift(mark, { type: 'text', value: ' ' })
      item.checked = null
      setAttributes(item, { className: ['task-list-item'] })
    }
  })
}

/** Lets keyboards scroll a block of code. */
export function frameCode(tree: Root, locale: Locale): void {
  let number = 0
  visit(tree, 'code', (code, index, parent) => {
    if (parent === undefined || index === undefined) return undefined
    number += 1
    const name = `${labels[locale].code} ${number}`
    const lines = htmlSpan('code', {}, [{ type: 'text', value: `${code.value}\n` }])
    Object.assign(parent, {
      children: [
        ...parent.children.slice(0, index),
        htmlBlock('pre', { tabIndex: 0, role: 'region', ariaLabel: name }, [lines]),
        ...parent.children.slice(index + 1),
      ],
    })
    return [SKIP, index + 1]
  })
}

const amount = '[€£$¥￥]?[0-9]+(?:[.,][0-9]+)*'
const latinUnits =
  'per ?cent|percent|hundred|thousand|million|billion|trillion|[kMGT]?[BW]h?|[KMGT]B|[kcmµn]?m[²³]?|k?g|tonnes?|tons?|hectares?|ha|mu|km/h|[kM]?[VA]|[kMG]?Hz|°[CF]|[ap]\\.?m\\.?|hours?|minutes?|seconds?|days?|weeks?|months?|years?|yuan|euros?|dollars?|pixels?|px|%'
const hanUnits =
  '[十百千万亿]*(?:个百分点|平方公里|平方千米|平方米|立方米|公里|千米|公斤|千克|千瓦时|千瓦|兆瓦|小时|分钟|美元|欧元|港元|人次|个月|年|月|日|时|分|秒|天|周|岁|元|个|家|名|人|位|项|次|届|期|号|条|款|类|批|件|台|套|辆|座|所|户|亩|吨|米|度|倍|市|县|区|页|%|％|‰|℃)|[十百千万亿]+'
const numberWithUnit = new RegExp(
  String.raw`(?<![\w.,])${amount}(?:[ \u00a0](?:(?:million|billion|trillion) )?(?:${latinUnits})(?![\p{L}\p{N}])|[ \u00a0]?(?:${hanUnits}))`,
  'gu',
)

const maxPairs = 2_000

/** Keeps a number and its unit on one line; the first 2,000 of them, which no text for people reaches. */
export function bindUnits(tree: Root): void {
  let bound = 0
  visit(tree, (node, index, parent) => {
    if (node.type === 'link' || (node.type === 'htmlSpan' && node.data.hName === 'code')) return SKIP
    if (node.type !== 'text' || parent === undefined || index === undefined) return undefined
    const parts: Text['value'][] = node.value.split(numberWithUnit)
    if (parts.length === 1) return undefined
    const pairs = node.value.match(numberWithUnit) ?? []
    bound += pairs.length
    if (bound > maxPairs) return EXIT
    const children = parts.flatMap((value, place) => {
      const pair = pairs[place]
      const words: Text[] = value === '' ? [] : [{ type: 'text', value }]
      return pair === undefined
        ? words
        : [...words, htmlSpan('span', { className: ['nowrap'] }, [{ type: 'text', value: pair }])]
    })
    Object.assign(parent, {
      children: [...parent.children.slice(0, index), ...children, ...parent.children.slice(index + 1)],
    })
    return [SKIP, index + children.length]
  })
}
