import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Outbox } from '#lib/pushes/outbox.ts'
import { openStore } from '#lib/visits/store/open.ts'
import { releaseText } from '#tests/support/content/content-folder.ts'
import { buildWordDocument, paragraphXml } from '#tests/support/content/word-document.ts'
import type { Desk } from '#tests/support/editors-desk.ts'
import { git } from '#tests/support/git.ts'
import { startPushes } from './pushes.ts'
import type { Scene, Step } from './transcript.ts'

const spring = 'news/2015/spring-seminar/en.md'
const both = {
  [spring]: releaseText('Spring seminar opens'),
  'news/2015/spring-seminar/zh.md': releaseText('春季培训班开班', '', '培训班周一开班。'),
}
const others = {
  'news/2015/only-en/en.md': releaseText('Only English', '', 'See [there](/en/news/spring-seminar).'),
  'news/2015/draft/en.md': releaseText('A draft', 'draft: true\naliases: [/en/news/former]\n'),
  'news/2015/broken/en.md': releaseText('Q3: broken'),
  'news/2015/braces/en.md': '---\n{ title: One, date: 2015-12-16 }\n---\n\nText.\n',
}
const calls = (...lines: readonly string[]): Step[] =>
  lines.map((line) => ({ args: line === '' ? [] : line.split(' ') }))
/** A fault of the disk while a question is asked. */
const diskFault = (code: string) => () => {
  throw Object.assign(new Error(code), { code, path: '/content/news/2026' })
}

/** Counts visits of two releases, with a day far above the others, and hits that were refused. */
async function countVisits({ dataDir }: Desk): Promise<void> {
  await mkdir(dataDir)
  const store = await openStore({ kind: 'sqlite' }, { dataDir })
  await store.adopt('another store', [
    { slug: 'spring-seminar', day: '2026-11-19', visits: 1 },
    { slug: 'spring-seminar', day: '2026-11-21', visits: 1284 },
    { slug: 'only-en', day: '2026-11-20', visits: 20 },
    { slug: 'spring-2015', day: '2026-11-19', visits: 7 },
  ])
  await store.refuse('bot', '2026-11-20', 12)
  await store.close()
}

const page = `News Detail\n\nSpring Seminar: Opens in Weifang\n\nDate: 2015-12-16 08:54:43, Source: Office, Today/Total Visits : 0/111\n\nThe seminar was held. The Group''s guests came.\n`
const xml = (inner: string) => `<?xml version="1.0"?>\n${inner}`
const large =
  (name: string, size: number) =>
  async ({ dataDir }: Desk) => {
    await writeFile(join(dirname(dataDir), name), '')
    await truncate(join(dirname(dataDir), name), size)
  }
const refused = {
  'a.pdf': 'A document',
  'old.doc': Buffer.from('\xd0\xcf\x11\xe0 and more', 'latin1'),
  'false.docx': 'Only text',
  'whole.mhtml': 'MIME-Version: 1.0\n',
  'frames.html': '<html><frameset><frame src="a.html"></frameset></html>',
  'other.xml': xml('<note/>'),
  'cut.WordPress.1.xml': xml('<rss xmlns:wp="w"><channel><wp:wxr_version>1.2</wp:wxr_version><item>'),
  'type.xml': xml('<!DOCTYPE a [<!ENTITY b "c">]><rss/>'),
  'deep.html': `<html><body>${'<div>'.repeat(9000)}`,
  'long.html': `<html><body>${'<p>A line of words.</p>'.repeat(10_001)}`,
  'styles.html': `<html><style>${'p:not(.a){color:red}'.repeat(300)}</style><body>${'<p>A line.</p>'.repeat(2000)}`,
  'empty.txt': '\n',
  'pages/none.pdf': 'A document',
}

const pushing = { SITE_URL: 'https://news.example.com', INDEXNOW_KEY: 'key-of-indexnow' }

/** Everything that the command can say. */
export const scenes: Readonly<Record<string, Scene>> = {
  'verbs and help': {
    steps: calls(
      '',
      'new --help',
      'check --help',
      'status --help',
      'preview --help',
      'correct --help',
      'translate --help',
      'rename --help',
      'withdraw --help',
      'import --help',
      'stats --help',
      'visits --help',
      'pushes --help',
    ),
  },
  'wrong calls': {
    files: { ...both, ...others },
    steps: [
      ...calls(
        'chekc',
        'publish',
        'status now',
        'status --all',
        'check --fixx',
        'check -fix',
        'check —format=json',
        'check --format',
        'check --fix=yes',
      ),
      ...calls('check --format xml', 'check sprng-seminar', 'correct', 'correct sprng-seminar', 'correct broken'),
      ...calls('correct braces --kind update --en x', 'preview spring-seminar --expires=5y'),
      ...['', 'zh_CN.UTF-8'].map((LANG) => ({ args: ['status'], environment: { NEWS_LANG: 'fr', LANG } })),
    ],
  },
  'a folder that cannot be read': {
    files: { 'categories.yaml': 'policy：x\n' },
    prepare: ({ dataDir }) => writeFile(join(dirname(dataDir), 'totals.csv'), 'a,1\n'),
    steps: calls('new', 'visits adopt totals.csv'),
  },
  'faults of the disk and of the program': {
    steps: [
      ...['EACCES', 'EPERM', 'ENOENT', 'ENOSPC', 'EROFS'].map((code) => ({
        args: ['new'],
        answers: [diskFault(code)],
      })),
      { args: ['new'], answers: [] },
      { args: ['new'], answers: [undefined] },
    ],
  },
  new: {
    files: both,
    steps: [
      {
        args: ['new'],
        answers: ['', 'x'.repeat(201), 'Harbour opens', 'en', 'policy', 'Harbour', 'spring-seminar', 'harbour'],
      },
      { args: ['new', '--title', '春季招商会', '--lang', 'zh'], answers: ['', 'spring-fair'] },
      ...calls('new', 'new --title=', 'new --title x --lang fr', 'new --title x --category polcy'),
      ...calls('new --title x --slug=X', 'new --title x --slug spring-seminar'),
      { args: ['new', '--title', '？'] },
      {
        args: ['new', '--title', 'Late'],
        answers: ['en', '', ({ folder }) => folder.write('news/2026/late/note.txt', 'x').then(() => 'late')],
      },
    ],
    shows: ['news/2026/harbour/en.md', 'news/2026/spring-fair/zh.md'],
  },
  check: {
    files: { ...both, 'news/2014/moved/en.md': releaseText('Moved'), 'news/2015/q3/en.md': releaseText('Q3: up') },
    steps: calls('check --fix', 'check --fix', 'check', 'check spring-seminar'),
  },
  status: {
    files: { ...both, 'news/2015/a-draft/en.md': releaseText('A draft', 'draft: true\n') },
    steps: calls('status'),
  },
  preview: {
    files: { ...both, ...others },
    steps: [
      { args: ['preview', 'draft'] },
      ...(['draft', 'spring-seminar', 'draft --revoke'].map((rest) => ({
        args: ['preview', ...rest.split(' ')],
        environment: { PREVIEW_SECRET: 'a secret of the tests', SITE_URL: 'https://news.example' },
      })) satisfies Step[]),
    ],
  },
  correct: {
    files: { ...both, ...others },
    steps: [
      { args: ['correct', 'spring-seminar'], answers: ['correction', 'x'.repeat(1001), 'It has 120 places.', ''] },
      { args: ['correct', 'spring-seminar', '--kind', 'update', '--en', 'It has begun.', '--zh', '已经开班。'] },
      { args: ['correct', 'spring-seminar'], answers: ['no'] },
      { args: ['correct', 'spring-seminar'], answers: ['correction', undefined] },
      ...calls('correct spring-seminar', 'correct draft --kind update --en x', 'correct only-en --kind update --zh x'),
    ],
    shows: [spring],
  },
  translate: {
    files: {
      'news/2015/only-en/en.md': releaseText('Only', 'summary: It opens.\n'),
      'news/2015/only-zh/zh.md': releaseText('培训班', 'summary: 培训班开班。\n', '培训班周一开班。'),
    },
    steps: calls(
      'translate only-en zh',
      'translate only-zh en',
      'translate only-en fr',
      'translate only-en zh',
      'translate',
    ),
    shows: ['news/2015/only-en/zh.md', 'news/2015/only-zh/en.md'],
  },
  rename: {
    files: {
      ...both,
      'news/2015/only-en/en.md': others['news/2015/only-en/en.md'],
      'news/2015/draft/en.md': others['news/2015/draft/en.md'],
    },
    steps: [
      { args: ['rename', 'spring-seminar'], answers: ['spring-seminar', 'only-en', 'spring-2015'] },
      ...calls('rename only-en only-english', 'rename only-english former', 'rename only-english draft'),
    ],
  },
  'rename when git refuses': {
    files: both,
    prepare: async ({ folder }) => {
      await git(folder.dir, 'init', '-q')
      await git(folder.dir, 'add', '.')
      await folder.write('.git/index.lock', '')
    },
    steps: calls('rename spring-seminar autumn'),
  },
  withdraw: {
    files: { ...both, ...others, 'news/2015/next/en.md': releaseText('Next') },
    steps: [
      ...calls('withdraw draft', 'withdraw only-en --kind replaced --replacement only-en'),
      ...calls(
        'withdraw only-en --kind replaced --replacement draft',
        'withdraw next --kind error --replacement only-en',
      ),
      { args: ['withdraw', 'spring-seminar'], answers: ['withdrawn', 'It was called off.', '培训班取消。'] },
      ...calls('withdraw spring-seminar'),
      { args: ['withdraw', 'only-en', '--kind', 'replaced'], answers: ['', 'next'] },
      ...calls('withdraw next --kind error', 'withdraw draft --kind replaced'),
    ],
  },
  import: {
    files: { ...both, 'news/2015/blocked/en.md/inside.txt': 'x' },
    beside: {
      'a.txt': page,
      'b.txt': page,
      'undated.txt': 'News Detail\n\nHarbour Opens\n\nIt opened for all.\n',
      'later.txt': page.replace('Spring Seminar: Opens', 'A Fair Opens'),
      'other.txt': page.replace('Spring Seminar: Opens in Weifang', 'Spring seminar').replace('Group', 'Firm'),
      'zh.txt': Buffer.from('d0c2cec5cfeac7e90a0ab4babcbec5e0d1b5b0e0bfaab0e00a0ac5e0d1b5b0e0bfaab0e0a1a30a', 'hex'),
      'cut.html':
        '<h1>A picture</h1><p>Date: 2015-12-16, Source: Office</p><p>It shows the hall of the city in spring.</p><p><img src="a.gif"></p>',
      'posts.WordPress.1.xml': xml(
        '<rss xmlns:content="c" xmlns:wp="w"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>A post</title><category domain="post_tag">Data</category><category domain="category" nicename="policy">Policy</category><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date>2015-12-16 08:54:43</wp:post_date><content:encoded><![CDATA[<p>Some words of it.</p>]]></content:encoded></item></channel></rss>',
      ),
      'a.gif': Buffer.from('R0lGODdhAgACAIAAAP///wAAACwAAAAAAgACAAACAkQBADs=', 'base64'),
    },
    steps: [
      ...calls(
        'import',
        'import a.txt --date soon',
        'import a.txt zh.txt cut.html --dry-run --category policy',
        'import a.txt',
        'import b.txt',
      ),
      ...calls('import other.txt --slug spring-seminar'),
      { args: ['import', 'undated.txt'], answers: ['soon', '2016-02-03'] },
      // Somebody else makes what is to be written: seen as a folder of that name.
      ...calls('import later.txt --slug blocked', 'import posts.WordPress.1.xml --dry-run --drafts'),
    ],
  },
  'import of what is no page': {
    beside: refused,
    prepare: async (desk) => {
      await large('large.html', 21_000_000)(desk)
      await large('large.docx', 101_000_000)(desk)
      const endless = await buildWordDocument({ body: paragraphXml('x'.repeat(11_000_000)) })
      await writeFile(join(dirname(desk.dataDir), 'endless.docx'), endless)
    },
    steps: calls(
      `import ${Object.keys(refused)
        .filter((name) => !name.includes('/'))
        .join(' ')} pages gone.html large.html large.docx endless.docx`,
    ),
  },
  stats: {
    files: { ...both, ...others },
    prepare: countVisits,
    steps: calls('stats --since 3d', 'stats --since 3d --csv', 'stats --since never'),
  },
  'visits before there are any': {
    steps: [
      ...calls('stats', 'visits backup copy.sqlite'),
      { args: ['stats'], environment: { VISITS_STORE: 'memory' } },
    ],
  },
  visits: {
    files: { ...both, 'news/2015/only-en/en.md': others['news/2015/only-en/en.md'] },
    beside: {
      'totals.csv': 'Page,Visits\nspring-seminar,5\n',
      'wrong.csv': 'spring-seminar,5\nautumn,6\nonly-en,many\nspring-seminar,7\n',
    },
    prepare: countVisits,
    steps: [
      ...calls('visits', 'visits exprt', 'visits export out.csv', 'visits export out.csv', 'visits backup copy.sqlite'),
      ...calls('visits backup copy.sqlite', 'visits restate only-en 2026-11-22 1', 'visits restate'),
      ...calls('visits restate only-en 2026-11-20 many', 'visits restate only-en 2026-11-20 1'),
      { args: ['visits', 'restate', 'only-en', '2026-11-20', '2'], answers: [' ', 'A monitor'] },
      ...calls('visits rename sprng-2015 only-en', 'visits rename only-en spring-seminar'),
      ...calls('visits rename spring-2015 only-en', 'visits rename spring-2015 only-en', 'visits audit'),
      ...calls('visits adopt totals.csv --dry-run', 'visits adopt totals.csv', 'visits adopt wrong.csv'),
      ...calls('visits move sqlite postgres://x'),
    ],
  },
  pushes: {
    files: both,
    prepare: startPushes,
    steps: [
      ...calls('pushes', 'pushes --retry --dry-run'),
      ...[[], ['--dry-run'], ['--retry']].map((flags) => ({ args: ['pushes', ...flags], environment: pushing })),
      { args: ['pushes'], environment: { ...pushing, NOINDEX: 'true' } },
      { args: ['pushes'], environment: { ...pushing, SITE_URL: 'http://localhost:3000' } },
    ],
  },
  'pushes during the first start': {
    files: both,
    prepare: async ({ dataDir }) => {
      await mkdir(dataDir)
      new Outbox(dataDir).close()
    },
    steps: [{ args: ['pushes', '--dry-run'], environment: pushing }],
  },
  'pushes before the first start': {
    files: both,
    steps: [[], ['--dry-run']].map((flags) => ({ args: ['pushes', ...flags], environment: pushing })),
  },
}
