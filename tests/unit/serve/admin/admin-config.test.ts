import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type AdminSettings, readConfig } from '#lib/config.ts'
import { readFieldSchemas } from '#lib/content/header/field-schemas.ts'
import { locales } from '#lib/i18n/locales.ts'
import { buildPolicy, renderAdminPage } from '#lib/serve/admin/admin.ts'
import { buildAdminConfig } from '#lib/serve/admin/admin-config.ts'
import { readCmsFiles } from '#lib/serve/admin/cms-files.ts'
import { partLabels } from '#lib/serve/admin/field-labels.ts'
import { site } from '#tests/support/content/releases.ts'

const settings: AdminSettings = { kind: 'github', repository: 'owner/news', branch: 'main' }
const places = { siteUrl: 'https://news.example.com', contentDir: '/srv/content' }
const build = (given: Partial<AdminSettings> = {}) => buildAdminConfig({ ...settings, ...given }, site(), places)
const fieldsOf = (locale: 'en' | 'zh') => build().collections.find(({ name }) => name === locale)?.fields ?? []

/** The form of a configuration, as the package itself documents it. */
function documented() {
  const root = join(dirname(createRequire(import.meta.url).resolve('@sveltia/cms')), '..')
  // Fields of plug-ins, which may have any form, are the only ones that the schema describes by what they are not.
  const withoutPlugins = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && 'not' in value ? { not: {} } : value
  const schema = JSON.parse(readFileSync(join(root, 'schema', 'sveltia-cms.json'), 'utf8'), withoutPlugins)
  return z.fromJSONSchema(schema)
}

test('a configuration of another form is told from one of the documented', () => {
  expect(documented().safeParse({ ...build(), collections: 'none' }).success).toBe(false)
})

test.each(locales)('the fields in %s are those of the header, each with a name in that language', (locale) => {
  const fields = fieldsOf(locale)
  expect(fields.map(({ name }) => name)).toEqual([...readFieldSchemas().map(([name]) => name), 'body'])
  expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['title', 'date', 'draft', 'body'])
  const isOwn = ({ label }: { label: string }) => /\p{Script=Han}/u.test(label) === (locale === 'zh')
  expect(fields.filter((field) => !isOwn(field))).toEqual([])
})

test('every part of a field has a name, and times keep their seconds, on the clock of the site', () => {
  const parts = readFieldSchemas().flatMap(([, { properties, items }]) =>
    Object.keys(properties ?? items?.properties ?? {}),
  )
  expect(parts.filter((part) => partLabels[part] === undefined)).toEqual([])
  const widgets = Object.fromEntries(fieldsOf('en').map(({ name, widget }) => [name, widget]))
  expect(widgets).toMatchObject({
    title: 'string',
    summary: 'text',
    date: 'string',
    expires: 'string',
    dateline: 'string',
    category: 'select',
    tags: 'list',
    image: 'object',
    draft: 'select',
    legacyVisits: 'number',
    body: 'richtext',
  })
  expect(fieldsOf('en').find(({ name }) => name === 'date')).toMatchObject({
    hint: `2026-11-21 09:30:00, on the clock of ${site().timeZone}`,
    required: true,
  })
})

test('both languages of a release lie in one folder, and whether one is a draft is asked and never assumed', () => {
  const [en, zh] = build().collections
  expect([en?.folder, en?.path, zh?.folder, zh?.path]).toEqual([
    'content/news',
    "{{date | date('YYYY')}}/{{slug}}/en",
    'content/news',
    "{{date | date('YYYY')}}/{{slug}}/zh",
  ])
  const draft = fieldsOf('zh').find(({ name }) => name === 'draft')
  expect(draft).toMatchObject({ required: true })
  expect(draft).not.toHaveProperty('default')
  expect(build({ folder: 'site/content' }).collections[0]?.folder).toBe('site/content/news')
})

test.each([
  { kind: 'github' },
  { kind: 'gitlab', repository: 'group/part/news' },
  { kind: 'gitea', host: 'https://git.example.com' },
  { kind: 'github', host: 'https://git.example.com' },
  { kind: 'gitlab', host: 'https://git.example.com' },
] as const)('the configuration for %j has the form that the package documents', (given) => {
  expect(documented().safeParse(build(given)).error?.issues ?? []).toEqual([])
})

test.each([
  [{ kind: 'github' }, 'https://api.github.com'],
  [{ kind: 'gitlab' }, 'https://gitlab.com'],
  [{ kind: 'gitea' }, 'https://gitea.com'],
  [{ kind: 'github', host: 'https://git.example.com' }, 'https://git.example.com'],
  [{ kind: 'gitlab', host: 'https://git.example.com:8443' }, 'https://git.example.com:8443'],
] as const)('the policy of the page for %j allows no other host than %s, and only to be asked', (given, origin) => {
  const directives = buildPolicy({ ...settings, ...given }).split('; ')
  expect(directives.filter((directive) => directive.includes('//'))).toEqual([
    `connect-src 'self' blob: data: ${origin}`,
  ])
  const { base_url: base = origin, api_root: root = origin } = build(given).backend
  expect([new URL(base).origin, new URL(root).origin]).toEqual([origin, origin])
})

test('a host of one\u2019s own is where the program asks', () => {
  expect(build({ kind: 'gitea', host: 'https://git.example.com' }).backend).toMatchObject({
    name: 'gitea',
    base_url: 'https://git.example.com',
    api_root: 'https://git.example.com/api/v1',
  })
})

test('the browser editor is off until a repository is named, and a bad name is told with its cure', () => {
  const read = (environment: Record<string, string>) => readConfig(environment, '/srv').admin
  expect(read({})).toBeUndefined()
  expect(read({ ADMIN_REPOSITORY: 'github:owner/news' })).toEqual(settings)
  expect(read({ ADMIN_REPOSITORY: 'gitlab:https://git.example.com/a/b/c', ADMIN_BRANCH: 'live' })).toEqual({
    kind: 'gitlab',
    repository: 'a/b/c',
    branch: 'live',
    host: 'https://git.example.com',
  })
  expect(read({ ADMIN_REPOSITORY: 'github:https://github.com/owner/news' })).toEqual(settings)
  const wrong = [
    ...['owner/news', 'svn:owner/news', 'github:owner', 'github:owner/news/part', 'gitea:http://git.example.com/a/b'],
    ...['gitea:https://a:b@git.example.com/a/b', 'gitlab:https://git.example.com;x/a/b'],
  ]
  for (const text of wrong)
    expect(() => read({ ADMIN_REPOSITORY: text }), text).toThrow(
      /ADMIN_REPOSITORY: .* must look like github:owner\/name/,
    )
  const repository = { ADMIN_REPOSITORY: 'github:owner/news' }
  expect(() => read({ ...repository, ADMIN_BRANCH: '../main' })).toThrow('must be the name of a branch such as main')
  expect(() => read({ ...repository, ADMIN_FOLDER: '../content' })).toThrow('a path in the repository such as content')
})

test('the program names no address of others that it would load by itself', async () => {
  const { script, files } = await readCmsFiles('/admin')
  const code = files.get(script)?.body.toString() ?? ''
  expect(code).not.toMatch(/cdn\.jsdelivr\.net|githubstatus\.com\/api|hostedstatus/)
  expect(code).not.toContain('unpkg.com/@sveltia/cms')
  expect([...files.keys()].filter((path) => /zh-CN|icons/.test(path))).toHaveLength(2)
})

test('the name of the site is the title of the page whatever signs it has, and nothing else', () => {
  const name = '</title><script>alert("1")</script> Müller & Söhne &lt; ＜澜川＞'
  const { document } = new JSDOM(renderAdminPage(name, '/admin/cms.js')).window
  expect(document.title).toBe(name)
  expect([...document.scripts].map(({ src }) => src)).toEqual(['/admin/cms.js'])
})
