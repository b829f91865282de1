import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sendMedia } from '#lib/serve/files/media.ts'
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
