import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listShortSecrets, readConfig, settingNames } from '#lib/config.ts'
import { ConfigError } from '#lib/errors.ts'

function readMistakes(environment: Record<string, string>): string {
  try {
    readConfig(environment, '/srv/news')
  } catch (error) {
    if (error instanceof ConfigError) return `${error.message}\n${error.hint}`
    throw error
  }
  return ''
}

test('without settings the site is on port 3000 with its content and data below its folder', () => {
  expect(readConfig({}, '/srv/news')).toEqual({
    siteUrl: 'http://localhost:3000',
    host: '0.0.0.0',
    port: 3000,
    contentDir: '/srv/news/content',
    dataDir: '/srv/news/.data',
    visitsStore: { kind: 'sqlite' },
    workers: 1,
    visitWindowSeconds: 1800,
    trustProxyHops: 0,
    visitLimits: { perMinute: 120, perDay: 5000, perReleasePerDay: 500 },
    noindex: false,
    logLevel: 'info',
  })
})

test('an empty setting is one that is not set', () => {
  expect(readConfig({ PORT: '', PREVIEW_SECRET: '' }, '/srv/news')).toEqual(readConfig({}, '/srv/news'))
})

test('every bad setting is listed at once with what it must be', () => {
  const said = readMistakes({
    SITE_URL: 'news.example.com',
    PORT: '70000',
    WORKERS: 'many',
    VISITS_STORE: 'mysql',
    VISIT_LIMITS: '120',
    NOINDEX: 'yes',
    LOG_LEVEL: 'loud',
  })
  expect(said.split('\n')).toEqual([
    'These settings cannot be used:',
    '  SITE_URL: "news.example.com" will not do; it must be an origin such as https://news.example.com, without a path.',
    '  PORT: "70000" will not do; it must be a whole number from 0 to 65535.',
    '  VISITS_STORE: "mysql" will not do; it must be sqlite, memory, or an address such as redis://localhost:6379.',
    '  WORKERS: "many" will not do; it must be auto or a whole number from 1 to 64.',
    '  VISIT_LIMITS: "120" will not do; it must look like 120/minute,5000/day,500/release.',
    '  NOINDEX: "yes" will not do; it must be true or false.',
    '  LOG_LEVEL: "loud" will not do; it must be one of debug, info, warn, error.',
    'Correct or remove them and start again.',
  ])
})

test('folders that cannot serve are listed with the other bad settings', () => {
  const faults = { CONTENT_DIR: 'must be a folder that holds site.yaml', DATA_DIR: 'must be a folder' }
  expect(() => readConfig({ PORT: 'x', CONTENT_DIR: '/nowhere' }, '/srv/news', () => faults)).toThrow(
    [
      'These settings cannot be used:',
      '  PORT: "x" will not do; it must be a whole number from 0 to 65535.',
      '  CONTENT_DIR: "/nowhere" will not do; it must be a folder that holds site.yaml.',
      '  DATA_DIR: ".data" will not do; it must be a folder.',
    ].join('\n'),
  )
})

test.each(['redis://', 'redis:///0', 'rediss://?x'])('a store without a host, %s, is refused', (store) => {
  expect(readMistakes({ VISITS_STORE: store })).toContain('VISITS_STORE: ')
})

test('a bad key is told without being shown', () => {
  const said = readMistakes({ INDEXNOW_KEY: 'short!' })
  expect(said).toContain('INDEXNOW_KEY: The value will not do; it must have 8 to 128 letters, digits or hyphens.')
  expect(said).not.toContain('short!')
})

test('a password in an address is not shown either', () => {
  const given = { VISITS_STORE: 'rediss:/user:pass-word@cache', WEBSUB_HUB: 'ftp://user:pass-word@hub.example.com/' }
  const said = readMistakes({ ...given, SITE_URL: 'https://:pass-word@news.example.com' })
  expect(said.match(/^ {2}\w+: The value will not do/gm)).toHaveLength(3)
  expect(said).not.toContain('pass-word')
})

test.each([
  'https://news.example.com?',
  'https://news.example.com#',
  'ftp://news.example.com',
  'https://news.example.com/a',
])('%s is no origin', (url) => {
  expect(readMistakes({ SITE_URL: url })).toContain('must be an origin')
})

test('an origin is taken as it is reached, without the slash and in lower case', () => {
  expect(readConfig({ SITE_URL: 'HTTPS://News.Example.com:443/' }, '/srv/news').siteUrl).toBe(
    'https://news.example.com',
  )
})

test('the bounds of a number belong to it', () => {
  expect(readConfig({ PORT: '65535', WORKERS: '64', TRUST_PROXY_HOPS: '0' }, '/srv/news')).toMatchObject({
    port: 65_535,
    workers: 64,
    trustProxyHops: 0,
  })
})

test('a short secret is used, and named so that the operator can be warned', () => {
  const config = readConfig({ PREVIEW_SECRET: 'tea', METRICS_TOKEN: 'x'.repeat(16) }, '/srv/news')
  expect(config.previewSecret).toBe('tea')
  expect(listShortSecrets(config)).toEqual(['PREVIEW_SECRET'])
})

test('docs/operating.md lists every setting, with what it is when nobody sets it', () => {
  const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operating.md'), 'utf8')
  const [, section = ''] = document.split('\n## Settings\n')
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'))
  const listed = rows.flatMap((row) => {
    const [names = '', defaults = ''] = row.split('|').slice(1)
    const values = defaults.trim().split(', ')
    return names
      .trim()
      .split(', ')
      .map((name, index) => [name.replaceAll('`', ''), values[index] ?? values[0] ?? ''] as const)
  })
  expect(listed.map(([name]) => name).toSorted()).toEqual([...settingNames].toSorted())
  const someEditor = { ADMIN_REPOSITORY: 'github:owner/name' }
  const unset = readConfig(someEditor, '/srv/news')
  const given = listed.flatMap(([name, value]) =>
    value.startsWith('`') ? [[name, value.replaceAll('`', '').replace(':PORT', ':3000')]] : [],
  )
  expect(given.length).toBeGreaterThan(10)
  for (const [name = '', value] of given)
    expect(readConfig({ ...someEditor, [name]: value }, '/srv/news'), name).toEqual(unset)
})
