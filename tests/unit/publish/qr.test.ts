import { expect, test } from 'vitest'
import { buildQrPath } from '#lib/publish/sharing/qr.ts'

const address = 'https://news.example.com/en/news/weifang-seminar'

/** The modules that a path paints, as rows of booleans. */
function paint({ path, size }: { readonly path: string; readonly size: number }): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  }
  return rows
}

test('a code keeps four light modules round it, then begins with its finder patterns', () => {
  const code = buildQrPath(address)
  const rows = paint(code)
  const { size } = code
  expect(rows.slice(0, 4).flat()).not.toContain(true)
  expect(rows.flatMap((row) => row.slice(-4))).not.toContain(true)
  const finder = [true, true, true, true, true, true, true, false]
  expect(rows[4]?.slice(4, 12)).toEqual(finder)
  expect(rows[4]?.slice(size - 12, size - 4)).toEqual(finder.toReversed())
  expect(rows[size - 5]?.slice(4, 12)).toEqual(finder)
})

test('another address is another code, the same address the same', () => {
  expect(buildQrPath(address)).toEqual(buildQrPath(address))
  expect(buildQrPath(`${address}2`).path).not.toBe(buildQrPath(address).path)
})
