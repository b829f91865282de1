import { once } from 'node:events'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { inject } from 'light-my-request'
import { expect, onTestFinished, test } from 'vitest'
import { attachmentDisposition, findMedia, sendMedia } from '#lib/serve/files/media.ts'
import { edition } from '#tests/support/content/editions.ts'
import { at, release } from '#tests/support/content/releases.ts'
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts'

test('nothing is opened for a reader who left before the file was found', async () => {
  const path = join(await makeTemporaryFolder(), 'opening.jpg')
  await writeFile(path, 'jpg')
  const media = { path, name: 'opening.jpg', type: 'image/jpeg', attachment: false }
  let sent: Promise<void> | undefined
  const server = createServer((request, response) => {
    sent = once(response, 'close').then(() => sendMedia(request, response, media, {}))
    reader.destroy()
  })
  await once(server.listen(0), 'listening')
  onTestFinished(() => void server.close())
  const reader = connect((server.address() as AddressInfo).port)
  reader.write('GET /media/seminar/opening.jpg HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(server, 'request')
  expect(await sent).toBeUndefined()
})

test.each([
  ['opening.jpg', 'found'],
  ['programme.pdf', 'found'],
  ['embargoed.jpg', undefined],
])(
  'of a folder in which a language version waits, only what a readable one names is served: %s',
  async (file, answer) => {
    const contentDir = await makeTemporaryFolder()
    await mkdir(join(contentDir, 'news/2015/seminar'), { recursive: true })
    await writeFile(join(contentDir, 'news/2015/seminar', file), '')
    const image = { src: 'opening.jpg', alt: '', width: 1, height: 1 }
    const releases = [
      release({ slug: 'seminar', image }),
      release({ slug: 'seminar', locale: 'zh', date: at('2027-01-01'), image: { ...image, src: 'embargoed.jpg' } }),
    ]
    const found = await findMedia(
      edition({ releases }),
      { slug: 'seminar', file },
      {
        contentDir,
        bodyOf: async () => ({ html: '<a href="/media/seminar/programme.pdf">Programme</a>' }),
      },
    )
    expect(found === undefined ? undefined : 'found').toBe(answer)
  },
)

test('a file that is written again within a millisecond has another validator', async () => {
  const path = join(await makeTemporaryFolder(), 'opening.jpg')
  await writeFile(path, 'jpg')
  const media = { path, name: 'opening.jpg', type: 'image/jpeg', attachment: false }
  const tagAt = async (seconds: number) => {
    await utimes(path, seconds, seconds)
    const { headers } = await inject((request, response) => void sendMedia(request, response, media, {}), '/')
    return headers['etag']
  }
  const tags = [await tagAt(1_600_000_000.25), await tagAt(1_600_000_000.2503)]
  expect(tags[0]).toMatch(/^"/)
  expect(tags[1]).not.toBe(tags[0])
})

test('no sign of a file name ends the value of a header', () => {
  expect(attachmentDisposition('a".csv')).toBe(`attachment; filename="a_.csv"; filename*=UTF-8''a%22.csv`)
  expect(attachmentDisposition("100%\\'.csv")).toBe(
    `attachment; filename="100__'.csv"; filename*=UTF-8''100%25%5C%27.csv`,
  )
})
