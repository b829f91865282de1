import { expect, test } from 'vitest'
import type { DerivedIndex, KeptFolder, KeptText } from '#lib/content/derived/derived-index.ts'
import { LateWrites } from '#lib/content/derived/late-writes.ts'

const textOf = (key: string): KeptText => ({ key, detail: `details of ${key}`, bytes: Buffer.from(`bytes of ${key}`) })
const rowOf = (path: string, ...sources: string[]): KeptFolder => ({
  ...{ path, rules: 'r', fingerprint: 'f', json: '{}', sources },
})

/** An index that says what is written to it; `takes` can be turned off, as on a full disk. */
function openIndex() {
  const written: string[] = []
  const texts = new Map<string, KeptText>()
  const disk = { takes: true }
  const index: DerivedIndex = {
    file: undefined,
    folders: () => new Map(),
    put(folders) {
      for (const { path, sources } of folders) written.push(`put ${path}: ${sources.join(', ')}`)
    },
    forget: (paths) => written.push(`forget ${[...paths].join(', ')}`),
    paths: () => ['a', 'b', 'c'],
    keep(kept) {
      if (!disk.takes) return false
      for (const text of kept) {
        texts.set(text.key, text)
        written.push(`keep ${text.key}`)
      }
      return true
    },
    source: (key) => texts.get(key)?.bytes,
    detail: (key) => texts.get(key)?.detail,
    close: () => written.push('close'),
  }
  return { index, written, disk }
}

const open = () => false

test('what is written late is to be had at once and afterwards, texts before the rows that name them', async () => {
  const { index, written } = openIndex()
  const writes = new LateWrites(index)
  expect(writes.keep([textOf('a 1'), textOf('a 2')])).toBe(true)
  writes.put([rowOf('a', 'a 1', 'a 2')])
  writes.forget('b')
  expect(written).toEqual([])
  const had = () => ['a 1', 'a 2'].map((key) => [writes.detail(key), String(writes.source(key))])
  const before = had()
  expect(before[0]).toEqual(['details of a 1', 'bytes of a 1'])
  await writes.writeInTurns(open)
  expect(written).toEqual(['keep a 1', 'keep a 2', 'put a: a 1, a 2', 'forget b'])
  expect(had()).toEqual(before)
  writes.close()
  expect(written.at(-1)).toBe('close')
})

test('many are written a little at a time, and closing writes the rest', async () => {
  const { index, written } = openIndex()
  const writes = new LateWrites(index)
  writes.keep(Array.from({ length: 200 }, (_, at) => textOf(`a ${at}`)))
  let asked = 0
  await writes.writeInTurns(() => {
    asked += 1
    return asked > 2
  })
  expect(written).toHaveLength(128)
  writes.close()
  expect(written).toHaveLength(201)
})

test('a folder that changes again is written before, so that the index knows which texts it retires', () => {
  const { index, written } = openIndex()
  const writes = new LateWrites(index)
  for (const key of ['a 1', 'a 2']) {
    writes.keep([textOf(key)])
    writes.put([rowOf('a', key)])
  }
  expect(written).toEqual(['keep a 1', 'keep a 2', 'put a: a 1'])
  writes.forget('a')
  writes.write()
  expect(written.slice(3)).toEqual(['put a: a 2', 'forget a'])
})

test('what there is no room for is written at once, and what the index cannot take stays to be had', () => {
  const { index, written, disk } = openIndex()
  const writes = new LateWrites(index, { bytes: 100, rows: 1 })
  writes.keep([textOf('a 1')])
  writes.put([rowOf('a', 'a 1')])
  disk.takes = false
  expect(writes.keep([textOf('b 1'), textOf('b 2'), textOf('b 3')])).toBe(false)
  writes.write()
  expect(written).toEqual([])
  expect(writes.detail('a 1')).toBe('details of a 1')
  disk.takes = true
  expect(writes.keep([textOf('b 1'), textOf('b 2'), textOf('b 3')])).toBe(true)
  writes.put([rowOf('b', 'b 1', 'b 2', 'b 3')])
  expect(written).toEqual(['keep b 1', 'keep b 2', 'keep b 3', 'put b: b 1, b 2, b 3'])
  writes.write()
  expect(written.slice(4)).toEqual(['keep a 1', 'put a: a 1'])
})

test('all folders but the known ones are forgotten', () => {
  const { index, written } = openIndex()
  new LateWrites(index).forgetOthers(['b'])
  expect(written).toEqual(['forget a, c'])
})
