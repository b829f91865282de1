import mammoth from 'mammoth'
import { errorMessage } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { Conversion } from '../html/convert.ts'
import { readFragment } from '../html/fragment.ts'
import type { HtmlLine } from '../html/lines.ts'
import { type ImportedRelease, type PageFile, pictureInside } from '../imported.ts'
import { type ImportNote, importNote } from '../notes.ts'
import { composeRelease } from '../page/compose.ts'
import type { Head } from '../page/head.ts'
import { mergeRecords, parseRecordLine, type RecordLine } from '../page/record-line.ts'
import { createRepairs } from '../page/repairs.ts'
import { PageRefused } from '../refusals.ts'
import { openArchive } from './archive.ts'
import { readInventory } from './inventory.ts'

const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
]

const extensions: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/avif': '.avif',
}

/** A document as HTML, with the pictures that its `img` elements name. */
interface WordHtml {
  readonly html: string
  readonly pictures: ReadonlyMap<string, PageFile>
  readonly notes: readonly ImportNote[]
}

/** What the converter passed over and the inventory does not count: other elements by their names, signs of symbol fonts. */
function ignoredParts(messages: readonly string[]): ImportNote[] {
  const counts = new Map<string, number>()
  for (const message of messages) {
    const [, element] = /unrecognised element was ignored: (?:\{[^}]*\})?(\S+)$/.exec(message) ?? []
    const [, code, font] = /w:sym element .* ignored: char (\S+) in font (.+)$/.exec(message) ?? []
    const part = element ?? (code === undefined ? undefined : `${font} ${code}`)
    if (part !== undefined && !/^(?:oMath(?:Para)?|w:fldSimple|w:ruby)$/.test(part))
      counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  return [...counts].map(([part, count]) => importNote('part-lost', { part, count }))
}

async function convert(bytes: Buffer): Promise<WordHtml> {
  const pictures = new Map<string, PageFile>()
  const notes: ImportNote[] = []
  const convertImage = mammoth.images.imgElement(async (image) => {
    const extension = extensions[image.contentType] ?? `.${image.contentType.replace(/^.*[/\\](?:x-)?/, '')}`
    const picture = await image.readAsBuffer().catch((error: unknown) => errorMessage(error))
    const src = `picture-${pictures.size + 1}${extension}`
    // Pictures that are only linked to lie on the disk or site of whoever wrote the document.
    if (typeof picture === 'string') return { src: 'linked-picture' }
    pictures.set(src, pictureInside(picture, extension))
    return { src }
  })
  const result = await mammoth
    .convertToHtml({ buffer: bytes }, { styleMap: styles, convertImage })
    .catch((error: unknown) => {
      // Whatever is wrong inside a document of the right form, the file is what must be mended.
      if (error instanceof Error) throw new PageRefused('not-word')
      throw error
    })
  const names = result.messages.flatMap(({ message }) => /style: '?([^'(]+?)'? \(Style ID/.exec(message)?.[1] ?? [])
  if (names.length > 0) notes.push(importNote('styles-lost', { names: [...new Set(names)].join(', ') }))
  notes.push(...ignoredParts(result.messages.map(({ message }) => message)))
  return { html: result.value, pictures, notes }
}

const recordReach = 8

/** Where the parts of a document are: its title's line, its record lines, and the lines of its text. */
function readHead(lines: readonly HtmlLine[]): { readonly head: Head; readonly body: readonly HtmlLine[] } {
  const isNear = (index: number) => index < recordReach || index >= lines.length - 3
  const records = lines.map(({ kind, text }, index): RecordLine | undefined => {
    const record = isNear(index) && kind === 'text' ? parseRecordLine(text) : undefined
    return record?.strength === 'bare' ? undefined : record
  })
  const first = lines.findIndex(({ text }, index) => text !== '' && records[index] === undefined)
  const titleAt = lines[first]?.kind === 'heading' ? first : -1
  const found = records.filter((record) => record !== undefined)
  return {
    head: {
      ...(titleAt === -1 ? {} : { title: lines[titleAt]?.text ?? '' }),
      ...(found.length === 0 ? {} : { record: found.reduce(mergeRecords) }),
      start: 0,
      lost: [],
    },
    body: lines.filter((_, index) => index !== titleAt && records[index] === undefined),
  }
}

/**
 * Reads a release from a Word document (.docx). Its date is the one of a line `Date: …` and never guessed from the text. Throws
 * `PageRefused` for what is no such document, or none that can be read in bounded time and memory.
 */
export async function readWord(bytes: Buffer, language: Locale | undefined): Promise<ImportedRelease> {
  const inventory = await readInventory(await openArchive(bytes))
  const { html, pictures, notes } = await convert(bytes)
  const { lines, footnotes } = readFragment(html)
  const { head, body } = readHead(lines)
  const named = head.title === undefined && inventory.title !== ''
  const title = head.title ?? (named ? inventory.title : undefined)
  const repairs = createRepairs()
  const findFile = (reference: string) => pictures.get(reference)
  const conversion = new Conversion({ base: undefined, title: title ?? '', findFile, repairs, footnotes })
  const nodes = conversion.convert(body)
  const release = composeRelease({
    head: { ...head, ...(title === undefined ? {} : { title }) },
    foot: { end: 0, facts: [], furniture: [] },
    body: nodes,
    texts: conversion.texts,
    repairs,
    language,
    pictures: conversion.pictures,
    notes: [
      ...(named ? [importNote('title-of-file', { title: inventory.title })] : []),
      ...conversion.notes,
      ...notes,
      ...inventory.notes,
    ],
    proposesDate: false,
  })
  if (release === undefined || nodes.length === 0) throw new PageRefused('empty')
  return { ...release, questions: [...release.questions, ...inventory.questions] }
}
