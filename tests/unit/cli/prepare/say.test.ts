import { afterEach, expect, test, vi } from 'vitest'
import { say } from '#lib/cli/prepare/say.mjs'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test.each([
  ['en', 'zh_CN.UTF-8', 'Installing …\n'],
  ['', 'zh_CN.UTF-8', '正在安装……\n'],
  ['zh', 'en_US.UTF-8', '正在安装……\n'],
  ['', 'en_US.UTF-8', 'Installing …\n'],
])('what is prepared is told in the language of the terminal: NEWS_LANG %j, LANG %s', (chosen, terminal, expected) => {
  for (const [name, value] of Object.entries({ NEWS_LANG: chosen, LC_ALL: '', LC_MESSAGES: '', LANG: terminal }))
    vi.stubEnv(name, value)
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  say('Installing …', '正在安装……')
  expect(said.mock.calls).toEqual([[expected]])
})
