import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '#lib/log.ts'
import { KeptFiles } from '#lib/serve/pictures/kept-files.ts'
import { ReleasePictures } from '#lib/serve/pictures/release-pictures.ts'
import { chooseFormat, parseWish, type Wish } from '#lib/serve/pictures/wish.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'))
})
afterEach(() => rm(folder, { recursive: true }))

const keep = (limit = 1e9) => new KeptFiles({ folder: join(folder, 'kept'), limit, log: silentLog })
const media = (name: string) => ({ path: join(folder, name), name, type: 'image/jpeg', attachment: false })
const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0f4c5c' } })
const answer = (name: string, wish: Wish, accepted?: string) =>
  new ReleasePictures(keep(), silentLog).answer(media(name), wish, accepted)

test.each([
  ['', undefined],
  ['utm_source=mail', undefined],
  ['w=640', { width: 640 }],
  ['w=640&utm_source=mail', { width: 640 }],
  ['w=641', 'unknown'],
  ['w=0640', 'unknown'],
  ['w=', 'unknown'],
  ['w=640&crop=1x1', 'unknown'],
  ['crop=16x9', { crop: '16x9' }],
  ['crop=2x1', 'unknown'],
])('the query "%s" asks for %j', (query, wish) => {
  expect(parseWish(query)).toEqual(wish)
})

test.each([
  [undefined, 'jpeg'],
  ['*/*', 'jpeg'],
  ['image/*', 'jpeg'],
  ['text/html', 'jpeg'],
  ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'avif'],
  ['image/webp,*/*', 'webp'],
  ['image/avif;q=0,image/webp', 'webp'],
  ['image/avif;q=0.5,image/webp;q=0.9', 'webp'],
])('who accepts %s gets %s', (accepted, format) => {
  expect(chooseFormat(accepted)).toBe(format)
})

test('a picture lies as its camera was held, and carries nothing that the camera wrote', async () => {
  await drawn(1200, 800)
    .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'secret place' } } })
    .jpeg()
    .toFile(join(folder, 'a.jpg'))
  for (const [accepted, format] of [
    ['image/avif', 'heif'],
    ['image/webp', 'webp'],
    ['*/*', 'jpeg'],
  ] as const) {
    const made = await answer('a.jpg', { width: 640 }, accepted)
    const facts = await sharp(made?.body).metadata()
    expect([facts.format, facts.width, facts.height]).toEqual([format, 640, 960])
    expect([facts.exif, facts.xmp, facts.orientation]).toEqual([undefined, undefined, undefined])
    expect(made?.headers['vary']).toBe('Accept')
  }
})

test('a picture is never enlarged', async () => {
  await drawn(500, 300).png().toFile(join(folder, 'a.png'))
  const wide = await sharp((await answer('a.png', { width: 1920 }))?.body).metadata()
  expect([wide.width, wide.height]).toEqual([500, 300])
  const square = await sharp((await answer('a.png', { crop: '1x1' }))?.body).metadata()
  expect([square.width, square.height, square.format]).toEqual([300, 300, 'jpeg'])
})

test('a picture in a shape is 1200 pixels wide where the file has them', async () => {
  await drawn(2400, 1600).jpeg().toFile(join(folder, 'a.jpg'))
  for (const [crop, height] of [
    ['1x1', 1200],
    ['4x3', 900],
    ['16x9', 675],
  ] as const) {
    const facts = await sharp((await answer('a.jpg', { crop }))?.body).metadata()
    expect([facts.width, facts.height]).toEqual([1200, height])
  }
})

test('nothing is made of a drawing with code, whatever its name, of a moving picture and of a damaged one', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#0000ff'].map((background) =>
      sharp({ create: { width: 9, height: 9, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  await writeFile(join(folder, 'code.png'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  await sharp(frames, { join: { animated: true } })
    .gif()
    .toFile(join(folder, 'moves.gif'))
  await writeFile(join(folder, 'damaged.jpg'), (await drawn(900, 900).jpeg().toBuffer()).subarray(0, 400))
  for (const name of ['code.png', 'moves.gif', 'damaged.jpg']) {
    expect(await answer(name, { width: 320 }), name).toBeUndefined()
  }
})

test('what the system refuses for a moment is tried again for the next reader', async () => {
  await drawn(1200, 800).jpeg().toFile(join(folder, 'a.jpg'))
  const kept = keep()
  const refusals = [Object.assign(new Error('too many open files'), { code: 'EMFILE' })]
  const pictures = new ReleasePictures(
    { get: async (name, make) => (refusals.length > 0 ? Promise.reject(refusals.pop()) : await kept.get(name, make)) },
    silentLog,
  )
  expect(await pictures.answer(media('a.jpg'), { width: 640 }, undefined)).toBeUndefined()
  expect(await pictures.answer(media('a.jpg'), { width: 640 }, undefined)).toBeDefined()
})

test('a picture is made once, kept over a restart, and made anew when its file changes', async () => {
  await drawn(900, 600).jpeg().toFile(join(folder, 'a.jpg'))
  const kept = join(folder, 'kept')
  const pictures = new ReleasePictures(keep(), silentLog)
  const ask = () => pictures.answer(media('a.jpg'), { width: 320 }, '*/*')
  const answers = await Promise.all([ask(), ask(), ask()])
  expect(new Set(answers.map((one) => one?.body)).size).toBe(1)
  const [file = ''] = await readdir(kept)
  const { mtimeMs, ino } = await stat(join(kept, file))
  await answer('a.jpg', { width: 320 }, '*/*')
  const again = await stat(join(kept, file))
  expect([again.mtimeMs, again.ino]).toEqual([mtimeMs, ino])
  await drawn(900, 900).jpeg().toFile(join(folder, 'a.jpg'))
  expect((await sharp((await ask())?.body).metadata()).height).toBe(320)
  expect(await readdir(kept)).toHaveLength(2)
})

test('kept files stay below their limit, the oldest go first, and no half file is left', async () => {
  const kept = keep(1000)
  for (let number = 1; number <= 9; number++) {
    expect(await kept.get(`file-${number}`, async () => Buffer.alloc(300, number))).toEqual(Buffer.alloc(300, number))
  }
  const names = await readdir(join(folder, 'kept'))
  expect(names).toContain('file-9')
  expect(names).not.toContain('file-1')
  expect(names.length).toBeLessThanOrEqual(3)
})

test('what fails is not kept and fails for all who waited', async () => {
  const kept = keep()
  const failing = () => kept.get('a', async () => await Promise.reject(new Error('no')))
  const results = await Promise.allSettled([failing(), failing()])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await kept.get('a', async () => Buffer.from('yes'))).toEqual(Buffer.from('yes'))
})

test('a folder that cannot be used costs time, not the picture', async () => {
  await writeFile(join(folder, 'kept'), 'a file is in the way')
  expect(await keep().get('a', async () => Buffer.from('yes'))).toEqual(Buffer.from('yes'))
})
