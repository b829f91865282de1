import { isFurniture } from './furniture.ts'
import { collapse, columns, endsSentence, foldWidth } from './text.ts'

const factStart =
  /^(?:(?:approved|sponsored|hosted|supported|organi[sz]ed|powered|designed|maintained|technical(?:ly)? support(?:ed)?|technology support|copy ?right|all rights reserved)(?: by)?\b\s*[:©(]|(?:approved|sponsored|hosted|supported|powered|designed) by\b|copyright\b|copy right|©|\(c\)|all rights reserved|(?:tel|phone|fax|telephone|hotline)\b[.\s]*:|(?:add|address|zip(?: ?code)?|post ?code|e-?mail)\b\s*:|.{0,40}\bicp\b.{0,30}(?:\d|no)|.{0,20}icp\s*[备证]|.{0,30}公网安备|(?:批准|主办|承办|主管|协办|支持|技术支持|版权所有|版权|建设|维护|制作|运营)(?:单位|机构|部门)?\s*[:©]|版权所有|(?:联系)?(?:电话|传真|地址|邮编|邮箱)\s*:|(?:网站)?备案(?:号|编号)?\s*:?|网站标识码)/i
/** Facts that no release would end with; a telephone alone may be a contact of the release. */
const certain =
  /(?:approved|sponsored|supported|powered|hosted) by\b|copyright|all rights reserved|©|\bicp\b|icp\s*[备证]|公网安备|版权所有|(?:批准|主办|承办|主管|技术支持)(?:单位|机构|部门)?\s*:/i

/** Stands for a picture or film in a line without words (Unicode's object replacement character). */
export const objectMark = '\uFFFC'

/** What stands under the text of a page. */
export interface Foot {
  /** How many of the lines are the release's. */
  readonly end: number
  /** Facts of the site, one a line. */
  readonly facts: readonly string[]
  /** Other lines under the text. */
  readonly furniture: readonly string[]
}

function isFact(text: string): boolean {
  const line = foldWidth(text).trim()
  return columns(line) <= 400 && factStart.test(line)
}

// A foot is a few short lines. "Supported by: …" in the middle of a release is followed by sentences.
function isFootFrom(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '')
  return (
    filled.length <= 14 &&
    filled.some((line) => certain.test(foldWidth(line))) &&
    filled.every(
      (line) =>
        isFact(line) ||
        isFurniture(line) ||
        (columns(line) <= 120 && !/[。！？]$|[a-z]{2}[.!?]$/u.test(line.trim())) ||
        /(?:ltd|reserved|inc|co)\.$/i.test(line.trim()),
    )
  )
}

/** Finds the foot of a page: facts of the site, buttons and neighbours under the text. */
export function findFoot(lines: readonly string[]): Foot {
  const texts = lines.map(collapse)
  const start = texts.findIndex((line, index) => isFact(line) && isFootFrom(texts.slice(index)))
  let end = start === -1 ? texts.length : start
  const furniture: string[] = []
  for (let text = texts[end - 1]; text !== undefined && (text === '' || isFurniture(text)); text = texts[end - 1]) {
    if (text !== '') furniture.unshift(text)
    end -= 1
  }
  const foot = start === -1 ? [] : texts.slice(start).filter((text) => text !== '' && text !== objectMark)
  const facts: string[] = []
  for (const text of foot) {
    const last = facts.at(-1)
    if (isFurniture(text) && !isFact(text)) furniture.push(text)
    // A fact that was wrapped goes on in the next line.
    else if (last !== undefined && !isFact(text) && !endsSentence(last)) facts.push(`${facts.pop() ?? ''} ${text}`)
    else facts.push(text)
  }
  return { end, facts, furniture }
}
