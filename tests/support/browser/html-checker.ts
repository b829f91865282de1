import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar')

/** Whether Java, which the Nu HTML checker needs, is on this machine. */
export const hasJava = spawnSync('java', ['-version']).status === 0

interface Message {
  readonly type: string
  readonly subType?: string
  readonly url: string
  readonly lastLine?: number
  readonly message: string
  readonly extract?: string
}

/** What the Nu HTML checker says of files, errors and warnings; empty when there is nothing to say. */
export function checkHtml(files: readonly string[]): string[] {
  const { stderr } = spawnSync('java', ['-jar', jar, '--format', 'json', ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const { messages } = JSON.parse(stderr) as { messages: Message[] }
  // What is neither error nor warning is advice on style, such as React's slash in void elements.
  const serious = messages.filter(({ type, subType }) => type !== 'info' || subType === 'warning')
  return serious.map(({ type, subType = '', url, lastLine, message, extract = '' }) =>
    [type, subType, `${url.replace(/^.*\//, '')}:${lastLine}`, message, extract].join(' '),
  )
}
